import { createStore } from 'zustand/vanilla';
import { deriveView } from '#components/playback/derive-view.ts';
import { initialView } from '#components/playback/initial-view.ts';
import { createJumps } from '#components/playback/jumps.ts';
import { plainLink } from '#components/playback/link-state.ts';
import { createNodeSlices } from '#components/playback/node-slices.ts';
import { createPlayer } from '#components/playback/player.ts';
import { createSessionActions } from '#components/playback/session-actions.ts';
import type { Session } from '#components/playback/session-store.ts';
import type { SessionView } from '#components/playback/session-types.ts';
import type { GraphNodeId } from '#lib/graph/graph.ts';
import { logFromParsedNow, parseTranscript } from '#lib/protocol/transcript-log.ts';
import { createPrefixCounterNow } from '#lib/tokens/prefix-counts.ts';
import { ESTIMATED } from '#lib/tokens/tokenizer-names.ts';
import { estimateTokens } from '#lib/trace/estimate.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import { createTraceLog } from '#lib/trace/fold.ts';

/** A written trajectory as a session at rest: one that can be replaced by the next, where everything else stays. */
export interface RoundsSession {
  readonly session: Session;
  /** Shows another log; what is the same in it keeps its identity, so that only what changed is drawn anew. */
  show(events: readonly TraceEvent[]): void;
}

/** So fast that a piece is one event: nobody watches it being written. */
const TOKENS_PER_SECOND = 1_000_000_000;

/** The same way as an imported text goes; tokens are estimates, for the page has no tokenizer. */
export function roundsLog(trajectory: string): TraceEvent[] {
  return logFromParsedNow(parseTranscript(trajectory), {
    prefixes: createPrefixCounterNow(estimateTokens),
    tagged: false,
    tokenizer: ESTIMATED,
    tokensPerSecond: TOKENS_PER_SECOND,
    strategy: 'sprint',
    origin: { kind: 'imported' },
    // The rounds have no clock; nobody sees when they "began".
    startedAt: '1970-01-01T00:00:00.000Z',
  });
}

/** `onChoose`: a node was clicked or reached by an arrow key. */
export function createRoundsSession(onChoose: (id: GraphNodeId | null) => void): RoundsSession {
  let log = createTraceLog();
  // Nothing plays here: the player only fills the places that actions and marks have.
  const player = createPlayer(log, plainLink);
  const slices = createNodeSlices();
  const store = createStore<SessionView>(() =>
    initialView({
      kind: 'embedded',
      annotations: [],
      name: 'rounds',
      events: [],
      about: { title: null, description: null, author: null },
    }),
  );
  const actions = createSessionActions({
    store,
    player,
    log,
    jumped: () => undefined,
    chose: (change) => store.setState(change),
  });
  return {
    session: {
      store,
      actions: {
        ...actions,
        select(id) {
          actions.select(id);
          onChoose(id);
        },
        inspect(id) {
          actions.select(id);
          onChoose(id);
        },
      },
      slices,
      get log() {
        return log;
      },
      jumps: createJumps(log, player.marks),
      marks: player.marks,
      atOf: player.atOf,
      countAt: player.countAt,
      onFrame: () => () => undefined,
      start: () => () => undefined,
    },
    show(events) {
      log = createTraceLog(events);
      const derived = deriveView(store.getState(), log, log.length, true);
      store.setState({
        ...derived,
        connection: { kind: 'complete' },
        count: log.length,
        length: log.length,
      });
      slices.offer(log.state);
      slices.publishAll();
    },
  };
}
