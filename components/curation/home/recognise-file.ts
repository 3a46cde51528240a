/** The parts of an authors' record that open it in the middle of the pipeline. */
export type AuthorsPart = 'separation' | 'inline' | 'dag';

export type Recognised =
  /** `key`: the number in the name that one record's files share; empty where the name has none. */
  | { readonly kind: 'authors'; readonly part: AuthorsPart; readonly key: string }
  | { readonly kind: 'data-set' }
  | { readonly kind: 'trace' }
  | { readonly kind: 'refused'; readonly message: string; readonly remedy: string };

/** Bytes from the beginning that `recogniseFile` needs. */
export const HEAD_BYTES = 4096;

const partNames: readonly [RegExp, AuthorsPart][] = [
  [/component[_-]?separation/i, 'separation'],
  [/component[_-]?inline/i, 'inline'],
  [/created[_-]?dag/i, 'dag'],
];

/**
 * Recognises a file for curation, by its content first where that is unmistakable, else by its name.
 * @param head at most its first `HEAD_BYTES` bytes
 */
export function recogniseFile(name: string, head: Uint8Array): Recognised {
  const base = name.split('/').at(-1) ?? name;
  if (startsWith(head, 'PAR1') || /\.parquet$/i.test(base)) return { kind: 'data-set' };
  if (startsWith(head, 'PK\u0003\u0004')) return { kind: 'data-set' };
  if (head[0] === 0x1f && head[1] === 0x8b)
    return refused('This is packed with gzip.', 'Unpack it, or pack it as zip.');
  const text = decode(head);
  if (text === null) return refused('This is not text.', 'Give a text, JSONL, CSV or Parquet file.');
  if (text.trim() === '') return refused('This file is empty.', 'Choose another.');
  const part = partOf(base, text);
  if (part) return { kind: 'authors', part, key: /(\d+)(?=\.[^.]*$|$)/.exec(base)?.[1] ?? '' };
  if (/<Plan_\d+>/.test(text))
    return refused(
      'This is a SPRINT trajectory already, not a sequential trace.',
      'To look at it, drop it on the import page.',
    );
  if (/\.(json|jsonl|ndjson|csv|tsv)$/i.test(base) || isJsonLines(text)) return { kind: 'data-set' };
  return { kind: 'trace' };
}

function partOf(base: string, text: string): AuthorsPart | null {
  const start = text.trimStart();
  if (/^#+ Component \d+/.test(start)) {
    if (/<description>/.test(start)) return 'inline';
    if (/\*\*Description/.test(start)) return 'separation';
  }
  if (/^\{\s*"\d+"\s*:\s*\[[\d,\s]*\]\s*[,}]/.test(start)) return 'dag';
  return partNames.find(([pattern]) => pattern.test(base))?.[1] ?? null;
}

/** Two objects, each on a line of its own, or one that is a whole line. */
function isJsonLines(text: string): boolean {
  const end = text.indexOf('\n');
  if (end < 0 || !text.startsWith('{')) return false;
  try {
    JSON.parse(text.slice(0, end));
    return true;
  } catch {
    return false;
  }
}

const refused = (message: string, remedy: string): Recognised => ({ kind: 'refused', message, remedy });

const startsWith = (bytes: Uint8Array, sign: string): boolean =>
  [...sign].every((letter, index) => bytes[index] === letter.charCodeAt(0));

/** Null for bytes that are no UTF-8 text; a character cut at the end does not count as an error. */
function decode(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return null;
  }
}
