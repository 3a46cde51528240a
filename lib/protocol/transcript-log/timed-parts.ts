import type { ParsedPiece } from './pieces.ts';

/** A known count: the text of a channel up to `offset` has `tokens` tokens. */
export interface Anchor {
  readonly offset: number;
  readonly tokens: number;
}

/** Something that happens at an offset of a piece's text, after this much of its thinking. */
export interface TextEvent<T> {
  readonly offset: number;
  readonly thinking: number;
  readonly what: T;
}

/** One action of a piece, with the tokens that its stream has written by then. */
export type TimedPart<T> =
  | { tokens: number; channel: 'text' | 'thinking'; text: string }
  | { tokens: number; event: T };

export interface PieceCounts {
  /** For each channel, ascending; the first at offset 0, the last at its end. */
  readonly text: readonly Anchor[];
  readonly thinking: readonly Anchor[];
  /** Tokens in a batch, as many as a stream writes in one screen update. */
  readonly batchTokens: number;
}

/** We split long words (a formula without spaces), but never inside a character. */
const WORDS = /\s*\S{1,12}|\s+/gu;

/**
 * Spreads a piece's text over its tokens: batches of whole words, and the events in their places. Only the anchors are
 * counts; between two of them the tokens are shared out by characters, since counting every prefix would be quadratic.
 */
export function* timedParts<T>(
  piece: ParsedPiece,
  events: readonly TextEvent<T>[],
  counts: PieceCounts,
): Generator<TimedPart<T>, void, void> {
  const { batchTokens } = counts;
  const text = alongAnchors(counts.text);
  const thinking = alongAnchors(counts.thinking);
  // A log that nobody watches may be so fast: then we need not tell the words apart.
  const isOneBatch = text.total + thinking.total < batchTokens;
  const position = { text: 0, thinking: 0 };
  let passed = 0;
  let batch = '';
  let nextBatch = batchTokens;
  const tokensNow = () => thinking.at(position.thinking) + text.at(position.text);
  for (const run of piece.runs) {
    const { channel } = run;
    let from = 0;
    while (from < run.text.length) {
      for (let event = events[passed]; event && isDue(event, position); event = events[++passed])
        yield { tokens: tokensNow(), event: event.what };
      const to = Math.min(run.text.length, from + unitsTo(events[passed], channel, position));
      const range = run.text.slice(from, to);
      for (const [word] of isOneBatch ? [[range] as const] : range.matchAll(WORDS)) {
        batch += word;
        position[channel] += word.length;
        const tokens = tokensNow();
        if (tokens < nextBatch) continue;
        yield { tokens, channel, text: batch };
        batch = '';
        nextBatch = tokens + batchTokens;
      }
      from = to;
      if (batch !== '') yield { tokens: tokensNow(), channel, text: batch };
      batch = '';
    }
  }
  for (const { what } of events.slice(passed)) yield { tokens: tokensNow(), event: what };
}

interface Position {
  readonly text: number;
  readonly thinking: number;
}

const isDue = ({ offset, thinking }: TextEvent<unknown>, position: Position): boolean =>
  offset <= position.text && thinking <= position.thinking;

/** How much of a channel may be said before the next event may be due. */
function unitsTo(
  event: TextEvent<unknown> | undefined,
  channel: 'text' | 'thinking',
  position: Position,
): number {
  const left = event ? (channel === 'text' ? event.offset : event.thinking) - position[channel] : 0;
  return left > 0 ? left : Number.POSITIVE_INFINITY;
}

/** Tokens up to an offset that never decreases. */
function alongAnchors(anchors: readonly Anchor[]): { total: number; at(offset: number): number } {
  let anchor = 0;
  return {
    total: anchors.at(-1)?.tokens ?? 0,
    at(offset) {
      while (anchor < anchors.length - 2 && (anchors[anchor + 1]?.offset ?? 0) <= offset) anchor++;
      return interpolate(anchors[anchor], anchors[anchor + 1], offset);
    },
  };
}

function interpolate(before: Anchor | undefined, after: Anchor | undefined, offset: number): number {
  if (!before) return 0;
  if (!after || after.offset === before.offset) return before.tokens;
  const share = (offset - before.offset) / (after.offset - before.offset);
  return before.tokens + Math.min(1, Math.max(0, share)) * (after.tokens - before.tokens);
}
