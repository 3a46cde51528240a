import { parts } from '#lib/contract/curation-edits.ts';
import type { LineRange, SourceLines, Step } from '#lib/contract/curation-record.ts';
import { lineWords, normaliseRanges } from '../line-ranges.ts';
import { textOf } from '../source-text.ts';
import type { AnswerFault } from './answer-faults.ts';
import { createLineOwners, type LineOwners, type Owner, type PartRanges } from './line-owners.ts';
import type { RawRange } from './read-ranges.ts';
import type { RawStep } from './read-steps.ts';

export interface RepairedSteps {
  /** In the order of their lines. Each line of the part is in exactly one of them; empty if no step was usable. */
  readonly steps: readonly RepairedStep[];
  readonly faults: readonly AnswerFault[];
  /** Index in `steps` of an answer's step; null if it was left out. */
  placeOf(rawIndex: number): number | null;
}

const linesIn = ({ first, last }: RawRange): number => last - first + 1;
/** `lines 4–6`, for the middle of a sentence. */
const words = (range: LineRange): string => lineWords(range).toLowerCase();

/**
 * Checks and repairs the steps of an answer about the lines `within`, deterministically: drops lines out of range,
 * gives lines claimed twice to the first step, adds skipped lines to a neighbour, and sorts by line. Never throws,
 * whatever the answer.
 * @param asked the lines that we asked the model about, the end of which may be left to another answer
 */
export function repairSteps(
  source: SourceLines,
  raw: readonly RawStep[],
  within: LineRange,
  asked: LineRange = within,
): RepairedSteps {
  const faults: AnswerFault[] = [];
  const claims = raw.map((step, index) => clip(step, index, { within, asked }, faults));
  const firstOf = (index: number) =>
    Math.min(...parts.flatMap((part) => claims[index]?.[part][0]?.first ?? []));
  const order = raw
    .map((_, index) => index)
    .filter((index) => {
      const usable = Number.isFinite(firstOf(index));
      if (!usable) faults.push(withoutLines(index));
      return usable;
    });
  if (order.length === 0) return { steps: [], faults, placeOf: () => null };

  order.forEach((index, place) => {
    const before = order[place - 1];
    if (before === undefined || firstOf(index) >= firstOf(before)) return;
    faults.push({
      code: 'steps-out-of-order',
      raw: index,
      problem: (name) =>
        `${name(index)} begins at line ${firstOf(index)}, before ${name(before)}, which begins at line ${firstOf(before)}`,
      mended: () => 'The steps were put into the order of the lines.',
      weight: 1,
    });
  });
  order.sort((a, b) => firstOf(a) - firstOf(b) || a - b);

  const owners = createLineOwners(source, within);
  for (const step of order)
    for (const part of parts)
      for (const range of claims[step]?.[part] ?? [])
        for (const taken of owners.claim({ step, part }, range)) faults.push(usedTwice(taken));

  for (const range of owners.unclaimed()) {
    const heir = heirOf(source, raw, owners, range, within);
    if (!heir) continue;
    owners.claim(heir, range);
    faults.push({
      code: 'lines-skipped',
      raw: heir.step,
      problem: () => `${lineWords(range)}: in no step`,
      mended: (name) => `They join the ${heir.part} of ${name(heir.step)}.`,
      weight: linesIn(range),
    });
  }

  const ranges = owners.rangesBySteps();
  const kept = order.filter((index) => {
    if (!ranges.has(index)) faults.push(withoutLines(index));
    return ranges.has(index);
  });
  // After the first claims won, the steps' remaining lines may begin in another order than their claims.
  const first = (index: number) => {
    const own = ranges.get(index);
    return Math.min(...parts.flatMap((part) => own?.[part][0]?.first ?? []));
  };
  kept.sort((a, b) => first(a) - first(b));
  const steps = kept.flatMap((index) => {
    const [own, step] = [ranges.get(index), raw[index]];
    return own && step ? [repairTexts(source, step, own, index, faults)] : [];
  });
  return {
    steps,
    faults,
    placeOf(index) {
      const place = kept.indexOf(index);
      return place < 0 ? null : place;
    },
  };
}

