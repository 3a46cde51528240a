import type { TraceState } from '#lib/trace/state.ts';
import type { StreamId } from '#lib/trace/streams.ts';
import { type BlockMatch, type BlockRange, exactMatches } from './exact-matches.ts';
import type { Pair } from './pair.ts';
import { type Block, textBlocks } from './passages.ts';
import { similarMatches } from './similar-matches.ts';

/** A passage in one stream's text, UTF-16 offsets. */
export interface Passage {
  readonly stream: StreamId;
  readonly start: number;
  readonly end: number;
}

/** Two passages that belong together. */
export interface PassageMatch {
  readonly id: number;
  readonly passages: Pair<Passage>;
  /** 1 if the words are the same. */
  readonly strength: number;
  /** For independent texts: the terms they share, heaviest first. */
  readonly shared: readonly string[];
}

export interface Alignment {
  /** `exact`: one was curated from the other. `similar`: independent texts; only strong matches. */
  readonly kind: 'exact' | 'similar';
  /** Share of the shorter text that the other contains word for word, in runs of at least LONG_RUN words. */
  readonly coverage: number;
  /** A model generated each on its own, so that neither can come from the other. */
  readonly independentRuns: boolean;
  readonly blocks: Pair<readonly Block[]>;
  /** In the order of the first side. */
  readonly matches: readonly PassageMatch[];
}

/** From this coverage on, one text was made from the other (exact-matches.ts). */
const CURATED_FROM = 0.5;

/** The input of an alignment: plain data that we can send to a worker. */
export interface AlignRequest {
  readonly blocks: Pair<readonly Block[]>;
  readonly independentRuns: boolean;
}

export const alignRequest = (states: Pair<TraceState>): AlignRequest => ({
  blocks: [textBlocks(states[0]), textBlocks(states[1])],
  independentRuns: states.every(isRun),
});

/** Aligns the texts of two traces. Linear except for repeated passages (docs/benchmarks.md). */
export function align({ blocks, independentRuns }: AlignRequest): Alignment {
  const exact = exactMatches(blocks[0], blocks[1]);
  const isCurated = exact.coverage >= CURATED_FROM && !independentRuns;
  const found: readonly (BlockMatch & { strength?: number; shared?: readonly string[] })[] = isCurated
    ? exact.matches
    : similarMatches(blocks[0], blocks[1]);
  return {
    kind: isCurated ? 'exact' : 'similar',
    coverage: exact.coverage,
    independentRuns,
    blocks,
    matches: found.map(({ first, second, strength = 1, shared = [] }, id) => ({
      id,
      passages: [passage(blocks[0], first), passage(blocks[1], second)],
      strength,
      shared,
    })),
  };
}

/**
 * The trace was recorded while a model (or the built-in) wrote it, so it was not made from another run, whatever they
 * share.
 */
function isRun(state: TraceState): boolean {
  const kind = state.session?.origin.kind;
  return kind === 'live' || kind === 'built-in';
}

const passage = (blocks: readonly Block[], { block, start, end }: BlockRange): Passage => ({
  stream: blocks[block]?.stream ?? 'answer',
  start,
  end,
});
