import type { GraphNodeId } from '#lib/graph/graph.ts';
import type { LoopRange } from '#lib/replay/playhead.ts';
import {
  type Reading,
  readings,
  type SequentialDefinition,
  sequentialDefinitions,
} from '#lib/trace/sequential-tokens.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { parseStream, type StreamId } from '#lib/trace/streams.ts';
import type { Axis } from '#lib/trace/token-axis.ts';
import type { LinkFormat } from './link-sync.ts';
import type { InspectorTab, LayoutKind, SessionView } from './playback-types.ts';

/**
 * What a page's address says about its state. Null means the page's default. Moments are counts of events, which are
 * the same on every machine, axis and clock.
 */
export interface LinkState {
  readonly at: number | null;
  readonly loop: LoopRange | null;
  readonly axis: Axis | null;
  readonly node: GraphNodeId | null;
  /** Null: the inspector is closed. */
  readonly tab: InspectorTab | null;
  readonly layout: LayoutKind;
  readonly view: 'graph' | 'transcript';
  readonly definition: SequentialDefinition;
  /** Older links, which have no reading, count thinking, as every page does by default. */
  readonly reading: Reading;
}

export const plainLink: LinkState = {
  at: null,
  loop: null,
  axis: null,
  node: null,
  tab: null,
  layout: 'structure',
  view: 'graph',
  definition: 'authors',
  reading: 'decoded',
};

const tabs: readonly InspectorTab[] = ['text', 'context', 'timing', 'raw'];

/** Never throws: ignores what makes no sense. A node alone opens its text (`tab=none` does not). */
export function readLink(search: string): LinkState {
  const query = new URLSearchParams(search);
  const node = readNode(query.get('node'));
  const tab = query.get('tab');
  return {
    at: readCount(query.get('at')),
    loop: readLoop(query.get('loop')),
    axis: oneOf(['wall', 'tokens'], query.get('axis')),
    node,
    tab: tab === 'none' || node === null ? null : (oneOf(tabs, tab) ?? 'text'),
    layout: oneOf(['structure', 'time'], query.get('layout')) ?? plainLink.layout,
    view: oneOf(['graph', 'transcript'], query.get('view')) ?? plainLink.view,
    definition: oneOf(sequentialDefinitions, query.get('definition')) ?? plainLink.definition,
    reading: oneOf(readings, query.get('reading')) ?? plainLink.reading,
  };
}

const ours = ['at', 'loop', 'axis', 'node', 'tab', 'layout', 'view', 'definition', 'reading'];

/** The address of the page of one trace. */
export const sessionLink: LinkFormat<SessionView, LinkState> = {
  of: (view) => (view.length === 0 ? null : linkOf(view)),
  write: writeLink,
};

/** The query string for a state, together with the other members of `search`; `''` where it is empty. */
export function writeLink(link: LinkState, search = ''): string {
  const query = new URLSearchParams(search);
  for (const name of ours) query.delete(name);
  if (link.at !== null) query.set('at', String(link.at));
  if (link.axis !== null) query.set('axis', link.axis);
  if (link.node !== null) {
    query.set('node', link.node);
    if (link.tab !== 'text') query.set('tab', link.tab ?? 'none');
  }
  if (link.layout !== plainLink.layout) query.set('layout', link.layout);
  if (link.view !== plainLink.view) query.set('view', link.view);
  if (link.loop) query.set('loop', `${link.loop.from}-${link.loop.to}`);
  if (link.definition !== plainLink.definition) query.set('definition', link.definition);
  if (link.reading !== plainLink.reading) query.set('reading', link.reading);
  // A colon and a dot are easier to read unescaped, and a query allows them.
  const text = query.toString().replaceAll('%3A', ':');
  return text === '' ? '' : `?${text}`;
}

/** What the page shows now. At the end, or following it, there is no moment to name. */
export function linkOf(view: SessionView): LinkState {
  const atEnd = view.transport === 'live' || view.count >= view.length;
  return {
    at: atEnd ? null : view.count,
    loop: view.loop,
    axis: view.axis === defaultAxis([view.latest]) ? null : view.axis,
    node: view.selection,
    tab: view.inspectorOpen ? view.inspectorTab : null,
    layout: view.layoutKind,
    view: view.view === 'transcript' ? 'transcript' : 'graph',
    definition: view.definition,
    reading: view.reading,
  };
}

/**
 * One trace uses the axis that it has: a text without a clock uses tokens. Several are compared in tokens, which do not
 * depend on the machine, but watched in their own time while one of them runs.
 */
export function defaultAxis(states: readonly TraceState[]): Axis {
  const clocks = states.map((state) => state.session?.clock ?? 'wall');
  if (states.length === 1) return clocks[0] ?? 'wall';
  const runs = states.some((state) => state.endedAt === null);
  return runs && clocks.every((clock) => clock === 'wall') ? 'wall' : 'tokens';
}

function readCount(text: string | null): number | null {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

function readLoop(text: string | null): LoopRange | null {
  const match = /^(\d{1,9})-(\d{1,9})$/.exec(text ?? '');
  const [from, to] = [Number(match?.[1]), Number(match?.[2])];
  return match && from < to ? { from, to } : null;
}

function readNode(text: string | null): GraphNodeId | null {
  if (text === null) return null;
  if (text === 'question') return text;
  if (/^(fork|join):\d{1,6}$/.test(text)) return text as GraphNodeId;
  return text.length < 40 && parseStream(text as StreamId) ? (text as StreamId) : null;
}

function oneOf<T extends string>(values: readonly T[], text: string | null): T | null {
  return values.find((value) => value === text) ?? null;
}
