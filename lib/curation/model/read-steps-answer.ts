import type { LineRange } from '../decomposition.ts';
import type { SourceLines } from '../source-lines.ts';
import { type AnswerFault, weightOf, wholeFault } from './answer-faults.ts';
import { type Answer, cutWords } from './answer-text.ts';
import type { RawStep } from './raw-steps.ts';
import { readSteps } from './read-steps.ts';
import { type SettledSteps, settleSteps } from './settle-steps.ts';

/** An answer about a part of the trace, checked and mended. */
export interface StepsReading {
  readonly settled: SettledSteps;
  /** Faults of the answer as a whole and of its steps. */
  readonly faults: readonly AnswerFault[];
  /** Up to here; before the end of the part where something was cut: what follows is still to be asked for. */
  readonly last: number;
  /** It was cut, and whole steps of it are there. */
  readonly cut: boolean;
}

const NONE = 'Nothing of it could be used.';

/**
 * Reads an answer about the lines of `part`. Steps that the end of the answer or of the part may have cut are left to
 * the next request, which begins with them: the last of a cut answer, and the last of a part that the trace goes on
 * behind, unless there is only one.
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
          'The answer itself is empty, the steps stand in the reasoning',
          'They were taken from there.',
        ),
      );
  }
  if (raw.length === 0) faults.push(withoutSteps(answer));
  const goesOn = answer.cut !== null || part.last < source.lines.length;
  const whole = goesOn ? wholeSteps(raw, part, answer.cut !== null) : raw;
  const restIsOpen = whole.length < raw.length || (answer.cut !== null && raw.length > 0);
  const last = restIsOpen ? lastLine(whole, part) : part.last;
  if (answer.cut !== null && whole.length === raw.length)
    faults.push(
      wholeFault(
        'answer-cut',
        cutWords(answer.cut),
        raw.length === 0 ? NONE : 'What there was of it is kept, the rest was asked for apart.',
      ),
    );
  const settled = settleSteps(source, whole, { first: part.first, last }, part);
  const own = settled.steps.length === 0 && raw.length > 0 ? [...faults, unusable()] : faults;
  const cut = answer.cut !== null && whole.length < raw.length;
  return { settled, faults: [...own, ...settled.faults], last, cut };
}

/** Whether the second answer is taken: one that is no worse. An answer without steps is worse than any. */
export function isNoWorse(second: StepsReading, first: StepsReading): boolean {
  if (second.settled.steps.length === 0) return false;
  if (first.settled.steps.length === 0) return true;
  // A cut answer that came less far has fewer faults for that.
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

/** Infinity for a step without lines. */
const firstLine = (step: RawStep): number =>
  [...step.plan, ...step.execution, ...step.comment, ...step.whole].reduce(
    (earliest, { first, last }) => Math.min(earliest, first, last),
    Number.POSITIVE_INFINITY,
  );

/** All steps but the one that something may have cut, where others are left that name lines of the part. */
function wholeSteps(raw: readonly RawStep[], part: LineRange, cut: boolean): readonly RawStep[] {
  const isUsable = (step: RawStep) => firstLine(step) >= part.first && firstLine(step) <= part.last;
  // A cut answer ends in its last step, a part of the trace in the one with the last lines.
  const start = raw.filter(isUsable).reduce((latest, step) => Math.max(latest, firstLine(step)), 0);
  const whole = cut ? raw.slice(0, -1) : raw.filter((step) => !isUsable(step) || firstLine(step) < start);
  return whole.some(isUsable) && lastLine(whole, part) < part.last ? whole : raw;
}

function lastLine(steps: readonly RawStep[], part: LineRange): number {
  let latest = part.first - 1;
  for (const step of steps)
    for (const range of [...step.plan, ...step.execution, ...step.comment]) {
      const [first, last] = [Math.min(range.first, range.last), Math.max(range.first, range.last)];
      if (first <= part.last && last >= part.first) latest = Math.max(latest, Math.min(last, part.last));
    }
  return latest < part.first ? part.last : latest;
}
