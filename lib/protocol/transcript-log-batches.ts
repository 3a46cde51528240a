import type { ParsedPiece } from './transcript-log-pieces.ts';

/** A known count: the text up to `offset` has `tokens` tokens. */
export interface Anchor {
  readonly offset: number;
  readonly tokens: number;
}

/** Something that happens at an offset of a piece's text. */
export interface Mark<T> {
  readonly offset: number;
  readonly what: T;
}

/** What a piece does, with the tokens its stream has written by then. */
export type Beat<T> =
  | { tokens: number; channel: 'text' | 'thinking'; text: string }
  | { tokens: number; mark: T };

export interface PieceCounts {
  readonly thinkingTokens: number;
  /** Ascending; the first at offset 0, the last at the text's end. */
  readonly anchors: readonly Anchor[];
  /** Tokens in a batch, as many as a stream writes in one screen update. */
  readonly batchTokens: number;
}

/** Long words (a formula without spaces) are split, never inside a character. */
const WORDS = /\s*\S{1,12}|\s+/gu;

/**
 * Spreads a piece's text over its tokens: batches of whole words, and the marks in their places. Only the anchors are
 * counts; between two of them the tokens are shared out by characters, since counting every prefix would be quadratic.
 */
export function* pieceBeats<T>(
  piece: ParsedPiece,
  marks: readonly Mark<T>[],
  counts: PieceCounts,
): Generator<Beat<T>, void, void> {
  const { anchors, batchTokens, thinkingTokens } = counts;
  // A log that nobody watches may be so fast: then the words need not be told apart.
  const isOneBatch = thinkingTokens + (anchors.at(-1)?.tokens ?? 0) < batchTokens;
  const thinkingRate = piece.thinking === '' ? 0 : thinkingTokens / piece.thinking.length;
  const position = { text: 0, thinking: 0 };
  let anchor = 0;
  let marked = 0;
  let batch = '';
  let nextBatch = batchTokens;

  const tokensNow = () => {
    while (anchor < anchors.length - 2 && (anchors[anchor + 1]?.offset ?? 0) <= position.text) anchor++;
    return (
      position.thinking * thinkingRate + interpolate(anchors[anchor], anchors[anchor + 1], position.text)
    );
  };

  for (const { channel, text } of piece.runs) {
    let from = 0;
    while (from < text.length) {
      while (channel === 'text' && marks[marked] && (marks[marked] as Mark<T>).offset <= position.text) {
        yield { tokens: tokensNow(), mark: (marks[marked++] as Mark<T>).what };
      }
      const nextMark = channel === 'text' ? marks[marked] : undefined;
      const to = nextMark ? Math.min(text.length, from + nextMark.offset - position.text) : text.length;
      const range = text.slice(from, to);
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
  for (const { what } of marks.slice(marked)) yield { tokens: tokensNow(), mark: what };
}

function interpolate(before: Anchor | undefined, after: Anchor | undefined, offset: number): number {
  if (!before) return 0;
  if (!after || after.offset === before.offset) return before.tokens;
  const share = (offset - before.offset) / (after.offset - before.offset);
  return before.tokens + Math.min(1, Math.max(0, share)) * (after.tokens - before.tokens);
}
