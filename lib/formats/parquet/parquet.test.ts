import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { propertyRuns } from '#lib/base/testing/property-runs.ts';
import type { ImportProblem } from '#lib/contract/imports.ts';
import { type ByteSource, bytesSource } from '../files/byte-source.ts';
import { chatTable, parquetBytes, snappyCompress } from '../testing/parquet-fixtures.ts';
import { pageDecompressor, portableCodecs } from './codecs.ts';
import { ParquetError, parquetProblem } from './error.ts';
import { openParquet } from './file.ts';
import { checkRuns, parquetPageLimits } from './page.ts';
import { parquetRows } from './rows.ts';

/** The whole content of a file, or its problem; the test fails on any error that is no problem. */
async function read(file: ByteSource, limits = parquetPageLimits) {
  const rows: Record<string, unknown>[] = [];
  const problems: ImportProblem[] = [];
  let said = 1;
  try {
    const parquet = await openParquet(file);
    const names = parquet.columns.filter(({ kind }) => kind !== 'other').map(({ name }) => name);
    // Without a readable column the reader requests nothing.
    said = names.length === 0 ? 0 : parquet.rows;
    for await (const row of parquetRows(parquet, names, limits)) {
      if (row.ok) rows.push(row.row);
      else problems.push(row.problem);
    }
  } catch (error) {
    if (!(error instanceof ParquetError)) throw error;
    problems.push(parquetProblem({ path: file.name }, error));
  }
  for (const { message, remedy, place } of problems)
    if (message === '' || remedy === '' || place.path === '')
      throw new Error('A problem does not say enough.');
  return { rows, problems, said };
}

const texts = Array.from({ length: 50 }, (_, index) => `text ${index % 7} ✓ ${'x'.repeat(index)}`);
const table = (codec: 'SNAPPY' | 'GZIP' | 'ZSTD' | 'UNCOMPRESSED' = 'SNAPPY') =>
  parquetBytes({
    columnData: [
      { name: 'text', data: texts, type: 'STRING' },
      { name: 'count', data: Int32Array.from(texts, (_, index) => index), type: 'INT32' },
    ],
    codec,
    rowGroupSize: 20,
    pageSize: 200,
  });

describe('reading', () => {
  test.each(['PLAIN', 'RLE_DICTIONARY', 'DELTA_BYTE_ARRAY', 'DELTA_LENGTH_BYTE_ARRAY'] as const)(
    'texts encoded as %s, with nulls, are those that were written',
    async (encoding) => {
      const data = texts.map((text, index) => (index % 5 === 0 ? null : text));
      const bytes = parquetBytes({
        columnData: [{ name: 'text', data, type: 'STRING', encoding, nullable: true }],
        rowGroupSize: 20,
      });
      const { rows, problems } = await read(bytesSource('t.parquet', bytes));
      expect(problems).toEqual([]);
      expect(rows.map(({ text }) => text ?? null)).toEqual(data);
    },
  );

  test('a text that is not UTF-8 is null, not another text', async () => {
    const bytes = parquetBytes({
      columnData: [
        { name: 'text', data: [Uint8Array.of(0x41, 0xe9), Uint8Array.of(0x42)], type: 'BYTE_ARRAY' },
      ],
    });
    const { rows } = await read(bytesSource('t.parquet', bytes));
    expect(rows.map(({ text }) => text)).toEqual([null, 'B']);
  });
});

