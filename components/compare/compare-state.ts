import { type SideSource, sideId } from '#components/actions/compare/side-source.ts';
import { browserLink } from '#components/playback/browser-link.ts';
import type { LinkFormat } from '#components/playback/link-sync.ts';
import type { PlaybackState, TraceView } from '#components/playback/playback-types.ts';
import { pairOf } from '#lib/compare/pair.ts';
import { type RaceState, raceState } from '#lib/compare/race-state.ts';
import { type CompareChoices, type CompareViewName, writeChoices } from './compare-url.ts';

/** Position of a side: 0 is `a`, 1 is `b` of the address. */
export type SideIndex = 0 | 1;

export type CompareState = PlaybackState<SideSource>;

/** One of the two sessions, as far as its log has arrived. */
export type CompareSide = TraceView<SideSource>;

export const viewNameOf = ({ view }: Pick<CompareState, 'view'>): CompareViewName =>
  view === 'content' ? 'content' : 'race';

/** Which sides run and which have ended at the playhead. */
export function raceOf({ traces, counts, ends, at }: CompareState): RaceState {
  const entries = traces.map(({ latest, length }, side) => ({
    latest,
    length,
    count: counts[side] ?? 0,
    end: ends[side] ?? 0,
  }));
  return raceState(pairOf(entries), at);
}

/** What an address contains: the two ids, and which view of them is shown. */
interface CompareAddress extends CompareChoices {
  readonly a: string;
  readonly b: string;
}

/** Leaves out the moment at the end and while the playhead follows a running session. */
function addressOf(state: CompareState): CompareAddress {
  const [a, b] = pairOf(state.traces);
  const isAtEnd = state.traces.every(({ length }, side) => (state.counts[side] ?? 0) >= length);
  return {
    a: sideId(a.source),
    b: sideId(b.source),
    view: viewNameOf(state),
    axis: state.axis,
    at: state.transport === 'live' || isAtEnd ? null : state.at,
    speed: state.speed,
    top: state.top === null ? null : state.top === 0 ? 'a' : 'b',
    definition: state.definition,
    reading: state.reading,
  };
}

const searchOf = ({ a, b, ...choices }: CompareAddress): string =>
  writeChoices(a, b, choices).replace(/^[^?]*/, '');

/** The format of the page's address. */
export const compareLink: LinkFormat<CompareState, CompareAddress> = {
  of: (state) => (state.traces.some(({ length }) => length === 0) ? null : addressOf(state)),
  write: searchOf,
};

/** A link that opens the same comparison at the same moment elsewhere. */
export const shareUrl = (state: CompareState): string => browserLink.href(searchOf(addressOf(state)));
