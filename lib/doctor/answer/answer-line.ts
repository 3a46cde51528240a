import { judge, type Verdict } from '#lib/answers/equality.ts';
import { extractAnswer } from '#lib/answers/extract-answer.ts';
import { estimateMilliTokens } from '#lib/trace/estimate.ts';
import { allPieces, findPiece, spokenText } from '#lib/trace/pieces.ts';
import { pieceTokens, textTokens, thinkingTokens } from '#lib/trace/sequential-tokens.ts';
import type { PieceState, StageState, TraceState } from '#lib/trace/state.ts';
import { parseStream, type StreamId } from '#lib/trace/streams.ts';
import { type MathText, mathTextOf } from '../context-view.ts';
import { type AnswerPath, answerPath } from './answer-path.ts';
import { askedSubject } from './asked-subject.ts';
import { traceOwesAnswer } from './asks-for-answer.ts';
import { type AnswerPlace, type Candidate, createCandidates, inferredCandidate } from './candidates.ts';
import { firstMention } from './mentions.ts';

export interface AnswerCandidate extends Candidate {
  /** It differs in meaning from the candidate before it. */
  readonly changes: boolean;
}

/**
 * Where an answer first appears: as a candidate, or earlier as plain text (`mentioned`), which may be a coincidence.
 */
type Appearance = AnswerPlace & { readonly kind: 'boxed' | 'stated' | 'mentioned' };

export interface AnswerLine {
  /** The answer of the session; null while it has none. */
  readonly answer: string | null;
  /** No box gave it. */
  readonly isInferred: boolean;
  /** The right answer, if we know one. */
  readonly expected: string | null;
  /** Whether the final answer is the right one; null where one of them is missing. */
  readonly verdict: Verdict | null;
  /** In the order of the transcript. */
  readonly candidates: readonly AnswerCandidate[];
  /** Where the final answer first appears; we do not look for mentions if the question contains the same characters. */
  readonly first: Appearance | null;
  /** Tokens generated after that point, without parallel branches; an estimate within its piece. */
  readonly tokensAfterFirst: number | null;
  /** Number of candidates that differ in meaning from the one before them. */
  readonly changes: number;
  /** Piece by piece: right or wrong; without a right answer, the same as the final answer or different. */
  readonly path: AnswerPath;
}

interface AnswerLineOptions {
  /** The right answer. */
  readonly expected?: string | null;
  /** Whether the final answer is right, if it was judged before, or by a person. */
  readonly verdict?: Verdict | null;
  /** Reads the mathematics of a piece; a caching reader avoids doing it twice. */
  readonly mathOf?: (piece: PieceState) => MathText;
}

/**
 * Finds where the final answer and the right one appear, where they change, and how much is written after. Without a
 * right answer we compare everything with the final one. Pure; time linear in the text.
 */
export function answerLine(
  state: TraceState,
  { expected = null, verdict = null, mathOf }: AnswerLineOptions = {},
): AnswerLine {
  const pieces = allPieces(state);
  const final = state.answer ?? state.thought;
  const question = state.session?.question ?? '';
  const extracted = final ? extractAnswer(spokenText(final)) : null;
  // The end of a text such as a speech is not an answer.
  const found = extracted?.inferred && !traceOwesAnswer(state) ? null : extracted;
  const targets = { final: found?.answer ?? null, expected, question };
  const { candidatesOf, compare } = createCandidates(targets, askedSubject(question));
  const listed = pieces.map((piece): Candidate[] => {
    const inferred = piece === final && found?.inferred ? inferredCandidate(piece) : null;
    const text = spokenText(piece);
    const math = mathOf && text === piece.text ? mathOf(piece) : mathTextOf(text);
    return candidatesOf(piece, math, inferred);
  });
  const candidates = withChanges(listed.flat(), question);
  const isRight = verdict ?? (found ? compare(found.answer, expected) : null);
  const against = expected !== null ? 'expected' : found ? 'final' : null;
  const first = found && firstAppearance(pieces, candidates, found.answer, question);
  return {
    answer: found?.answer ?? null,
    isInferred: found?.inferred ?? false,
    expected,
    candidates,
    first,
    tokensAfterFirst: first && tokensAfter(state, first.stream, first.end),
    changes: candidates.filter(({ changes }) => changes).length,
    verdict: isRight,
    path: answerPath(pieces, candidates, against, isRight),
  };
}

function withChanges(candidates: readonly Candidate[], question: string): AnswerCandidate[] {
  const judged = new Map<string, Verdict>();
  const isOther = (one: string, other: string): boolean => {
    if (one === other) return false;
    const key = `${one}\n${other}`;
    const verdict = judged.get(key) ?? judge(one, other, { question }).verdict;
    judged.set(key, verdict);
    return verdict === 'different';
  };
  return candidates.map((candidate, index) => {
    const before = candidates[index - 1];
    // A part of the answer is not a different answer.
    const isPart = candidate.asFinal === 'undecided' || before?.asFinal === 'undecided';
    return {
      ...candidate,
      changes: !isPart && before !== undefined && isOther(before.answer, candidate.answer),
    };
  });
}

function firstAppearance(
  pieces: readonly PieceState[],
  candidates: readonly Candidate[],
  answer: string,
  question: string,
): Appearance | null {
  const candidate = candidates.find(({ asFinal }) => asFinal === 'equal');
  for (const piece of pieces) {
    const isCandidates = candidate?.stream === piece.stream;
    const mention = firstMention(spokenText(piece), answer, question);
    if (mention && !(isCandidates && candidate.offset <= mention.offset))
      return { stream: piece.stream, ...mention, kind: 'mentioned' };
    if (isCandidates) break;
  }
  if (!candidate) return null;
  const { stream, offset, end, kind } = candidate;
  return { stream, offset, end, kind };
}

/**
 * Tokens of everything that could have known the text before `offset` in `stream`: the rest of the piece, what a plan
 * forked after that point, the later stages and the answer. Does not count branches parallel to an execution: they ran
 * at the same time. How the piece is split is an estimate, its sum the exact count.
 */
function tokensAfter(state: TraceState, stream: StreamId, offset: number): number {
  const piece = findPiece(state, stream);
  const place = parseStream(stream);
  if (!piece || !place) return 0;
  const rest = restTokens(piece, offset);
  switch (place.kind) {
    case 'answer':
      return rest;
    case 'thought':
      return rest + answerTokens(state);
    case 'plan':
    case 'execution': {
      const later = state.stages.slice(place.stage).reduce((sum, stage) => sum + stageTokens(stage), 0);
      const stage = state.stages[place.stage - 1];
      const forked = place.kind === 'plan' && stage ? forkedAfter(stage, offset) : 0;
      return rest + forked + later + answerTokens(state);
    }
  }
}

function restTokens(piece: PieceState, offset: number): number {
  const text = spokenText(piece);
  const all = estimateMilliTokens(text);
  if (all === 0) return 0;
  const before = estimateMilliTokens(text.slice(0, offset));
  const tokens = text === piece.text ? textTokens(piece) : thinkingTokens(piece);
  return Math.round(tokens * (1 - before / all));
}

const answerTokens = (state: TraceState): number => (state.answer ? pieceTokens(state.answer) : 0);

const stageTokens = ({ plan, executions }: StageState): number =>
  pieceTokens(plan) + executions.reduce((sum, execution) => sum + pieceTokens(execution), 0);

const forkedAfter = ({ plan, executions }: StageState, offset: number): number =>
  executions
    .filter(({ index }) => (plan.prompts[index - 1]?.end ?? plan.text.length) > offset)
    .reduce((sum, execution) => sum + pieceTokens(execution), 0);
