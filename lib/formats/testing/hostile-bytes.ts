import { strToU8, type Zippable, zipSync } from 'fflate';
import type { SourceFile } from '../files/open-files.ts';

/** Bytes as a file that someone dropped. */
export const sourceFile = (path: string, bytes: Uint8Array): SourceFile => ({
  path,
  size: bytes.length,
  bytes: async () => bytes,
});

export const utf16 = (text: string, mark: 'le' | 'be' | 'none'): Uint8Array => {
  const bytes = new Uint8Array((text.length + (mark === 'none' ? 0 : 1)) * 2);
  const view = new DataView(bytes.buffer);
  const units = mark === 'none' ? text : `\uFEFF${text}`;
  for (let index = 0; index < units.length; index++)
    view.setUint16(index * 2, units.charCodeAt(index), mark !== 'be');
  return bytes;
};

/** One byte a character; what has none becomes a question mark. */
export const latin1 = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 63;
    return code < 256 ? code : 63;
  });

export const zipOf = (files: Record<string, string | Uint8Array>, level: 0 | 6 | 9 = 6): Uint8Array => {
  const entries: Zippable = {};
  for (const [name, content] of Object.entries(files))
    entries[name] = typeof content === 'string' ? strToU8(content) : content;
  return zipSync(entries, { level });
};

/** An archive whose only file expands to `megabytes` of the same byte: about 1,000 times its size. */
export const zipBomb = (megabytes: number): Uint8Array =>
  zipOf({ 'bomb.txt': new Uint8Array(megabytes * 2 ** 20).fill(97) }, 9);

/** Archives within each other, `depth` of them, around one file. */
export function nestedZip(depth: number, inner: string): Uint8Array {
  let bytes = zipOf({ 'inner.txt': inner });
  for (let level = 1; level < depth; level++) bytes = zipOf({ [`level-${level}.zip`]: bytes }, 0);
  return bytes;
}

/** Sets the flag for encryption on every entry, in the directory and in the local headers. */
export function markEncrypted(archive: Uint8Array): Uint8Array {
  const bytes = archive.slice();
  const view = new DataView(bytes.buffer);
  for (let at = 0; at + 4 <= bytes.length; at++) {
    const signature = view.getUint32(at, true);
    if (signature === 0x04034b50) view.setUint16(at + 6, view.getUint16(at + 6, true) | 1, true);
    if (signature === 0x02014b50) view.setUint16(at + 8, view.getUint16(at + 8, true) | 1, true);
  }
  return bytes;
}
