import { createPlayback } from '#components/playback/playback-store.ts';
import type { PageSource } from '#components/playback/playback-types.ts';
import { type Session, sessionOf } from '#components/playback/session.ts';
import { extractAnswer } from '#lib/answers/extract-answer.ts';
import type { GraphNodeId } from '#lib/graph/graph.ts';
import { logFromParsedNow, parseTranscript } from '#lib/protocol/transcript-log/transcript-log.ts';
import { ESTIMATED } from '#lib/tokens/counter.ts';
import { createPrefixCounterNow } from '#lib/tokens/prefix-counts.ts';
import { estimateTokens } from '#lib/trace/estimate.ts';
import type { TraceEvent } from '#lib/trace/events.ts';

/** A written trajectory as an idle session whose log the next one can replace, while everything else stays. */
export interface RoundsSession {
  readonly session: Session;
  /** Selects a node without `onChoose`. */
  select(id: GraphNodeId): void;
  /** Shows another log; unchanged parts keep their identity, so that React renders only what changed. */
  show(events: readonly TraceEvent[]): void;
}

/** So fast that a piece is one event: nobody watches it being written. */
const TOKENS_PER_SECOND = 1_000_000_000;

/** Converts the text as an import does; token counts are estimates, since the page has no tokenizer. */
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

/** `onChoose`: a person clicked a node or reached it by an arrow key. */
export function createRoundsSession(onChoose: (id: GraphNodeId | null) => void): RoundsSession {
  // Nothing plays here: the page shows the end of the current log.
  const playback = createPlayback<PageSource>([
    {
      kind: 'embedded',
      annotations: [],
      name: 'rounds',
      events: [],
      about: { title: null, description: null, author: null },
    },
  ]);
  const session = sessionOf(playback);
  session.slices.readAnswers((text) => extractAnswer(text)?.answer ?? null);
  const { actions } = session;
  const choose = (id: GraphNodeId | null) => {
    actions.select(id);
    onChoose(id);
  };
  return {
    session: Object.assign(session, { actions: { ...actions, select: choose, inspect: choose } }),
    select: actions.select,
    show: (events) => playback.replace(0, events),
  };
}
