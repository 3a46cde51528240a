import { fork } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import * as pinned from 'hyparquet';
import { openParquet } from '#lib/formats/parquet/file.ts';
import { parquetRows } from '#lib/formats/parquet/rows.ts';
import { countingSource, parquetBytes } from '#lib/formats/testing/parquet-fixtures.ts';

/**
 * Our reader of Parquet against hyparquet's public one: what of a file each fetches, how long it takes and what memory it needs, for
 * 64 rows and for all, and what a page does to each that claims a run of two thousand million values. Whether hyparquet's own has
 * become enough: run it after an upgrade, or against another version's entry.
 *
 *     node bench/parquet.ts [--megabytes 100] [--hyparquet node_modules/hyparquet/src/index.js]
 */
const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '100' },
    hyparquet: { type: 'string' },
    case: { type: 'string' },
  },
});

const MB = 1_000_000;
const TEXT_LENGTH = 4_000;
const PATIENCE_MS = 20_000;
const BATCH = 64;

type Reader = (bytes: Uint8Array, most: number) => Promise<{ rows: number; fetched: number }>;

const ours: Reader = async (bytes, most) => {
  const source = countingSource('t.parquet', bytes);
  let rows = 0;
  for await (const row of parquetRows(await openParquet(source), ['text'])) {
    if (!row.ok) throw new Error(row.problem.message);
    if (++rows === most) break;
  }
  return { rows, fetched: source.total() };
};

/** As one would with the public interface: 64 rows at a time, fewer pages where the file has an index of them. */
const theirs: Reader = async (bytes, most) => {
  const hyparquet: typeof pinned = values.hyparquet
    ? await import(pathToFileURL(values.hyparquet).href)
    : pinned;
  let fetched = 0;
  const file = {
    byteLength: bytes.length,
    slice(start: number, end = bytes.length) {
      fetched += end - start;
      return bytes.slice(start, end).buffer;
    },
  };
  const metadata = await hyparquet.parquetMetadataAsync(file);
  const total = Math.min(most, Number(metadata.num_rows));
  let rows = 0;
  while (rows < total) {
    const rowEnd = Math.min(total, rows + BATCH);
    const part = await hyparquet.parquetReadObjects({
      ...{ file, metadata, columns: ['text'], rowStart: rows, rowEnd },
      useOffsetIndex: true,
    });
    rows += part.length;
  }
  return { rows, fetched };
};

/** One row group, as some writers make of any table, in pages of 1 MB, with and without an index of its pages. */
const honest = (index: boolean) =>
  parquetBytes({
    columnData: [
      {
        ...{ name: 'text', type: 'STRING', encoding: 'PLAIN', offsetIndex: index },
        data: Array.from({ length: (Number(values.megabytes) * MB) / TEXT_LENGTH }, (_, row) =>
          String(row).padEnd(TEXT_LENGTH, 'reasoning '),
        ),
      },
    ],
    ...{ codec: 'UNCOMPRESSED', rowGroupSize: 10 ** 9, pageSize: MB },
  });

/** Texts whose levels are written as one run a page; the first run claims two thousand million of them. */
function hostile(): Uint8Array {
  const data = Array.from({ length: 2_000 }, () => 'x');
  const bytes = parquetBytes({
    columnData: [{ name: 'text', data, type: 'STRING', encoding: 'PLAIN', nullable: true }],
    codec: 'UNCOMPRESSED',
  });
  // A page of 1,000 ones: the varint of 2,000, the level; then the length of the first text.
  const run = [0xd0, 0x0f, 0x01, 0x01];
  const at = bytes.findIndex((_byte, from) => run.every((byte, index) => bytes[from + index] === byte));
  if (at < 0) throw new Error('The writer writes levels otherwise.');
  // The varint of a run of 2,147,483,647.
  bytes.set([0xfe, 0xff, 0xff, 0xff, 0x0f], at);
  return bytes;
}

const files: Record<string, () => Uint8Array> = {
  'no index of pages': () => honest(false),
  'index of pages': () => honest(true),
  hostile,
};
const readers: Record<string, Reader> = { ours, hyparquet: theirs };

if (values.case) {
  const [file = '', reader = '', most = ''] = values.case.split('|');
  const bytes = files[file]!();
  globalThis.gc?.();
  const base = process.memoryUsage.rss();
  let peak = base;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 5);
  const from = performance.now();
  const { rows, fetched } = await readers[reader]!(bytes, Number(most)).catch((error: Error) => ({
    rows: error.message.slice(0, 60),
    fetched: 0,
  }));
  clearInterval(timer);
  peak = Math.max(peak, process.memoryUsage.rss());
  process.send?.({
    ...{ file, reader, rows, ms: Math.round(performance.now() - from) },
    ...{ fetchedMB: +(fetched / MB).toFixed(1), memoryMB: Math.round((peak - base) / MB) },
  });
} else {
  const results: unknown[] = [];
  for (const file of Object.keys(files))
    for (const most of file === 'hostile' ? [BATCH] : [BATCH, 10 ** 9])
      for (const reader of Object.keys(readers)) results.push(await measured(file, reader, most));
  console.table(results);
}

/** In a process of its own, which can be ended. */
function measured(file: string, reader: string, most: number): Promise<unknown> {
  return new Promise((resolve) => {
    const child = fork(
      import.meta.filename,
      [...process.argv.slice(2), '--case', [file, reader, most].join('|')],
      { execArgv: ['--expose-gc'] },
    );
    let result: unknown = { file, reader, rows: 'ended without an answer' };
    const timer = setTimeout(() => {
      result = { file, reader, rows: `ended after ${PATIENCE_MS / 1000} s` };
      child.kill('SIGKILL');
    }, PATIENCE_MS);
    child.on('message', (message) => {
      result = message;
    });
    child.on('exit', () => {
      clearTimeout(timer);
      resolve(result);
    });
  });
}
