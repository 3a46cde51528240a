import type { LineRange, SourceLines, Step } from '#lib/contract/curation-record.ts';
import { agrees, recalls } from '#lib/doctor/cues.ts';
import { statementsOf } from '#lib/text/quantities.ts';
import { type Findings, findingsOf } from './findings.ts';
import type { ReadLine } from './line-roles.ts';
import type { OpeningKind } from './opening-words.ts';
import type { PartHeader } from './parallel-parts.ts';
import { readSource } from './read-source.ts';
import { kindOfStep, type StepKind } from './step-kind.ts';

/** A step as the dependency rules see it. */
export interface ReadStep {
  readonly kind: StepKind;
  /** The opener of its first line. */
  readonly opening: OpeningKind;
  /** Its first lines refer to what precedes them: "this gives", "these points". */
  readonly pointsAt: boolean;
  /** It rereads the problem: "but the problem says". */
  readonly rereads: boolean;
  readonly text: string;
  /** It calculates something, so it is more than a reading of the problem. */
  readonly reckons: boolean;
  /** Its header among parallel parts; a step of another kind may contain the first part. */
  readonly part: PartHeader | null;
  readonly findings: Findings;
  /** It continues from earlier results: "from our expression for x", "as we saw". */
  readonly recalls: boolean;
  /** Values that its execution compares with others or treats as known: "which matches our previous result of 12". */
  readonly compared: ReadonlySet<string>;
  /** The verdict of its last lines on what it checked: if all was right, nothing after it needs it. */
  readonly verdict: 'right' | 'wrong' | null;
}

/** Reads the lines of each step; a step without lines is plain work. Linear in the text where steps share no lines. */
export function readSteps(source: SourceLines, steps: readonly Step[]): ReadStep[] {
  const { lines, parts } = readSource(source);
  const spans = steps.map(spanOf);
  const items = enumeratedItems(lines, spans);
  return steps.map((step, index) => {
    const { first, last, isEmpty } = spans[index] ?? spanOf(step);
    const item = items[index] ?? null;
    const part = headerAt(parts, first, last) ?? (item === null ? null : itemOf(item, index));
    const text = textOfRanges(source, [...step.plan, ...step.execution]);
    return {
      opening: lines[first]?.opening.kind ?? 'plain',
      pointsAt: lines
        .slice(first, Math.min(first + POINTING, last + 1))
        .some(({ head }) => POINTS_AT.test(head)),
      rereads: lines
        .slice(first, Math.min(first + POINTING, last + 1))
        .some(({ head }) => REREADS.test(head)),
      text,
      kind: isEmpty ? 'work' : kindOfStep(lines, first, last, parts.has(first)),
      reckons: lines.slice(first, last + 1).some((line) => line.finds || FORMULA.test(line.head)),
      part,
      findings: findingsOf(text),
      recalls: recallsIn(lines.slice(first, last + 1)),
      compared: comparedIn(step.execution.flatMap((range) => lines.slice(range.first - 1, range.last))),
      verdict: verdictOf(lines.slice(Math.max(first, last - 5), last + 1)),
    };
  });
}

/** First and last line, from 0; the first line for a step without any. */
function spanOf({ plan, execution, comment }: Step): { first: number; last: number; isEmpty: boolean } {
  const parted = [plan, execution, comment].filter((ranges) => ranges.length > 0);
  if (parted.length === 0) return { first: 0, last: 0, isEmpty: true };
  const first = Math.min(...parted.map((ranges) => ranges[0]?.first ?? 1)) - 1;
  const last = Math.max(...parted.map((ranges) => ranges.at(-1)?.last ?? 1)) - 1;
  return { first, last, isEmpty: false };
}

/** Runs of headers count from 0; those of items are negative, to keep them apart. */
const itemOf = (run: number, index: number): PartHeader => ({
  family: 'item',
  label: String(index - run + 1),
  run: -1 - run,
});

/** The header may follow what announces the parts ("Let me check each. First part: …"). */
const MOST_BEFORE_HEADER = 3;

function headerAt(headers: ReadonlyMap<number, PartHeader>, first: number, last: number): PartHeader | null {
  for (let at = first; at <= Math.min(last, first + MOST_BEFORE_HEADER); at++) {
    const header = headers.get(at);
    if (header) return header;
  }
  return null;
}

/** `N = 3! * S(6, 3)` */
const FORMULA = /=[^=]*[\p{L}\d)\]}]\s*[-+*/^!×÷·]/u;

