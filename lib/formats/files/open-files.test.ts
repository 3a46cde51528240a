import { describe, expect, test } from 'vitest';
import { type ImportLimits, importLimits } from '../limits.ts';
import {
  latin1,
  markEncrypted,
  nestedZip,
  sourceFile,
  utf16,
  zipBomb,
  zipOf,
} from '../testing/hostile-bytes.ts';
import { chatTable, parquetBytes } from '../testing/parquet-fixtures.ts';
import { createRandom } from '../testing/random.ts';
import { readTraces } from '../traces/read-traces.ts';
import { isImportProblem, openFiles, type SourceFile } from './open-files.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

/** What comes out: texts with their paths, problems by path and type. */
async function open(files: readonly SourceFile[], limits: Partial<ImportLimits> = {}) {
  const texts: Record<string, string> = {};
  const problems: [path: string, type: string][] = [];
  const messages: string[] = [];
  for await (const one of openFiles(files, { ...importLimits, ...limits })) {
    if (isImportProblem(one)) {
      problems.push([one.place.path, one.type]);
      messages.push(one.message);
      expect(one.remedy).not.toBe('');
    } else texts[one.path] = one.text;
  }
  return { texts, problems, messages };
}
const openOne = (path: string, bytes: Uint8Array, limits?: Partial<ImportLimits>) =>
  open([sourceFile(path, bytes)], limits);

describe('openFiles: encodings', () => {
  const text = 'Der Körper hat 3 m².\nAlso 𝒙 = 3 €.';

  test('UTF-8 with and without a byte order mark, UTF-16 of both orders with one', async () => {
    const encodings = [utf8(text), utf8(`\uFEFF${text}`), utf16(text, 'le'), utf16(text, 'be')];
    for (const bytes of encodings) expect((await openOne('a.txt', bytes)).texts).toEqual({ 'a.txt': text });
  });

  test('what is not UTF-8 is refused with the line and the byte', async () => {
    const { problems, messages } = await openOne('a.txt', latin1('One.\nTwo.\nm² = 3'));
    expect(problems).toEqual([['a.txt', 'unreadable-encoding']]);
    expect(messages[0]).toMatch(/^Line 3 .*0xB2/);
  });

  test('the line is right far into a file, at any distance from a block’s end', async () => {
    for (const lines of [65_530, 65_534, 65_535, 65_536, 65_540, 131_071]) {
      const bytes = utf8(`${'\n'.repeat(lines)}é ends`);
      bytes[lines] = 0xe9;
      bytes[lines + 1] = 0x20;
      const { messages } = await openOne('a.txt', bytes);
      expect(messages[0], `${lines} lines`).toMatch(
        new RegExp(`^Line ${lines + 1} is not UTF-8 \\(byte 0xE9`),
      );
    }
  });

  test('a character that the end of the file cuts in two is left out', async () => {
    for (const cut of [1, 2, 3])
      expect((await openOne('a.txt', utf8('It is 🧮').slice(0, -cut))).texts).toEqual({ 'a.txt': 'It is ' });
  });

  test.each([
    ['UTF-16 without a mark', utf16(text, 'none'), 'unreadable-encoding'],
    ['UTF-32', Uint8Array.of(0xff, 0xfe, 0, 0, 65, 0, 0, 0), 'unreadable-encoding'],
    ['NUL bytes', utf8('a\u0000b and so on, and so on'), 'binary'],
    ['gzip', Uint8Array.of(0x1f, 0x8b, 8, 0, 0), 'binary'],
    ['Parquet', utf8('PAR1 something'), 'binary'],
    ['a PDF', utf8('%PDF-1.7 something'), 'binary'],
    ['nothing', new Uint8Array(), 'empty'],
    ['white space', utf8(' \n\t\r\n'), 'empty'],
    ['a zip by name only', utf8('not an archive'), 'zip-damaged'],
  ])('%s is refused', async (_, bytes, type) => {
    expect(
      (await openOne(type === 'zip-damaged' ? 'a.zip' : 'a.txt', bytes)).problems.map(([, found]) => found),
    ).toEqual([type]);
  });
});

