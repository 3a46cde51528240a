import { diffArrays } from 'diff';

/** A piece of text that is in both versions, only in the older, or only in the newer one. */
export interface DiffPiece {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/**
 * Words, and spaces between them, that may come and go. The time grows with their square: 40 ms at this many. A prompt has
 * some 60 words.
 */
const MAX_EDITS = 700;

/**
 * Difference by words (shortest edit script): joined, the same and removed pieces are `before`, the same and added ones
 * `after`. Texts further apart than that are replaced as a whole, but for their common ends.
 */
export function wordDiff(before: string, after: string): readonly DiffPiece[] {
  const [older, newer] = [wordsOf(before), wordsOf(after)];
  const start = commonLength(older.length, newer.length, (at) => older[at] === newer[at]);
  const end = commonLength(
    older.length - start,
    newer.length - start,
    (at) => older[older.length - 1 - at] === newer[newer.length - 1 - at],
  );
  const a = older.slice(start, older.length - end);
  const b = newer.slice(start, newer.length - end);
  const middle: DiffPiece[] = diffArrays(a, b, { maxEditLength: MAX_EDITS })?.map(
    ({ added, removed, value }) => ({
      kind: added ? 'added' : removed ? 'removed' : 'same',
      text: value.join(''),
    }),
  ) ?? [
    { kind: 'removed', text: a.join('') },
    { kind: 'added', text: b.join('') },
  ];
  const pieces: DiffPiece[] = [];
  for (const piece of [same(older.slice(0, start)), ...middle, same(older.slice(older.length - end))]) {
    const latest = pieces.at(-1);
    if (piece.text === '') continue;
    if (latest?.kind === piece.kind) pieces.splice(-1, 1, { ...latest, text: latest.text + piece.text });
    else pieces.push(piece);
  }
  return pieces;
}

const same = (words: readonly string[]): DiffPiece => ({ kind: 'same', text: words.join('') });

/** How many places from 0 on are equal, of two lists of these lengths. */
function commonLength(a: number, b: number, equal: (at: number) => boolean): number {
  let at = 0;
  while (at < a && at < b && equal(at)) at++;
  return at;
}

/** Words and the white space between them, so that joining gives the text again. */
function wordsOf(text: string): string[] {
  return text.match(/\s+|\S+/g) ?? [];
}
