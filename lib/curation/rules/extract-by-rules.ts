import type { LineRange, SourceLines, Step } from '#lib/contract/curation-record.ts';
import { cutIntoSteps } from './cuts.ts';
import type { ReadLine } from './line-roles.ts';
import { readSource } from './read-source.ts';
import { kindOfStep, type StepKind } from './step-kind.ts';
import { wordStep } from './wording.ts';

/**
 * Splits a trace into steps by its discourse markers, paragraphs, parts and answers. The steps tile the lines:
 * contiguous, in order, none lost. Empty only if there are no lines. Time linear in the text; never throws.
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

/** Most lines of neither kind between an announcement and the next. */
const MOST_BETWEEN = 2;

/**
 * Divides lines `first` to `last` (from 0, both included) into plan, execution and comment: the plan up to the last
 * line that announces before the work begins, the comment from where only judgements follow. In lines from 1, each at
 * most one range.
 */
function partsOfStep(
  lines: readonly ReadLine[],
  first: number,
  last: number,
  kind: StepKind,
): Pick<Step, 'plan' | 'execution' | 'comment'> {
  let comment = last + 1;
  while (comment > first + 1 && lines[comment - 1]?.role === 'judges') comment--;
  // An executor has nothing to do if the step only restates an answer.
  if (kind === 'conclusion' && !lines.slice(first, comment).some((line) => line.computes && !line.isBoxed))
    return { plan: range(first, comment), execution: [], comment: range(comment, last + 1) };
  let plan = first;
  for (let at = first, between = 0; at < comment && between <= MOST_BETWEEN; at++) {
    const line = lines[at];
    // The setup states what is given, including values, until the writer computes something.
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

/** Raised whenever the rules split a trace differently: a record states which version proposed it. */
export const RULES_VERSION = 4;
