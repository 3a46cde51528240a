import { formatCount, formatDuration } from '#components/ui/format.ts';
import type { Pair } from '#lib/compare/pair.ts';
import type { RaceSide, RaceState } from '#lib/compare/race-state.ts';
import type { EndStatus } from '#lib/trace/events.ts';
import type { Axis } from '#lib/trace/token-axis.ts';

/** `97 tokens`, `3.2 s`: a length on the axis. */
export const amountWords = (amount: number, axis: Axis): string =>
  axis === 'tokens' ? formatCount(Math.round(amount), 'token') : formatDuration(amount);

const endWords: Record<EndStatus, string> = {
  done: 'ended',
  failed: 'failed',
  truncated: 'was cut off',
  cancelled: 'was cancelled',
  interrupted: 'was interrupted',
};

/** Too short to be worth a number. */
const isNothing = (amount: number, axis: Axis): boolean => amount < (axis === 'tokens' ? 0.5 : 5);

/** What one side is doing at the playhead, and how far it is from its end; `other` may have ended already. */
export function sidePhrases(side: RaceSide, other: RaceSide, axis: Axis): readonly [string, string] {
  switch (side.phase) {
    case 'waiting':
      return ['not here yet', ''];
    case 'running': {
      const verb = other.phase === 'ended' ? 'still running' : 'running';
      return [verb, side.toGo === null ? '' : `${amountWords(side.toGo, axis)} to go`];
    }
    case 'ended':
      return [endWords[side.status], isNothing(side.ago, axis) ? '' : `${amountWords(side.ago, axis)} ago`];
  }
}

/** The same in one: "still running, 429 tokens to go", "ended 97 tokens ago". */
export function sideWords(side: RaceSide, other: RaceSide, axis: Axis): string {
  const phrases = sidePhrases(side, other, axis).filter((phrase) => phrase !== '');
  return phrases.join(side.phase === 'running' ? ', ' : ' ');
}

/** The race in one sentence: "SPRINT ended 97 tokens ago." */
export function raceSentence({ sides, first, margin }: RaceState, names: Pair<string>, axis: Axis): string {
  const [left, right] = sides;
  if (left.phase === 'ended' && right.phase === 'ended') {
    const stopped = ([0, 1] as const).flatMap((side) => {
      const { phase } = sides[side];
      const status = phase === 'ended' ? sides[side].status : 'done';
      return status === 'done' ? [] : [`${names[side]} ${endWords[status]}`];
    });
    // A side that broke off was not fast.
    if (stopped.length > 0) return `${stopped.join(', ')}: no fair race.`;
    if (first === null || margin === null || isNothing(margin, axis)) return 'Both ended at the same moment.';
    const unit = axis === 'tokens' ? 'earlier on the critical path' : 'earlier';
    return `${names[first]} ended ${amountWords(margin, axis)} ${unit}.`;
  }
  if (first !== null) {
    const slower = first === 0 ? 1 : 0;
    return `${names[first]} ${sideWords(sides[first], sides[slower], axis)}; ${names[slower]} is ${sideWords(sides[slower], sides[first], axis)}.`;
  }
  return 'Both are running.';
}
