import { logFromParsedNow, parseTranscript } from '#lib/protocol/transcript-log/transcript-log.ts';
import { createPrefixCounterNow } from '#lib/tokens/prefix-counts.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import type { TraceState } from '#lib/trace/state.ts';

/** Tokens of a text, at once. */
export type CountTokens = (text: string) => number;

/** So fast that a piece is one event: nobody watches this log. */
const TOKENS_PER_SECOND = 1_000_000_000;

/**
 * What a session would look like that wrote a trajectory: its log, as any import would write it, folded. `count`
 * counts any text as such a log does, passages that it shares with the trajectory only once.
 */
export function trajectoryState(
  trajectory: string,
  countTokens: CountTokens,
): { state: TraceState; count: CountTokens } {
  const prefixes = createPrefixCounterNow(countTokens);
  const events = logFromParsedNow(parseTranscript(trajectory), {
    prefixes,
    tagged: false,
    tokenizer: 'given',
    tokensPerSecond: TOKENS_PER_SECOND,
    strategy: 'sprint',
    startedAt: '1970-01-01T00:00:00.000Z',
    origin: { kind: 'imported' },
  });
  return { state: foldEvents(events), count: prefixes.count };
}
