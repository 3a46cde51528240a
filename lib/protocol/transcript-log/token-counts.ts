import type { TokenCounter } from '#lib/tokens/counter.ts';
import { createPrefixCounter, type PrefixCounterNow } from '#lib/tokens/prefix-counts.ts';
import type { PieceTokens } from '#lib/trace/events.ts';
import type { StreamPlace } from '#lib/trace/streams.ts';
import { type PromptRange, promptEndsInTags, taggedPiece } from '../piece-tokens.ts';

/** P_k of a closed prompt: the plan's text, without tags and with tags, and the plan's thinking before it closes. */
export interface PromptTokens {
  readonly end: number;
  readonly tokens: number;
  readonly tokensWithTags: number;
  readonly thinkingEnd: number;
  readonly thinkingTokens: number;
}

export interface CountedPiece {
  readonly tokens: PieceTokens;
  /** By prompt index. */
  readonly prompts: ReadonlyMap<number, PromptTokens>;
}

/** Counts pieces on the calling thread. */
export interface CountNow {
  readonly prefixes: PrefixCounterNow;
  readonly tagged?: boolean;
}

/** A prompt's range, and how much of its plan's thinking precedes its end. */
export interface ThoughtPromptRange extends PromptRange {
  readonly thinkingBeforeEnd: number;
}

/** All texts to count for a piece, and the offsets at which we want a count, the whole's last. */
function textsToCount(
  place: StreamPlace,
  { text, thinking }: { text: string; thinking: string },
  prompts: readonly ThoughtPromptRange[],
) {
  const closed = prompts.flatMap(({ index, end, thinkingBeforeEnd }) =>
    end === null ? [] : [{ index, end, thinkingEnd: thinkingBeforeEnd }],
  );
  const tagged = taggedPiece(place, text, prompts);
  const taggedEnds = place.kind === 'plan' ? promptEndsInTags(place.stage, prompts) : [];
  return {
    closed,
    ends: [...closed.map(({ end }) => end), text.length],
    tagged,
    taggedEnds: [...taggedEnds, tagged.length],
    thinkingEnds: [...closed.map(({ thinkingEnd }) => thinkingEnd), thinking.length],
  };
}

function countedPiece(
  closed: readonly { index: number; end: number; thinkingEnd: number }[],
  plain: readonly number[],
  withTags: readonly number[],
  thinking: readonly number[],
): CountedPiece {
  return {
    tokens: { text: plain.at(-1) ?? 0, withTags: withTags.at(-1) ?? 0, thinking: thinking.at(-1) ?? 0 },
    prompts: new Map(
      closed.map(({ index, end, thinkingEnd }, position) => [
        index,
        {
          end,
          tokens: plain[position] ?? 0,
          tokensWithTags: withTags[position] ?? 0,
          thinkingEnd,
          thinkingTokens: thinking[position] ?? 0,
        },
      ]),
    ),
  };
}

/**
 * The results of `countPiece` and `countPlanPrefix`, for a piece that is already complete: with and without tags and up
 * to each prompt's end, all in about the time of one count of the text. Counting twelve prompts one by one takes ten
 * times that.
 */
export async function countWholePiece(
  counter: TokenCounter,
  place: StreamPlace,
  piece: { text: string; thinking: string },
  prompts: readonly ThoughtPromptRange[] = [],
): Promise<CountedPiece> {
  const prefixes = createPrefixCounter(counter);
  const { closed, ends, tagged, taggedEnds, thinkingEnds } = textsToCount(place, piece, prompts);
  const [plain, withTags, thinking] = await Promise.all([
    prefixes.counts(piece.text, ends),
    prefixes.counts(tagged, taggedEnds),
    prefixes.counts(piece.thinking, thinkingEnds),
  ]);
  return countedPiece(closed, plain, withTags, thinking);
}

/**
 * The same on the calling thread. `tagged` false counts the text alone and reports that tags cost nothing: half the
 * price for a caller that needs no number with tags.
 */
export function countWholePieceNow(
  { prefixes, tagged: withTags = true }: CountNow,
  place: StreamPlace,
  piece: { text: string; thinking: string },
  prompts: readonly ThoughtPromptRange[] = [],
): CountedPiece {
  const { closed, ends, tagged, taggedEnds, thinkingEnds } = textsToCount(place, piece, prompts);
  const plain = prefixes.counts(piece.text, ends);
  const counted = withTags ? prefixes.counts(tagged, taggedEnds) : plain;
  return countedPiece(closed, plain, counted, prefixes.counts(piece.thinking, thinkingEnds));
}
