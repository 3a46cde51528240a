import type { Answer, ReadPart } from './answer.ts';
import { closingOf, partsAt } from './structure.ts';
import { isToken, type Token } from './token.ts';

const MATRICES = new Set(['matrix', 'pmatrix', 'bmatrix', 'Bmatrix', 'smallmatrix', 'array']);

/** `\begin{pmatrix}…`, in brackets of any kind; null for other environments, also for determinants. */
export function readMatrix(given: readonly Token[], inner: ReadPart): Answer | null {
  const isBracketed =
    given[0]?.kind === 'open' && given[1]?.kind === 'begin' && given.at(-1)?.kind === 'close';
  const tokens = isBracketed ? given.slice(1, -1) : given;
  const [first] = tokens;
  if (
    !isToken(first, 'begin') ||
    !MATRICES.has(first?.text ?? '') ||
    closingOf(tokens, 0) !== tokens.length - 1
  )
    return null;
  const lines = partsAt(tokens.slice(1, -1), ({ kind }) => kind === 'row').filter((line) => line.length > 0);
  const rows: (readonly Answer[])[] = [];
  for (const line of lines) {
    const cells = partsAt(line, ({ kind }) => kind === 'cell').map(inner);
    if (!cells.every((cell) => cell !== null)) return null;
    rows.push(cells);
  }
  return rows.length > 0 ? { kind: 'matrix', rows } : null;
}
