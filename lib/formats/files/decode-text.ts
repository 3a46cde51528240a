import type { ImportProblem } from '#lib/contract/imports.ts';

export type Decoded =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: ImportProblem };

/** The first bytes of file types that people mistake for text, and what to do with such a file. */
const signatures: readonly { bytes: readonly number[]; what: string; remedy: string }[] = [
  {
    bytes: [0x1f, 0x8b],
    what: 'a gzip archive',
    remedy: 'Unpack it first; zip archives are opened directly.',
  },
  { bytes: [0x42, 0x5a, 0x68], what: 'a bzip2 archive', remedy: 'Unpack it first.' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], what: 'a zstd archive', remedy: 'Unpack it first.' },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a], what: 'an xz archive', remedy: 'Unpack it first.' },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], what: 'a 7z archive', remedy: 'Unpack it, or pack it as .zip.' },
  { bytes: [0x52, 0x61, 0x72, 0x21], what: 'a RAR archive', remedy: 'Unpack it, or pack it as .zip.' },
  { bytes: [0x25, 0x50, 0x44, 0x46], what: 'a PDF', remedy: 'Paste its text instead.' },
  {
    bytes: [0x50, 0x41, 0x52, 0x31],
    what: 'a Parquet table',
    remedy: 'Bring it under Curate if it holds traces to take apart, or convert it to JSONL or CSV.',
  },
  { bytes: [0x89, 0x50, 0x4e, 0x47], what: 'an image', remedy: 'Leave it out; it holds no trace.' },
  { bytes: [0xff, 0xd8, 0xff], what: 'an image', remedy: 'Leave it out; it holds no trace.' },
  { bytes: [0x47, 0x49, 0x46, 0x38], what: 'an image', remedy: 'Leave it out; it holds no trace.' },
  {
    bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65],
    what: 'a database',
    remedy: 'Export its rows as JSONL or CSV.',
  },
];

/** A control character that never occurs in text makes a file binary, if it is within this many bytes of the start. */
const PROBE = 8_192;

/**
 * The text of a file: UTF-8 with or without a byte order mark, UTF-16 with one. Refuses anything else instead of
 * guessing: in another code page ² and ³ turn into other letters, and a wrong formula does not look wrong. Drops a
 * character that the end of the file cuts in two, since such a file was cut.
 */
export function decodeText(path: string, bytes: Uint8Array): Decoded {
  const no = (type: ImportProblem['type'], message: string, remedy: string, line?: number): Decoded => ({
    ok: false,
    problem: { place: { path, ...(line !== undefined && { line }) }, type, message, remedy },
  });
  if (bytes.length === 0) return no('empty', 'The file is empty.', 'Nothing to do; there is nothing in it.');
  const known = signatures.find((one) => one.bytes.every((byte, index) => bytes[index] === byte));
  if (known) return no('binary', `This is ${known.what}, not text.`, known.remedy);
  const encoding = markedEncoding(bytes);
  if (encoding === 'utf-32')
    return no('unreadable-encoding', 'The text is encoded as UTF-32.', 'Save it as UTF-8.');
  if (encoding === null) return decodeUtf8(bytes, no);
  const text = new TextDecoder(encoding).decode(bytes);
  return hasVisible(text) ? { ok: true, text } : no('empty', 'There is only white space.', NOTHING);
}

const NOTHING = 'Nothing to do; there is nothing in it.';

type Refuse = (type: ImportProblem['type'], message: string, remedy: string, line?: number) => Decoded;

function decodeUtf8(bytes: Uint8Array, no: Refuse): Decoded {
  const nul = bytes.subarray(0, PROBE).indexOf(0);
  if (nul >= 0) {
    const half = bytes.subarray(0, PROBE).filter((byte, index) => index % 2 === nul % 2 && byte === 0).length;
    if (half > Math.min(bytes.length, PROBE) / 4)
      return no(
        'unreadable-encoding',
        'The text looks like UTF-16, but has no byte order mark that would say so.',
        'Save it as UTF-8.',
      );
    return no('binary', 'This is not text: it holds bytes that no text has.', 'Leave it out.');
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(withoutHalfCharacter(bytes));
  } catch {
    const at = firstInvalid(bytes);
    const line = lineAt(bytes, at);
    const byte = (bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0');
    return no(
      'unreadable-encoding',
      `Line ${line} is not UTF-8 (byte 0x${byte}); the file may be Latin-1 or Windows-1252.`,
      'Save it as UTF-8, for example with “iconv -f WINDOWS-1252 -t UTF-8”.',
      line,
    );
  }
  return hasVisible(text) ? { ok: true, text } : no('empty', 'There is only white space.', NOTHING);
}

const hasVisible = (text: string): boolean => /\S/.test(text);

function markedEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | 'utf-32' | null {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 && bytes.length >= 4 ? 'utf-32' : 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return a === 0 && b === 0 && c === 0xfe && d === 0xff ? 'utf-32' : null;
}

function withoutHalfCharacter(bytes: Uint8Array): Uint8Array {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return needs > back ? bytes.subarray(0, bytes.length - back) : bytes;
  }
  return bytes;
}

/** Index of the first byte that is not UTF-8, found in the 64 kB block where decoding first fails. */
function firstInvalid(bytes: Uint8Array): number {
  const BLOCK = 65_536;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let start = 0;
  try {
    for (; start < bytes.length; start += BLOCK)
      decoder.decode(bytes.subarray(start, start + BLOCK), { stream: true });
  } catch {
    for (let end = Math.max(0, start - 3); end < Math.min(bytes.length, start + BLOCK); end++)
      if (isInvalidAt(bytes, end)) return end;
  }
  return Math.min(start, bytes.length - 1);
}

function isInvalidAt(bytes: Uint8Array, at: number): boolean {
  const byte = bytes[at] ?? 0;
  if (byte < 0x80) return false;
  let lead = at;
  while (lead > 0 && at - lead < 3 && ((bytes[lead] ?? 0) & 0xc0) === 0x80) lead--;
  const first = bytes[lead] ?? 0;
  const needs = first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  if (needs === 0 || first >= 0xf5 || at - lead >= needs) return true;
  for (let offset = 1; offset < needs; offset++)
    if (((bytes[lead + offset] ?? 0) & 0xc0) !== 0x80) return true;
  const second = bytes[lead + 1] ?? 0;
  return (
    (first === 0xe0 && second < 0xa0) ||
    (first === 0xed && second > 0x9f) ||
    (first === 0xf0 && second < 0x90) ||
    (first === 0xf4 && second > 0x8f)
  );
}

function lineAt(bytes: Uint8Array, at: number): number {
  let line = 1;
  for (let index = bytes.indexOf(10); index >= 0 && index < at; index = bytes.indexOf(10, index + 1)) line++;
  return line;
}