describe('openFiles: archives', () => {
  test('files in an archive, in folders, stored or deflated; litter is passed over', async () => {
    const archive = zipOf({
      'sprint/1.txt': 'One.',
      'sequential/1.txt': utf16('Two.', 'le'),
      'empty/': '',
      '__MACOSX/sprint/._1.txt': 'x',
      '.git/config': 'x',
      '.DS_Store': 'x',
    });
    const { texts, problems } = await openOne('traces.zip', archive);
    expect(texts).toEqual({ 'traces.zip/sprint/1.txt': 'One.', 'traces.zip/sequential/1.txt': 'Two.' });
    expect(problems).toEqual([]);
    expect((await openOne('a.zip', zipOf({ 'a.txt': 'One.' }, 0))).texts).toEqual({ 'a.zip/a.txt': 'One.' });
  });

  test('archives in archives are opened as deep as the limit says', async () => {
    expect(Object.values((await openOne('a.zip', nestedZip(3, 'Deep.'))).texts)).toEqual(['Deep.']);
    expect((await openOne('a.zip', nestedZip(4, 'Deep.'))).problems.map(([, type]) => type)).toEqual([
      'zip-too-deep',
    ]);
  });

  test('a name that leads out of the folder, or reads backwards, does neither', async () => {
    const { texts } = await openOne(
      'a.zip',
      zipOf({
        '../../etc/passwd': '1',
        'C:\\Windows\\x.txt': '2',
        '/root/y': '3',
        'a\u202Etxt.exe': '4',
        '..': '5',
        './notes/./z': '6',
      }),
    );
    expect(Object.keys(texts)).toEqual([
      'a.zip/etc/passwd',
      'a.zip/Windows/x.txt',
      'a.zip/root/y',
      'a.zip/atxt.exe',
      'a.zip/unnamed',
      'a.zip/notes/z',
    ]);
  });

  test('a bomb is refused before it unfolds, alone and in great number', async () => {
    const limits = { maxFileBytes: 1 << 18, ratioFromBytes: 1 << 14 };
    expect((await openOne('b.zip', zipBomb(0.2), limits)).problems).toEqual([
      ['b.zip/bomb.txt', 'zip-ratio'],
    ]);
    expect((await openOne('b.zip', zipBomb(0.5), { ...limits, maxRatio: 1e6 })).problems).toEqual([
      ['b.zip/bomb.txt', 'too-large'],
    ]);
    const many = zipOf({ 'a.zip': zipBomb(0.2), 'b.zip': zipBomb(0.2), 'c.txt': 'Three.' }, 0);
    const { problems, texts } = await openOne('many.zip', many, limits);
    expect(problems.map(([, type]) => type)).toEqual(['zip-ratio', 'zip-ratio']);
    expect(Object.values(texts)).toEqual(['Three.']);
  });

  test('entries that share their bytes are measured together', async () => {
    const one = zipOf({ 'a.txt': 'a'.repeat(90_000) }, 9);
    const directory = one.lastIndexOf(0x50, one.length - 23);
    expect(directory).toBeGreaterThan(0);
    const many = repeatEntry(one, 40);
    const { problems, texts } = await openOne('shared.zip', many, { ratioFromBytes: 1 << 17 });
    expect(problems).toEqual([['shared.zip', 'zip-ratio']]);
    expect(Object.keys(texts).length).toBeLessThan(40);
  });

  test('encrypted, damaged and cut archives are named', async () => {
    const archive = zipOf({ 'a.txt': 'The answer is 3, and so on.', 'b.txt': 'Four.' });
    expect((await openOne('a.zip', markEncrypted(archive))).problems).toEqual([
      ['a.zip/a.txt', 'zip-encrypted'],
      ['a.zip/b.txt', 'zip-encrypted'],
    ]);
    expect((await openOne('a.zip', archive.slice(0, -30))).problems).toEqual([['a.zip', 'zip-damaged']]);
    const broken = archive.slice();
    broken[40] = (broken[40] ?? 0) ^ 0xff;
    const { problems, texts } = await openOne('a.zip', broken);
    expect(problems).toEqual([['a.zip/a.txt', 'zip-damaged']]);
    expect(Object.keys(texts)).toEqual(['a.zip/b.txt']);
    expect((await openOne('book.xlsx', zipOf({ '[Content_Types].xml': '<x/>' }))).problems).toEqual([
      ['book.xlsx', 'binary'],
    ]);
  });

  test('sizes in the 64-bit fields, and a comment that looks like the end of the archive', async () => {
    const archive = Uint8Array.from(atob(ZIP_64), (character) => character.charCodeAt(0));
    expect((await openOne('a.zip', archive)).texts).toEqual({ 'a.zip/a.txt': 'So the answer is 3.' });
    const appended = new Uint8Array([...zipOf({ 'a.txt': 'Three.' }), ...utf8('appended')]);
    expect((await openOne('a.zip', appended)).texts).toEqual({ 'a.zip/a.txt': 'Three.' });
  });

  test('damage anywhere never throws (seed 7)', async () => {
    const random = createRandom(7);
    const archive = zipOf({ 'a.txt': 'One.', 'b.zip': nestedZip(2, 'Two.') });
    for (let round = 0; round < 300; round++) {
      const damaged = archive.slice(0, random.next() < 0.3 ? random.int(archive.length) : archive.length);
      for (let hits = 1 + random.int(4); hits > 0; hits--)
        damaged[random.int(damaged.length)] = random.int(256);
      await openOne('a.zip', damaged);
    }
  });
});

