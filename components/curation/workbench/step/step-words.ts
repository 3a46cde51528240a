import type { LineRange, SourceLines, Step } from '#lib/contract/curation-record.ts';
import type { CurationSettings } from '#lib/contract/curation-settings.ts';
import type { CuratedStep } from '#lib/curation/curated.ts';
import { linesOf } from '#lib/curation/edits/draft-steps.ts';

/** The execution's length in the unit of the setting. */
export function executionLength({ execution }: Step, measure: CurationSettings['shortMeasure']): number {
  const [first, last] = [execution[0], execution.at(-1)];
  if (!first || !last) return 0;
  return measure === 'span'
    ? last.last - first.first
    : execution.reduce((sum, range) => sum + range.last - range.first + 1, 0);
}

/** Why a step has a prompt, or has none. */
export function planOnlyReason(
  step: Step,
  curated: Pick<CuratedStep, 'promptName' | 'planOnlyBecause'>,
  { shortMeasure, shortBelow }: Pick<CurationSettings, 'shortMeasure' | 'shortBelow'>,
): string {
  const length = executionLength(step, shortMeasure);
  const measured =
    shortMeasure === 'span'
      ? `last line − first line of its execution is ${length}`
      : `its execution has ${length} ${length === 1 ? 'line' : 'lines'}`;
  switch (curated.planOnlyBecause) {
    case 'no-execution':
      return 'Plan-only: it has no execution lines.';
    case 'short':
      return `Plan-only by the rule: ${measured}, under ${shortBelow}. The execution joins the plan.`;
    case 'by-hand':
      return 'Plan-only because a person said so: the execution joins the plan.';
    case null:
      return step.planOnly === 'never' && length < shortBelow
        ? `Keeps prompt ${curated.promptName} though ${measured}: a person said so.`
        : `An executor gets it as prompt ${curated.promptName}: ${measured}.`;
  }
}

/** `3–5, 9`. */
export function rangesWords(ranges: readonly LineRange[]): string {
  return ranges.map(({ first, last }) => (first === last ? String(first) : `${first}–${last}`)).join(', ');
}

/** A title for the step: its description, else the first words of its text. */
export function stepTitle(source: SourceLines, step: Step): string {
  if (step.description.trim() !== '') return step.description;
  const first = linesOf(step)[0]?.first;
  const line = first === undefined ? undefined : source.lines[first - 1];
  if (!line) return 'no lines';
  const text = source.text.slice(line.start, line.end);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
