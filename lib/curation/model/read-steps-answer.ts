import type { LineRange, SourceLines } from '#lib/contract/curation-record.ts';
import { type AnswerFault, weightOf, wholeFault } from './answer-faults.ts';
import { type Answer, cutWords } from './answer-text.ts';
import type { RawRange } from './read-ranges.ts';
import { type RawStep, readSteps } from './read-steps.ts';
import { type RepairedSteps, repairSteps } from './repair-steps.ts';

/** An answer about a part of the trace, checked and repaired. */
export interface StepsReading {
  readonly repaired: RepairedSteps;
  /** Faults of the answer as a whole and of its steps. */
  readonly faults: readonly AnswerFault[];
  /** The last line read; we still have to ask for the rest of the part. */
  readonly last: number;
  /** Why lines remain: the answer broke off, the end of the part may have cut its last step, or it stopped early. */
  readonly open: 'cut' | 'part' | 'unfinished' | null;
}

const NONE = 'Nothing of it could be used.';

/**
 * Reads an answer about the lines of `part`. Leaves a step that the end of the answer or of the part may have cut to
 * the next request, which begins with it: the last step of a truncated answer, and the last step of a part before the
 * end of the trace, unless it is the only one.
 */
export function readStepsAnswer(source: SourceLines, answer: Answer, part: LineRange): StepsReading {
  const faults: AnswerFault[] = [];
  let raw = readSteps(answer.text);
  if (raw.length === 0 && answer.thinking !== '') {
    raw = readSteps(answer.thinking);
    if (raw.length > 0)
      faults.push(
        wholeFault(
          'answer-in-reasoning',
          'The answer itself has no steps, they stand in the reasoning',
          'They were taken from there.',
        ),
      );
  }
  if (raw.length === 0) faults.push(withoutSteps(answer));
  // `END` ends the answer; anything after it is endless output.
  const cut = /^END\s*$/m.test(answer.text) ? null : answer.cut;
  const whole = cut !== null || part.last < source.lines.length ? wholeSteps(raw, part, cut !== null) : raw;
  const reached = lastLine(whole, part);
  if (cut !== null && whole.length === raw.length)
    faults.push(
      wholeFault(
        'answer-cut',
        cutWords(cut),
        raw.length === 0 ? NONE : 'What there was of it is kept, the rest was asked for apart.',
      ),
    );
  const open = openBecause({ cut, dropped: raw.length - whole.length, reached }, part);
  const last = open === null ? part.last : reached;
  const repaired = repairSteps(source, whole, { first: part.first, last }, part);
  const own = repaired.steps.length === 0 && raw.length > 0 ? [...faults, unusable()] : faults;
  return { repaired, faults: [...own, ...repaired.faults], last, open };
}

/**
 * If fewer lines are missing at the end, the model forgot them and we report them as skipped; if more, it never reached
 * them.
 */
const UNREACHED_LINES = 10;
/** If a model covers less of what we show it, we would ask without end. */
const REACHED_SHARE = 0.25;

function openBecause(
  { cut, dropped, reached }: { cut: Answer['cut']; dropped: number; reached: number },
  part: LineRange,
): StepsReading['open'] {
  if (reached >= part.last) return null;
  if (cut !== null) return 'cut';
  if (dropped > 0) return 'part';
  const share = (reached - part.first + 1) / (part.last - part.first + 1);
  return part.last - reached >= UNREACHED_LINES && share >= REACHED_SHARE ? 'unfinished' : null;
}

/** Whether to take the second answer: it must be no worse. An answer without steps is worse than any. */
export function isNoWorse(second: StepsReading, first: StepsReading): boolean {
  if (second.repaired.steps.length === 0) return false;
  if (first.repaired.steps.length === 0) return true;
  // A truncated answer that covers fewer lines has fewer faults for that reason.
  return weightOf(second.faults) - second.last <= weightOf(first.faults) - first.last;
}

const withoutSteps = ({ text, thinking }: Answer): AnswerFault => {
  if (text !== '')
    return wholeFault('answer-not-in-format', 'No step in the form that was asked for was found in it', NONE);
  return wholeFault(
    'answer-empty',
    thinking === '' ? 'The answer is empty' : 'There was reasoning, but no answer after it',
    NONE,
  );
};

const unusable = (): AnswerFault =>
  wholeFault('answer-not-in-format', 'None of its steps names a line that there is', NONE);

/** The ranges that count for a step: its parts, or the lines in its heading. */
function rangesOf({ plan, execution, comment, whole }: RawStep): readonly RawRange[] {
  const parts = [...plan, ...execution, ...comment];
  return parts.length > 0 ? parts : whole;
}

/** Infinity for a step without lines. */
const firstLine = (step: RawStep): number =>
  rangesOf(step).reduce(
    (earliest, { first, last }) => Math.min(earliest, first, last),
    Number.POSITIVE_INFINITY,
  );

/** All steps except one that may be cut, provided that others remain that name lines of the part. */
function wholeSteps(raw: readonly RawStep[], part: LineRange, cut: boolean): readonly RawStep[] {
  const isUsable = (step: RawStep) => firstLine(step) >= part.first && firstLine(step) <= part.last;
  // A truncated answer ends in its last step; a part of the trace ends in the step with the last lines.
  const start = raw.filter(isUsable).reduce((latest, step) => Math.max(latest, firstLine(step)), 0);
  const whole = cut ? raw.slice(0, -1) : raw.filter((step) => !isUsable(step) || firstLine(step) < start);
  return whole.some(isUsable) && lastLine(whole, part) < part.last ? whole : raw;
}

/** The last line of the part that the steps name; the part's end if they name none. */
function lastLine(steps: readonly RawStep[], part: LineRange): number {
  let latest = part.first - 1;
  for (const step of steps)
    for (const range of rangesOf(step)) {
      const [first, last] = [Math.min(range.first, range.last), Math.max(range.first, range.last)];
      if (first <= part.last && last >= part.first) latest = Math.max(latest, Math.min(last, part.last));
    }
  return latest < part.first ? part.last : latest;
}