const POINTING = 1;
const REREADS =
  /\b(?:the|this|our) (?:[\w'-]+ )?(?:problem|question|task|exercise|statement|figure|diagram|picture|graph|code)(?:'s| statement)?\b/i;
const POINTS_AT =
  /\b(?:this|these|those|it|them|that(?= (?:is|was|means|gives|equation|expression|value|result|formula)\b))\b/i;

/** Last lines of a step, in which it compares its result with others. */
const COMPARES = 3;
const OURS =
  /\bsince (?:we|i)(?:'ve)? (?:now |already )?(?:have|know|found|got|saw)\b|\b(?:our|this|that|the above|the resulting) (?:expression|equation|formula|substitution|system|polynomial|function)\b/i;

function recallsIn(lines: readonly ReadLine[]): boolean {
  return lines.some(
    ({ head, role }, index) =>
      role !== 'judges' &&
      (index < lines.length - COMPARES || index === 0) &&
      !agrees(head) &&
      (OURS.test(head) || recalls(head) !== null),
  );
}

/** The values in each line with such a cue and in the line before it. */
function comparedIn(lines: readonly ReadLine[]): ReadonlySet<string> {
  const compared = new Set<string>();
  lines.forEach(({ head }, index) => {
    if (recalls(head) === null && !agrees(head)) return;
    for (const { sides } of statementsOf(`${lines[index - 1]?.head ?? ''}\n${head}`))
      for (const side of sides)
        for (const { key, weight } of [side, ...side.parts])
          if (weight >= LEAST_COMPARED) compared.add(key.startsWith('-') ? key.slice(1) : key);
  });
  return compared;
}

/** The same as in the doctor's check of what siblings know. */
const LEAST_COMPARED = 2;

function textOfRanges({ text, lines }: SourceLines, ranges: readonly LineRange[]): string {
  return ranges
    .map(({ first, last }) => text.slice(lines[first - 1]?.start ?? 0, lines[last - 1]?.end ?? 0))
    .join('\n');
}

const RIGHT =
  /\b(?:yes|yep|yeah|correct|match(?:es)?|same|checks? out|consistent|confirm(?:s|ed)?|works|good|perfect|holds?|verified|indeed|solid|right|as expected|agrees?|makes? sense|equal)\b/i;
const WRONG =
  /\b(?:wrong|mistake|error|incorrect|contradict\w*|conflict\w*|inconsisten\w*|messy|not (?:correct|right|equal|the same|match\w*)|(?:does|do|did)(?:n't| not) (?:match|work|hold|make sense|seem)|problem here|can't be|cannot be|oops|forgot|missed|discrepancy)\b/i;
/** "I didn't make any mistakes" reports no mistake. */
const NO_FAULT =
  /\b(?:no|any|without|didn't (?:make|miss|forget)|not (?:make|miss)|don't see) (?:\w+ )?(?:mistakes?|errors?|steps?|issues?|anything)\b/gi;

/** The verdict of a step's last lines on what it checked; the last verdict counts; null if they give none. */
function verdictOf(lines: readonly ReadLine[]): 'right' | 'wrong' | null {
  for (let at = lines.length - 1; at >= 0; at--) {
    // "Let me see whether both are the same" is not a verdict yet.
    if (lines[at]?.role === 'announces') continue;
    const said = (lines[at]?.head ?? '').replace(NO_FAULT, 'correct');
    if (WRONG.test(said)) return 'wrong';
    if (RIGHT.test(said)) return 'right';
  }
  return null;
}

/** Announces several things to do in the same way: "multiply 5t by each term". */
const EACH =
  /\b(?:each|every|both|one by one|one at a time|separately|individually|in turn|term by term|the (?:two|three|four|five|six|following))\b/i;
/** Opens the first of them. */
const FIRST = /^(?:first|firstly|starting with|the first)\b/i;
const NEXT =
  /^(?:then|next|now|second|secondly|third|thirdly|finally|lastly|likewise|similarly|the (?:second|third|last|next|other))\b/i;
/** Lines of a step that may contain the announcement, or open an item. */
const LOOKED_AT = 2;

/**
 * Finds parallel steps, which one line announced together and which open as consecutive items: for each of `steps`
 * (first and last line, from 0) the index of the first of its items, or null. Linear in the steps.
 */
function enumeratedItems(
  lines: readonly ReadLine[],
  steps: readonly { readonly first: number; readonly last: number }[],
): (number | null)[] {
  const items: (number | null)[] = steps.map(() => null);
  let opened: number | null = null;
  steps.forEach(({ first, last }, index) => {
    const opening = lines.slice(first, Math.min(first + LOOKED_AT, last + 1));
    const before = lines.slice(Math.max(0, first - LOOKED_AT), first);
    const opens = (pattern: RegExp) =>
      opening.slice(0, 1).some(({ head }) => pattern.test(head.replace(/^(?:so|and|okay|ok),? /i, '')));
    if (opens(FIRST) && [...before, ...opening].some(({ head }) => EACH.test(head))) opened = index;
    else if (opened !== null && opens(NEXT)) {
      items[opened] = opened;
      items[index] = opened;
    } else opened = null;
  });
  return items;
}
