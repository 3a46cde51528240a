import { boxedAnswers } from '#lib/answers/boxed-answers.ts';
import { ESTIMATED } from '#lib/tokens/counter.ts';
import { findPiece, findStage, spokenText } from '#lib/trace/pieces.ts';
import { isEstimated, pieceTokens, type Reading, thinkingTokens } from '#lib/trace/sequential-tokens.ts';
import type { PieceState, StageState, TraceState } from '#lib/trace/state.ts';
import { parseStream, type StreamId } from '#lib/trace/streams.ts';

/** What one node of the graph shows of its piece; always replaced, never mutated. */
export interface NodeSlice {
  readonly piece: PieceState | null;
  /** Of an execution: the text of its prompt, also while that is being written. */
  readonly prompt: string | null;
  /** For an ended answer: its content, in its box or stated. */
  readonly answer: string | null;
  /** Counted under the reading, without tags; null where nothing was written. */
  readonly tokens: number | null;
  /** How many of these are thinking. */
  readonly thinkingTokens: number;
  readonly exact: boolean;
  /** Since the first token, while a model writes it. */
  readonly tokensPerSecond: number | null;
  /** Length against the longest piece of the same stage, 0 to 1, in steps of 2 %. */
  readonly share: number;
  /** The thinking part of the share: 0 to 1, in steps of 2 %. */
  readonly thinkingShare: number;
}

export const emptySlice: NodeSlice = {
  piece: null,
  prompt: null,
  answer: null,
  tokens: null,
  thinkingTokens: 0,
  exact: true,
  tokensPerSecond: null,
  share: 0,
  thinkingShare: 0,
};

/** Frames in which every growing node gets its turn: 6 at 60 a second are 10 updates a second. */
const FRAMES_A_ROUND = 6;

/**
 * Updates nodes' slices in turn, a few each frame. Updating all of 16 nodes thirty times a second ran at 43 fps, one
 * node a frame stays at 60 (FACTS.md). Only nodes on screen subscribe, so only they cost anything.
 */
export interface NodeSlices {
  get(id: string): NodeSlice;
  subscribe(id: string, listener: () => void): () => void;
  /** Sets the state to take slices from, and the reading for its tokens. */
  offer(state: TraceState, reading?: Reading): void;
  /** Publishes what changed, at most a few nodes; false when nothing is left to publish. Once a frame. */
  turn(): boolean;
  /** Publishes all changes: after a seek. */
  publishAll(): void;
  /** From now on answers are read like this; those that are shown are read anew. */
  readAnswers(read: AnswerReader): void;
}

/** What a text says in the end, null where that cannot be told. */
export type AnswerReader = (text: string) => string | null;

/** Until the rules for the answer of a text are there (30 kB): the last box is nearly always what they say, too. */
const lastBox: AnswerReader = (text) =>
  boxedAnswers(text).findLast(({ answer }) => answer !== '')?.answer ?? null;

export function createNodeSlices(): NodeSlices {
  const listeners = new Map<string, Set<() => void>>();
  const published = new Map<string, NodeSlice>();
  let state: TraceState | null = null;
  let reading: Reading = 'decoded';
  /** Ids in the order of their turns. */
  let queue: string[] = [];
  let idle = true;
  let readAnswer = lastBox;

  function publish(id: string): boolean {
    if (!state) return false;
    const before = published.get(id);
    const next = sliceOf(state, id as StreamId, { reading, readAnswer }, before);
    if (next === before) return false;
    published.set(id, next);
    for (const listener of listeners.get(id) ?? []) listener();
    return true;
  }

  return {
    get(id) {
      if (!published.has(id) && state)
        published.set(id, sliceOf(state, id as StreamId, { reading, readAnswer }));
      return published.get(id) ?? emptySlice;
    },
    subscribe(id, listener) {
      const known = listeners.get(id) ?? new Set();
      if (known.size === 0) queue.push(id);
      listeners.set(id, known.add(listener));
      publish(id);
      return () => {
        known.delete(listener);
        if (known.size > 0) return;
        listeners.delete(id);
        published.delete(id);
        queue = queue.filter((other) => other !== id);
      };
    },
    offer(next, nextReading = 'decoded') {
      if (next === state && nextReading === reading) return;
      state = next;
      reading = nextReading;
      idle = false;
    },
    turn() {
      if (idle) return false;
      const running = queue.filter((id) => published.get(id)?.piece?.status === 'running').length;
      let budget = Math.max(1, Math.ceil(running / FRAMES_A_ROUND));
      for (let looked = queue.length; looked > 0 && budget > 0; looked--) {
        const id = queue.shift();
        if (id === undefined) break;
        queue.push(id);
        if (publish(id)) budget--;
      }
      idle = budget > 0;
      return !idle;
    },
    publishAll() {
      for (const id of queue) publish(id);
      idle = true;
    },
    readAnswers(read) {
      readAnswer = read;
      for (const [id, { answer, piece }] of published) {
        if (piece?.endedAt == null || parseStream(id)?.kind !== 'answer') continue;
        const next = read(spokenText(piece));
        if (next === answer) continue;
        published.set(id, { ...(published.get(id) ?? emptySlice), answer: next });
        for (const listener of listeners.get(id) ?? []) listener();
      }
    },
  };
}

