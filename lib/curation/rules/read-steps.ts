import { agrees, recalls } from '#lib/doctor/cues.ts';
import type { LineRange, Step } from '../decomposition.ts';
import type { SourceLines } from '../source-lines.ts';
import { type Findings, findingsOf } from './findings.ts';
import type { ReadLine } from './line-roles.ts';
import type { PartHeader } from './parallel-parts.ts';
import { readSource } from './read-source.ts';
import { kindOfStep, type StepKind } from './step-kind.ts';
import { isSettled } from './verdict.ts';

/** A step as the rules for dependencies see it. */
export interface ReadStep {
  readonly kind: StepKind;
  /** Something is reckoned in it, so it is more than a reading of the problem. */
  readonly reckons: boolean;
  /** The first of like parts may stand in a step of another kind. */
  readonly part: PartHeader | null;
  readonly findings: Findings;
  /** It goes on from what was found before: "from our expression for x", "as we saw". */
  readonly recalls: boolean;
  /** It checks "that": the step right before it. */
  readonly pointsBack: boolean;
  /** It ends by saying that all was right: nothing after it needs it. */
  readonly isSettled: boolean;
}

/** Reads the lines of each step; a step without lines is plain work. Linear in the text where steps share no lines. */
export function readSteps(source: SourceLines, steps: readonly Step[]): ReadStep[] {
  const { lines, parts } = readSource(source);
  return steps.map((step) => {
    const parted = [step.plan, step.execution, step.comment].filter((ranges) => ranges.length > 0);
    const first = Math.min(...parted.map((ranges) => ranges[0]?.first ?? 1)) - 1;
    const last = Math.max(...parted.map((ranges) => ranges.at(-1)?.last ?? 1)) - 1;
    const part = headerAt(parts, first, last);
    return {
      kind: parted.length === 0 ? 'work' : kindOfStep(lines, first, last, parts.has(first)),
      reckons: lines.slice(first, last + 1).some((line) => line.finds || FORMULA.test(line.head)),
      part,
      findings: findingsOf(textOfRanges(source, [...step.plan, ...step.execution])),
      pointsBack: lines.slice(first, first + OPENING).some(({ head }) => POINTS_BACK.test(head)),
      recalls: recallsIn(lines.slice(first, last + 1)),
      isSettled: isSettled(lines.slice(Math.max(first, last - 5), last + 1)),
    };
  });
}

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

/** Lines in which a check says what it checks. */
const OPENING = 3;
const POINTS_BACK =
  /\b(?:check|verify|confirm|sure|test|validate|examine|evaluate)(?: about| of| if| whether| that)? (?:that|this|it|these|those)\b|\bis (?:that|this|it) (?:right|correct)/i;

/** Last lines of a step, where it compares its result with others. */
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

function textOfRanges({ text, lines }: SourceLines, ranges: readonly LineRange[]): string {
  return ranges
    .map(({ first, last }) => text.slice(lines[first - 1]?.start ?? 0, lines[last - 1]?.end ?? 0))
    .join('\n');
}
