import { parts } from '#lib/contract/curation-edits.ts';
import type { LineRange, SourceLines, Step } from '#lib/contract/curation-record.ts';
import { normaliseRanges } from '../line-ranges.ts';
import { textOf } from '../source-text.ts';
import type { AnswerFault } from './answer-faults.ts';
import type { PartRanges } from './line-owners.ts';
import type { RawStep } from './raw-steps.ts';

/** A step of a proposal before it has an id. */
export type SettledStep = Omit<Step, 'id'>;

/** Characters. A description is a label, a prompt is a task: what is longer was not meant as one. */
const MAX_DESCRIPTION = 300;
const MAX_PROMPT = 2_000;
/** Of a line that stands in for a description. */
const EXCERPT = 80;

/** At most so many characters, no surrogate pair torn, with an ellipsis where something went. */
export function shortened(text: string, length: number): string {
  const whole = text.replace(/\s+/g, ' ').trim();
  if (whole.length <= length) return whole;
  return `${whole
    .slice(0, length - 1)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd()}…`;
}

const NOTHING =
  /^[\s("'[]*(?:none|null|n\/?a|no prompt|not (?:needed|applicable|found)|-+|—|\.)[\s)"'\].]*$/i;
const said = (text: string, length: number): string => (NOTHING.test(text) ? '' : shortened(text, length));

/** The step with its lines; a missing description or prompt is made of what there is. */
export function settleTexts(
  source: SourceLines,
  raw: RawStep,
  ranges: PartRanges,
  index: number,
  faults: AnswerFault[],
): SettledStep {
  let description = said(raw.description, MAX_DESCRIPTION);
  let prompt = said(raw.prompt, MAX_PROMPT);
  if (description === '') {
    faults.push({
      code: 'description-missing',
      raw: index,
      problem: (name) => `${name(index)} has no description`,
      mended: () => 'The beginning of its text stands in for it.',
      weight: 0,
    });
    description = shortened(prompt || textOf(source, firstLine(ranges)), EXCERPT);
  }
  if (prompt === '' && ranges.execution.length > 0) {
    faults.push({
      code: 'prompt-missing',
      raw: index,
      problem: (name) => `${name(index)} has an execution and no prompt`,
      mended: () => 'Its description is the prompt.',
      weight: 1,
    });
    prompt = description;
  }
  return { description, prompt, ...ranges, planOnly: 'by-rule' };
}

function firstLine(ranges: PartRanges): LineRange[] {
  const first = normaliseRanges(parts.flatMap((part) => ranges[part]))[0];
  return first ? [{ first: first.first, last: first.first }] : [];
}