function clip(
  step: RawStep,
  index: number,
  { within, asked }: { within: LineRange; asked: LineRange },
  faults: AnswerFault[],
): Record<(typeof parts)[number], readonly LineRange[]> {
  const inside = (ranges: readonly RawRange[]): readonly LineRange[] =>
    normaliseRanges(
      ranges.flatMap((range) => {
        const [first, last] = [Math.min(range.first, range.last), Math.max(range.first, range.last)];
        if (range.first > range.last) faults.push(reversed(range, index));
        if (first < asked.first || last > asked.last) faults.push(invented({ first, last }, index, asked));
        const clipped = { first: Math.max(first, within.first), last: Math.min(last, within.last) };
        return clipped.first <= clipped.last ? [clipped] : [];
      }),
    );
  const [plan, execution, comment] = [inside(step.plan), inside(step.execution), inside(step.comment)];
  if (plan.length + execution.length + comment.length > 0) return { plan, execution, comment };
  // Only the heading has lines: they are the execution of a step with a task, and the plan of one without.
  const whole = inside(step.whole);
  return step.prompt === ''
    ? { plan: whole, execution: [], comment: [] }
    : { plan: [], execution: whole, comment: [] };
}

const reversed = ({ first, last }: RawRange, index: number): AnswerFault => ({
  code: 'bad-range',
  raw: index,
  problem: (name) => `The range ${first}-${last} of ${name(index)} ends before it begins`,
  mended: () => 'It was turned round.',
  weight: 1,
});

const invented = (range: RawRange, index: number, asked: LineRange): AnswerFault => ({
  code: 'lines-out-of-range',
  raw: index,
  problem: (name) =>
    `${name(index)} names ${words(range)}, but there are only lines ${asked.first} to ${asked.last}`,
  mended: () => 'What is beyond them was left out.',
  weight: 1,
});

const withoutLines = (index: number): AnswerFault => ({
  code: 'step-without-lines',
  raw: index,
  problem: (name) => `${name(index)} has no lines of its own`,
  mended: () => 'It was left out.',
  weight: 1,
});

function usedTwice({
  range,
  owner,
  claimer,
}: {
  range: LineRange;
  owner: Owner;
  claimer: Owner;
}): AnswerFault {
  return {
    code: 'lines-twice',
    raw: owner.step,
    problem: (name) =>
      owner.step === claimer.step
        ? `${lineWords(range)}: both in the ${owner.part} and in the ${claimer.part} of ${name(owner.step)}`
        : `${lineWords(range)}: both in ${name(owner.step)} and in ${name(claimer.step)}`,
    mended: (name) => `They stay in the ${owner.part} of ${name(owner.step)}.`,
    weight: linesIn(range),
  };
}

/**
 * The step that gets skipped lines: one whose heading claims them, otherwise by line breaks of the source, otherwise
 * the one before.
 */
function heirOf(
  source: SourceLines,
  raw: readonly RawStep[],
  owners: LineOwners,
  range: LineRange,
  within: LineRange,
): Owner | null {
  const before = nearest(owners, range.first - 1, -1, within);
  const after = nearest(owners, range.last + 1, 1, within);
  if (!before || !after) return before ?? after;
  const claims = ({ step }: Owner) =>
    raw[step]?.whole.some(({ first, last }) => first <= range.first && range.last <= last) ?? false;
  if (claims(before) !== claims(after)) return claims(after) ? after : before;
  return breaksBefore(source, range.first) && !breaksBefore(source, range.last + 1) ? after : before;
}

function nearest(owners: LineOwners, from: number, by: 1 | -1, within: LineRange): Owner | null {
  // Goes past lines whose text is missing; all skipped lines are in the run itself.
  for (let line = from; line >= within.first && line <= within.last; line += by) {
    const owner = owners.ownerOf(line);
    if (owner) return owner;
  }
  return null;
}

function breaksBefore(source: SourceLines, line: number): boolean {
  const [before, own] = [source.lines[line - 2], source.lines[line - 1]];
  return before && own ? source.text.slice(before.end, own.start).includes('\n') : false;
}

/** A step of a proposal before it has an id. */
export type RepairedStep = Omit<Step, 'id'>;

/** In characters. A description is a label, a prompt is a task: a longer text was not meant as one. */
const MAX_DESCRIPTION = 300;
const MAX_PROMPT = 2_000;
/** Characters of a line that serves as a description. */
const EXCERPT = 80;

/** Shortens to at most this many characters, without splitting a surrogate pair, and marks the cut with an ellipsis. */
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

/** The step with its lines; makes a missing description or prompt from the rest. */
function repairTexts(
  source: SourceLines,
  raw: RawStep,
  ranges: PartRanges,
  index: number,
  faults: AnswerFault[],
): RepairedStep {
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