describe('codecs', () => {
  test('Node’s and those for browsers give the same, whatever was packed', async () => {
    const native = await pageDecompressor();
    const portable = await portableCodecs();
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 3_000 }),
        fc.integer({ min: 1, max: 40 }),
        (part, times) => {
          const bytes = new Uint8Array(part.length * times);
          for (let time = 0; time < times; time++) bytes.set(part, time * part.length);
          const packed = {
            GZIP: gzipSync(bytes),
            ZSTD: zstdCompressSync(bytes),
            BROTLI: brotliCompressSync(bytes),
          };
          for (const [codec, data] of Object.entries(packed)) {
            const plain = new Uint8Array(data);
            expect(new Uint8Array(native(codec, plain, bytes.length))).toEqual(bytes);
            expect(new Uint8Array(portable[codec as keyof typeof packed](plain, bytes.length))).toEqual(
              bytes,
            );
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test('those for browsers load where WebAssembly is forbidden, as it is on our pages', async () => {
    vi.resetModules();
    vi.stubGlobal('WebAssembly', undefined);
    try {
      const fresh = await import('./codecs.ts');
      const { GZIP, ZSTD, BROTLI } = await fresh.portableCodecs();
      const bytes = new Uint8Array(Buffer.from('again and again and again'));
      expect(new Uint8Array(GZIP(new Uint8Array(gzipSync(bytes)), bytes.length))).toEqual(bytes);
      expect(new Uint8Array(ZSTD(new Uint8Array(zstdCompressSync(bytes)), bytes.length))).toEqual(bytes);
      expect(new Uint8Array(BROTLI(new Uint8Array(brotliCompressSync(bytes)), bytes.length))).toEqual(bytes);
    } finally {
      vi.unstubAllGlobals();
    }
  });

  test('Snappy: what another implementation packed comes out; anything else ends with an error', async () => {
    const decompress = await pageDecompressor();
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 5_000 }),
        fc.nat(),
        fc.integer({ min: 0, max: 255 }),
        (bytes, at, byte) => {
          const repeated = new Uint8Array([...bytes, ...bytes, ...bytes]);
          const packed = new Uint8Array(snappyCompress(repeated));
          expect(decompress('SNAPPY', packed, repeated.length)).toEqual(repeated);
          const damagedBytes = packed.slice();
          damagedBytes[at % packed.length] = byte;
          try {
            expect(decompress('SNAPPY', damagedBytes, repeated.length)).toHaveLength(repeated.length);
          } catch (error) {
            expect(error).toBeInstanceOf(RangeError);
          }
        },
      ),
    );
  });

  test('an expansion beyond what the page tells is stopped', async () => {
    const decompress = await pageDecompressor();
    const bomb = new Uint8Array(gzipSync(new Uint8Array(50_000_000)));
    expect(() => decompress('GZIP', bomb, 1_000)).toThrow();
    expect(() =>
      decompress('ZSTD', new Uint8Array(zstdCompressSync(new Uint8Array(50_000_000))), 1_000),
    ).toThrow();
  });

  test('another codec is named, with what to do', async () => {
    const decompress = await pageDecompressor();
    expect(() => decompress('LZO', new Uint8Array(3), 3)).toThrow(/LZO/);
  });
});

describe('hostile files', () => {
  test('damaged anywhere, or cut anywhere: rows and problems, nothing thrown, nothing that does not end', async () => {
    const files = [
      table('SNAPPY'),
      table('ZSTD'),
      table('UNCOMPRESSED'),
      chatTable(
        texts.map((value) => ({ system: 's', conversations: [{ from: 'user', value }] })),
        { pageSize: 100 },
      ),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }),
        fc.option(fc.nat()),
        async (whole, changes, cut) => {
          const bytes = whole.slice(0, cut === null ? undefined : cut % whole.length);
          for (const [at, byte] of changes) if (bytes.length > 0) bytes[at % bytes.length] = byte;
          const { rows, problems, said } = await read(bytesSource('h.parquet', bytes));
          if (said > 0) expect(rows.length + problems.length).toBeGreaterThan(0);
          expect(rows.length).toBeLessThan(100_000);
        },
      ),
      { numRuns: propertyRuns() },
    );
  }, 60_000);

  test('a cut file says that its directory is missing', async () => {
    const { problems } = await read(bytesSource('t.parquet', table().slice(0, -20)));
    expect(problems).toMatchObject([
      { type: 'parquet-damaged', message: expect.stringContaining('directory') },
    ]);
  });

  test('a run that says it repeats a value two thousand million times is refused before it is', () => {
    // Varint 0xfffffffe: a run of 2,147,483,647, then its value.
    const run = Uint8Array.of(0xfe, 0xff, 0xff, 0xff, 0x0f, 1);
    expect(() => checkRuns(run, 0, 1, 20)).toThrow(ParquetError);
    // Twenty zeros in one run are fine.
    expect(() => checkRuns(Uint8Array.of(40, 0), 0, 1, 20)).not.toThrow();
  });

  test('a page beyond the limit is not expanded', async () => {
    const bytes = parquetBytes({
      columnData: [{ name: 'text', data: ['y'.repeat(100_000)], type: 'STRING' }],
    });
    const { rows, problems } = await read(bytesSource('t.parquet', bytes), {
      ...parquetPageLimits,
      maxPageBytes: 10_000,
    });
    expect(rows).toEqual([]);
    expect(problems).toMatchObject([{ type: 'too-large', place: { record: 1 } }]);
  });

  test('a row group that cannot be read does not keep the others from being read', async () => {
    const bytes = table('ZSTD');
    // Within the first row group's first page.
    bytes.fill(0xff, 60, 90);
    const { rows, problems } = await read(bytesSource('t.parquet', bytes));
    expect(problems).toMatchObject([{ type: 'parquet-damaged', place: { record: expect.any(Number) } }]);
    expect(rows.map(({ text }) => text)).toEqual(expect.arrayContaining(texts.slice(20)));
  });
});
