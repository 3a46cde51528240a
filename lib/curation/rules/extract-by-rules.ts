import type { SourceLines, Step } from '#lib/contract/curation-record.ts';
import { cutIntoSteps } from './cuts.ts';
import { readSource } from './read-source.ts';
import { kindOfStep } from './step-kind.ts';
import { partsOfStep } from './step-parts.ts';
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
