import type { LineRange, SourceLines, Step } from '#lib/contract/curation-record.ts';
import { cutIntoSteps } from './cuts.ts';
import type { ReadLine } from './line-roles.ts';
import { readSource } from './read-source.ts';
import { kindOfStep, type StepKind } from './step-kind.ts';
import { wordStep } from './wording.ts';

/**
 * A trace taken apart by its discourse markers, paragraphs, parts and answers. The steps tile the lines: contiguous, in
 * order, none lost. Empty only where there is no line. Time linear in the text; never throws.
 */
export function extractByRules(source: SourceLines): Step[] {
  const read = readSource(source);
  const { lines, parts } = read;
  const starts = cutIntoSteps(read);
  let before = '';
  return starts.map((first, index) => {
    const last = (starts[index + 1] ?? lines.length) - 1;
    const kind = kindOfStep(lines, first, last, parts.has(first));
    const ranges = partsOfStep(lines, first, last, kind);
    const planEnd = ranges.plan[0]?.last ?? first;
    const words = wordStep(
      kind,
      parts.get(first) ?? null,
      lines.slice(first, planEnd),
      lines.slice(planEnd, last + 1),
      before,
    );
    before = words.subject || before;
    return {
      id: `s${index + 1}`,
      description: words.description,
      prompt: ranges.execution.length > 0 ? words.prompt : '',
      ...ranges,
      planOnly: 'by-rule',
    };
  });
}

/** Lines of neither kind that an announcement may have between itself and the next. */
const MOST_BETWEEN = 2;

/**
 * What of lines `first` to `last` (from 0, both included) is plan, execution and comment: the plan up to the last line
 * that announces before the work begins, the comment from where only judgements follow. In lines from 1, each at most one range.
 */
function partsOfStep(
  lines: readonly ReadLine[],
  first: number,
  last: number,
  kind: StepKind,
): Pick<Step, 'plan' | 'execution' | 'comment'> {
  let comment = last + 1;
  while (comment > first + 1 && lines[comment - 1]?.role === 'judges') comment--;
  // Restating an answer is nothing to give to an executor.
  if (kind === 'conclusion' && !lines.slice(first, comment).some((line) => line.computes && !line.isBoxed))
    return { plan: range(first, comment), execution: [], comment: range(comment, last + 1) };
  let plan = first;
  for (let at = first, between = 0; at < comment && between <= MOST_BETWEEN; at++) {
    const line = lines[at];
    // The setup tells what is given, values and all, until something is computed.
    if (line?.role === 'works' && at > 0 && (first > 0 || line.computes)) break;
    if (line?.role === 'announces' || (first === 0 && line?.role !== 'judges')) {
      plan = at + 1;
      between = 0;
    } else between++;
  }
  return { plan: range(first, plan), execution: range(plan, comment), comment: range(comment, last + 1) };
}

const range = (from: number, end: number): LineRange[] =>
  end > from ? [{ first: from + 1, last: end }] : [];

/** Raised whenever the rules take a trace apart differently: a record says by which it was proposed. */
export const RULES_VERSION = 4;
