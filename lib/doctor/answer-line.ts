import { sameAnswer } from '#lib/answers/equality.ts';
import { boxedAnswers, extractAnswer } from '#lib/answers/extract-answer.ts';
import { allPieces } from '#lib/trace/pieces.ts';
import type { PieceState, TraceState } from '#lib/trace/state.ts';
import type { StreamId } from '#lib/trace/streams.ts';
import { firstMention } from './mentions.ts';
import { tokensAfter } from './tokens-after.ts';

/** A range of UTF-16 offsets in one stream's text. */
export interface AnswerPlace {
  readonly stream: StreamId;
  readonly offset: number;
  readonly end: number;
}

export interface AnswerCandidate extends AnswerPlace {
  readonly answer: string;
  /** `boxed`: a `\boxed{}`. `stated`: what the end of the final answer says without a box. */
  readonly kind: 'boxed' | 'stated';
  /** It means the same as the final answer. */
  readonly isFinal: boolean;
  /** It means something else than the candidate before it. */
  readonly changes: boolean;
}

export interface AnswerLine {
  /** The answer of the session; null while it has none. */
  readonly answer: string | null;
  /** No box gave it. */
  readonly isInferred: boolean;
  /** In the order of the transcript, the final one last. */
  readonly candidates: readonly AnswerCandidate[];
  /**
   * Where the final answer first appears: as a candidate (`boxed`, `stated`), or earlier as plain text (`mentioned`:
   * the same characters, which may be a coincidence; not looked for where the question has them already).
   */
  readonly first: (AnswerPlace & { readonly kind: 'boxed' | 'stated' | 'mentioned' }) | null;
  /** Tokens generated after that point, branches running beside it not counted; an estimate within its piece. */
  readonly tokensAfterFirst: number | null;
  /** Candidates that mean something else than the one before them. */
  readonly changes: number;
}

/** Where the final answer first appears, where it changes, and how much is written after it. O(text). */
export function answerLine(state: TraceState): AnswerLine {
  const pieces = allPieces(state);
  const final = state.answer ?? state.thought;
  const found = final ? extractAnswer(final.text) : null;
  const places = pieces.flatMap(boxesOf);
  if (final && found?.inferred) places.push(statedPlace(final, found.answer));
  const candidates = places.map((place, position): AnswerCandidate => {
    const before = places[position - 1];
    return {
      ...place,
      isFinal: found !== null && sameAnswer(place.answer, found.answer),
      changes: before !== undefined && !sameAnswer(place.answer, before.answer),
    };
  });
  const first = found && firstAppearance(state, pieces, candidates, found.answer);
  return {
    answer: found?.answer ?? null,
    isInferred: found?.inferred ?? false,
    candidates,
    first,
    tokensAfterFirst: first && tokensAfter(state, first.stream, first.end),
    changes: candidates.filter((candidate) => candidate.changes).length,
  };
}

type Found = Pick<AnswerCandidate, 'answer' | 'kind' | 'stream' | 'offset' | 'end'>;

const boxesOf = (piece: PieceState): Found[] =>
  boxedAnswers(piece.text).map(({ answer, start, end }) => ({
    answer,
    kind: 'boxed',
    stream: piece.stream,
    offset: start,
    end,
  }));

/** The words that were taken for the answer; the text's end where they do not stand in it as they are. */
function statedPlace({ stream, text }: PieceState, answer: string): Found {
  const at = text.lastIndexOf(answer);
  const offset = at < 0 ? text.length : at;
  return { answer, kind: 'stated', stream, offset, end: at < 0 ? text.length : at + answer.length };
}

function firstAppearance(
  state: TraceState,
  pieces: readonly PieceState[],
  candidates: readonly AnswerCandidate[],
  answer: string,
): AnswerLine['first'] {
  const candidate = candidates.find(({ isFinal }) => isFinal);
  for (const piece of pieces) {
    const isCandidates = candidate?.stream === piece.stream;
    const mention = firstMention(piece.text, answer, state.session?.question ?? '');
    if (mention && !(isCandidates && candidate.offset <= mention.offset))
      return { stream: piece.stream, ...mention, kind: 'mentioned' };
    if (isCandidates) break;
  }
  if (!candidate) return null;
  const { stream, offset, end, kind } = candidate;
  return { stream, offset, end, kind };
}