function sliceOf(
  state: TraceState,
  id: StreamId,
  { reading, readAnswer }: { reading: Reading; readAnswer: AnswerReader },
  previous?: NodeSlice,
): NodeSlice {
  const place = parseStream(id);
  if (!place) return previous ?? emptySlice;
  const stage = 'stage' in place ? findStage(state, place.stage) : null;
  // The answer of a sequential session stands in its thought.
  const own = findPiece(state, id);
  const piece = own ?? (place.kind === 'answer' ? state.thought : null);
  const prompt = place.kind === 'execution' && stage ? promptText(stage, place.index) : null;
  // Its tokens are the thought's, and shown there.
  const wrote = own && (own.text !== '' || own.thinking !== '' || own.tokens);
  const tokens = wrote ? pieceTokens(own, { reading }) : null;
  const thought = wrote && reading === 'decoded' ? thinkingTokens(own) : 0;
  const next: NodeSlice = {
    piece,
    prompt,
    answer: place.kind === 'answer' ? endedAnswer(piece, readAnswer, previous) : null,
    tokens,
    thinkingTokens: thought,
    exact: piece !== null && !isEstimated(piece) && state.session?.tokenizer !== ESTIMATED,
    tokensPerSecond: piece ? rate(state, piece) : null,
    share: tokens === null ? 0 : stage ? inSteps(tokens / longestOf(stage, reading)) : 1,
    thinkingShare: inSteps(thought / Math.max(tokens ?? 0, 1)),
  };
  return previous && same(previous, next) ? previous : next;
}

function same(left: NodeSlice, right: NodeSlice): boolean {
  return (
    left.piece === right.piece &&
    left.prompt === right.prompt &&
    left.answer === right.answer &&
    left.share === right.share &&
    left.thinkingShare === right.thinkingShare &&
    left.tokens === right.tokens &&
    left.thinkingTokens === right.thinkingTokens &&
    left.tokensPerSecond === right.tokensPerSecond
  );
}

function endedAnswer(
  piece: PieceState | null,
  readAnswer: AnswerReader,
  previous: NodeSlice | undefined,
): string | null {
  if (!piece || piece.endedAt === null) return null;
  if (previous?.piece === piece) return previous.answer;
  return readAnswer(spokenText(piece));
}

export function promptText(stage: StageState, index: number): string | null {
  const prompt = stage.plan.prompts.find((candidate) => candidate.index === index);
  return prompt ? stage.plan.text.slice(prompt.start, prompt.end ?? undefined).trim() : null;
}

function rate(state: TraceState, piece: PieceState): number | null {
  // An import has no pace of its own: its times were made with an assumed one.
  if (piece.status !== 'running' || state.session?.clock === 'tokens') return null;
  return tokenRate(piece, state.at);
}

/**
 * Tokens a second since the first token; `untilMs` for a piece that still runs. Null where the time is too short to
 * measure.
 */
export function tokenRate(piece: PieceState, untilMs: number): number | null {
  if (piece.firstTokenAt === null) return null;
  const durationMs = (piece.endedAt ?? untilMs) - piece.firstTokenAt;
  // Under 150 ms a single batch of deltas determines the number.
  if (durationMs < 150) return null;
  return Math.round(pieceTokens(piece) / (durationMs / 1000));
}

const inSteps = (share: number): number => Math.round(share * 50) / 50;

function longestOf(stage: StageState, reading: Reading): number {
  let longest = 1;
  for (const execution of stage.executions) longest = Math.max(longest, pieceTokens(execution, { reading }));
  return Math.max(longest, pieceTokens(stage.plan, { reading }));
}
