import type { AnswerPath, PieceOnPath, Standing } from '#lib/doctor/answer/answer-path.ts';
import type { AnswerPlace } from '#lib/doctor/answer/candidates.ts';
import { plainAnswer } from '#lib/graph/plain-math.ts';
import { streamName } from '#lib/graph/stream-names.ts';

const LONGEST = 40;

/** An answer in one short line of plain text. */
export function shortAnswer(answer: string): string {
  const plain = plainAnswer(answer);
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST - 1)}…` : plain;
}

/** "in Execution 1.3"; of a sequential run, which is one piece, "at 25 % of the text". */
export function whereWords(
  { stream, offset }: AnswerPlace,
  textLength: number,
): { before: string; name: string } {
  if (stream !== 'thought') return { before: 'in', name: streamName(stream) };
  const share = textLength === 0 ? 0 : Math.round((offset / textLength) * 100);
  return { before: 'at', name: `${share} % of the text` };
}

export const standingSigns: Readonly<Record<Exclude<Standing, 'none'>, { right: string; final: string }>> = {
  equal: { right: '✓', final: '=' },
  different: { right: '✗', final: '≠' },
  undecided: { right: '?', final: '?' },
  left: { right: '✓✗', final: '=≠' },
};

const standingWords: Readonly<Record<Standing, { right: string; final: string }>> = {
  equal: { right: 'right', final: 'the same as the final answer' },
  different: { right: 'not the right answer', final: 'not the final answer' },
  undecided: { right: 'undecided', final: 'undecided' },
  left: { right: 'states the right answer, then another', final: 'states the final answer, then another' },
  none: { right: 'states no answer', final: 'states no answer' },
};

export const sideOf = ({ against }: Pick<AnswerPath, 'against'>): 'right' | 'final' =>
  against === 'expected' ? 'right' : 'final';

/** "Execution 1.3: 26°, not the right answer". */
export const pieceWords = ({ stream, standing, at }: PieceOnPath, side: 'right' | 'final'): string =>
  `${streamName(stream)}: ${at ? `${shortAnswer(at.answer)}, ` : ''}${standingWords[standing][side]}`;
