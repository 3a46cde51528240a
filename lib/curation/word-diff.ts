/** A piece of text that is in both, only in the older, or only in the newer one. */
export interface DiffPiece {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Cells of the table; a prompt has some 60 words, so only texts of thousands of words are told apart as wholes. */
const MAX_CELLS = 4_000_000;

/**
 * Difference by words (longest common subsequence): joined, the same and removed pieces are `before`, the same and
 * added ones `after`. Beyond 4 million pairs of words what lies between common ends is replaced as a whole.
 */
export function wordDiff(before: string, after: string): readonly DiffPiece[] {
  const [older, newer] = [wordsOf(before), wordsOf(after)];
  let start = 0;
  while (start < older.length && start < newer.length && older[start] === newer[start]) start++;
  let end = 0;
  while (
    end < older.length - start &&
    end < newer.length - start &&
    older[older.length - 1 - end] === newer[newer.length - 1 - end]
  )
    end++;
  const pieces: { kind: DiffPiece['kind']; text: string }[] = [];
  const add = (kind: DiffPiece['kind'], words: readonly string[]) => {
    const text = words.join('');
    const latest = pieces.at(-1);
    if (text === '') return;
    if (latest?.kind === kind) latest.text += text;
    else pieces.push({ kind, text });
  };
  add('same', older.slice(0, start));
  const [a, b] = [older.slice(start, older.length - end), newer.slice(start, newer.length - end)];
  if (a.length * b.length > MAX_CELLS) {
    add('removed', a);
    add('added', b);
  } else compareMiddle(a, b, add);
  add('same', older.slice(older.length - end));
  return pieces;
}

function compareMiddle(
  a: readonly string[],
  b: readonly string[],
  add: (kind: DiffPiece['kind'], words: readonly string[]) => void,
): void {
  const width = b.length + 1;
  // Length of what the rests from (i, j) on have in common.
  const common = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] =
        a[i] === b[j]
          ? (common[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(common[(i + 1) * width + j] ?? 0, common[i * width + j + 1] ?? 0);
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      add('same', a.slice(i, i + 1));
      i++;
      j++;
    } else if (
      j >= b.length ||
      (i < a.length && (common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0))
    ) {
      add('removed', a.slice(i, i + 1));
      i++;
    } else {
      add('added', b.slice(j, j + 1));
      j++;
    }
  }
}

/** Words and the white space between them, so that joining gives the text again. */
function wordsOf(text: string): string[] {
  return text.match(/\s+|\S+/g) ?? [];
}
