import type { Verdict } from '#lib/answers/equality.ts';
import type { PieceState } from '#lib/trace/state.ts';
import type { StreamId } from '#lib/trace/streams.ts';
import type { Candidate } from './candidates.ts';

/**
 * How a piece compares with the reference answer. `equal`, `different`, `undecided`: the verdict on its last result.
 * `left`: it states the same, and then something else. `none`: it states no result of what the question asks.
 */
export type Standing = Verdict | 'left' | 'none';

export interface PieceOnPath {
  readonly stream: StreamId;
  readonly standing: Standing;
  /** Its last result, or for `left` the first that differs again; null for `none`. */
  readonly at: Candidate | null;
}

/** The course of the right answer. `unknown`: we know none, or nobody can say whether the final one is right. */
export type Course =
  | 'unknown'
  /** No piece states a different one. */
  | 'right-throughout'
  /** The final answer is right; pieces stated other results before it. */
  | 'found'
  | 'never-right'
  /** A piece states it, but the final answer is different. */
  | 'lost';

export interface AnswerPath {
  readonly against: 'expected' | 'final' | null;
  readonly pieces: readonly PieceOnPath[];
  readonly course: Course;
  /** The first result that equals the right answer (or, without one, the final answer). */
  readonly firstEqual: Candidate | null;
  /**
   * One of them is stated as the value that the question asks for: a number that only ends a piece may be the same by
   * chance.
   */
  readonly isSaid: boolean;
  /** For `lost`: the first other result after the last right one. */
  readonly lostAt: Candidate | null;
}

/**
 * @param candidates in the order of the transcript
 * @param verdict whether the final answer is the right one
 */
export function answerPath(
  pieces: readonly PieceState[],
  candidates: readonly Candidate[],
  against: AnswerPath['against'],
  verdict: Verdict | null,
): AnswerPath {
  const verdictOf = ({ asExpected, asFinal }: Candidate): Verdict =>
    (against === 'expected' ? asExpected : asFinal) ?? 'undecided';
  const byStream = new Map<StreamId, Candidate[]>();
  for (const candidate of candidates) {
    const own = byStream.get(candidate.stream);
    if (own) own.push(candidate);
    else byStream.set(candidate.stream, [candidate]);
  }
  const equal = candidates.filter((candidate) => verdictOf(candidate) === 'equal');
  const firstEqual = equal[0] ?? null;
  const course = against === 'expected' ? courseOf(candidates, verdict, firstEqual !== null) : 'unknown';
  return {
    against,
    pieces: pieces.map(({ stream }) => pieceOnPath(stream, byStream.get(stream) ?? [], verdictOf)),
    course,
    firstEqual,
    isSaid: equal.some(({ cue }) => cue !== 'conclusion'),
    lostAt: course === 'lost' ? lostAt(candidates) : null,
  };
}

function pieceOnPath(
  stream: StreamId,
  own: readonly Candidate[],
  verdictOf: (candidate: Candidate) => Verdict,
): PieceOnPath {
  const last = own.at(-1);
  if (!last) return { stream, standing: 'none', at: null };
  const standing = verdictOf(last);
  if (standing !== 'different') return { stream, standing, at: last };
  const right = own.findLastIndex((candidate) => verdictOf(candidate) === 'equal');
  if (right < 0) return { stream, standing, at: last };
  return { stream, standing: 'left', at: own[right + 1] ?? last };
}

function courseOf(candidates: readonly Candidate[], verdict: Verdict | null, isFound: boolean): Course {
  if (verdict === null || verdict === 'undecided') return 'unknown';
  if (verdict === 'different') return isFound ? 'lost' : 'never-right';
  return candidates.some(({ asExpected }) => asExpected === 'different') ? 'found' : 'right-throughout';
}

function lostAt(candidates: readonly Candidate[]): Candidate | null {
  const lastRight = candidates.findLastIndex(({ asExpected }) => asExpected === 'equal');
  return candidates.slice(lastRight + 1).find(({ asExpected }) => asExpected === 'different') ?? null;
}
