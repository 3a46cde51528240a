import type { Opening } from '#components/playback/initial-state.ts';
import { type Speed, speeds } from '#lib/replay/playhead.ts';
import {
  type Reading,
  readings,
  type SequentialDefinition,
  sequentialDefinitions,
} from '#lib/trace/sequential-tokens.ts';
import type { Axis } from '#lib/trace/token-axis.ts';

export type CompareViewName = 'race' | 'content';

/** What an address contains besides the two ids; null where it leaves a choice to the page. */
export interface CompareChoices {
  readonly view: CompareViewName;
  readonly axis: Axis | null;
  /** In the axis' unit; null: the end, or the live end of a running session. */
  readonly at: number | null;
  readonly speed: Speed;
  /** The side above; null: the sequential one. */
  readonly top: 'a' | 'b' | null;
  readonly definition: SequentialDefinition;
  readonly reading: Reading;
}

/** Addresses come from anywhere: the page decides what it cannot read from them. */
export function readChoices(query: URLSearchParams): CompareChoices {
  const axis = query.get('axis');
  const top = query.get('top');
  const at = query.get('at');
  const moment = at === null || at.trim() === '' ? Number.NaN : Number(at);
  const speed = Number(query.get('speed'));
  return {
    view: query.get('view') === 'content' ? 'content' : 'race',
    axis: axis === 'wall' || axis === 'tokens' ? axis : null,
    // Without an axis a number has no meaning.
    at: (axis === 'wall' || axis === 'tokens') && Number.isFinite(moment) && moment >= 0 ? moment : null,
    speed: speeds.find((known) => known === speed) ?? 1,
    top: top === 'a' || top === 'b' ? top : null,
    definition: sequentialDefinitions.find((known) => known === query.get('definition')) ?? 'authors',
    reading: readings.find((known) => known === query.get('reading')) ?? 'decoded',
  };
}

/** The choices with which the page opens. */
export const openingOf = ({ at, top, ...choices }: CompareChoices): Partial<Opening> => ({
  ...choices,
  moment: at,
  top: top === null ? null : top === 'a' ? 0 : 1,
});

/** The same comparison at the same moment, as an address. Leaves out what equals the default. */
export function writeChoices(a: string, b: string, choices: CompareChoices): string {
  const query = new URLSearchParams({ a, b });
  if (choices.view !== 'race') query.set('view', choices.view);
  if (choices.axis) query.set('axis', choices.axis);
  if (choices.axis && choices.at !== null) query.set('at', String(Math.round(choices.at * 10) / 10));
  if (choices.speed !== 1) query.set('speed', String(choices.speed));
  if (choices.top) query.set('top', choices.top);
  if (choices.definition !== 'authors') query.set('definition', choices.definition);
  if (choices.reading !== 'decoded') query.set('reading', choices.reading);
  return `/compare?${query.toString().replaceAll('%3A', ':')}`;
}