describe('openFiles: limits', () => {
  const text = (path: string) => sourceFile(path, utf8('Three.'));

  test('a file too large is not even read', async () => {
    const huge = { path: 'huge.txt', size: 1e12, bytes: () => Promise.reject(new Error('read')) };
    expect((await open([huge, text('a.txt')])).problems).toEqual([['huge.txt', 'too-large']]);
  });

  test('more files than the limit: said once, then the end; archives count as files', async () => {
    const files = ['1', '2', '3', '4', '5'].map(text);
    const { problems, texts } = await open(files, { maxFiles: 3 });
    expect(Object.keys(texts)).toEqual(['1', '2', '3']);
    expect(problems).toEqual([['4', 'too-many']]);
    const archive = zipOf({ 'a.txt': 'One.', 'b.txt': 'Two.', 'c.txt': 'Three.' });
    expect((await openOne('x.zip', archive, { maxFiles: 3 })).problems).toEqual([
      ['x.zip/c.txt', 'too-many'],
    ]);
  });

  test('an archive that holds too much in all ends where it does', async () => {
    const archive = zipOf({ a: 'a'.repeat(60), b: 'b'.repeat(60), c: 'c' });
    const { problems, texts } = await openOne('x.zip', archive, { maxExpandedBytes: 100 });
    expect(Object.keys(texts)).toEqual(['x.zip/a']);
    expect(problems).toEqual([['x.zip/b', 'too-large']]);
  });

  test('a file that cannot be read is named, and the others go on; one at a time', async () => {
    let held = 0;
    let most = 0;
    const counted = (path: string): SourceFile => ({
      path,
      size: 6,
      bytes: async () => {
        held++;
        most = Math.max(most, held);
        return utf8('Three.');
      },
    });
    const gone = { path: 'gone.txt', size: 1, bytes: () => Promise.reject(new Error('It was moved.')) };
    const seen: string[] = [];
    for await (const one of openFiles([counted('a'), gone, counted('b'), counted('c')])) {
      seen.push(isImportProblem(one) ? one.message : one.path);
      if (!isImportProblem(one)) held--;
    }
    expect(seen).toEqual(['a', 'The file could not be read: It was moved.', 'b', 'c']);
    expect(most).toBe(1);
  });
});

/** One deflated file, its sizes written as 64-bit numbers, in an archive with the comment “PK\\x05\\x06 stands in this comment too”. */
const ZIP_64 =
  'UEsDBC0AAAAIAAAAIVwJSQIE//////////8FABQAYS50eHQBABAAEwAAAAAAAAAVAAAAAAAAAAvOVyjJSFVIzCsuTy1SyCxWMNYDAFBLAQItAy0AAAAI' +
  'AAAAIVwJSQIEFQAAABMAAAAFAAAAAAAAAAAAAACAAQAAAABhLnR4dFBLBQYAAAAAAQABADMAAABMAAAAHwBQSwUGIHN0YW5kcyBpbiB0aGlzIGNvbW1l' +
  'bnQgdG9v';

/** The same entry listed many times in the directory, as overlapping bombs do. */
function repeatEntry(archive: Uint8Array, times: number): Uint8Array {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = archive.length - 22;
  const start = view.getUint32(end + 16, true);
  const entry = archive.slice(start, end);
  const bytes = new Uint8Array(start + entry.length * times + 22);
  bytes.set(archive.slice(0, start));
  for (let index = 0; index < times; index++) bytes.set(entry, start + index * entry.length);
  bytes.set(archive.slice(end), start + entry.length * times);
  const written = new DataView(bytes.buffer);
  const newEnd = bytes.length - 22;
  written.setUint16(newEnd + 8, times, true);
  written.setUint16(newEnd + 10, times, true);
  written.setUint32(newEnd + 12, entry.length * times, true);
  return bytes;
}

describe('Parquet', () => {
  const file = (path: string, bytes: Uint8Array): SourceFile => ({
    path,
    size: bytes.length,
    bytes: async () => bytes,
  });
  const key = parquetBytes({
    columnData: [
      { name: 'problem', data: ['What is 6 · 7?', 'What is 2 + 3?'], type: 'STRING' },
      { name: 'level', data: [1, 2], type: 'INT32' },
      { name: 'answer', data: ['42', '5'], type: 'STRING' },
      { name: 'unique_id', data: [7n, 8n], type: 'INT64' },
    ],
  });

  test('an answer key comes out as the JSON Lines that it would be', async () => {
    const { texts, problems } = await open([file('math.parquet', key)]);
    expect(problems).toEqual([]);
    const read = readTraces({ path: 'math.parquet', text: texts['math.parquet'] ?? '' });
    expect(read.answers).toEqual([
      { id: '7', question: 'What is 6 · 7?', answer: '42' },
      { id: '8', question: 'What is 2 + 3?', answer: '5' },
    ]);
  });

  test('what is no key, or damaged, is refused as before', async () => {
    const traces = chatTable([{ system: '', conversations: [{ from: 'user', value: 'Hello' }] }]);
    const { texts, problems } = await open([
      file('traces.parquet', traces),
      file('cut.parquet', key.subarray(0, 90)),
    ]);
    expect(texts).toEqual({});
    expect(problems.map(([path]) => path)).toEqual(['traces.parquet', 'cut.parquet']);
  });
});
