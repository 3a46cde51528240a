import { deflateRawSync } from 'node:zlib';
import { nestedZip, zipBomb, zipOf } from '#lib/formats/testing/hostile-bytes.ts';
import { parquetBytes } from '#lib/formats/testing/parquet-fixtures.ts';

/** Expensive files, each near the limit of one request. Bytes are made on demand. */
export interface HostileFile {
  what: string;
  name: string;
  bytes(): Uint8Array;
}

const MB = 1_000_000;

/** `head`, then `part` repeated, and `tail`, in all `size` bytes or a little less. */
function filled(part: string, size: number, head = '', tail = ''): Uint8Array {
  const bytes = Buffer.alloc(Math.max(head.length + tail.length + part.length, size));
  bytes.write(head, 0, 'latin1');
  const end = bytes.length - tail.length;
  bytes.fill(part, head.length, end, 'utf8');
  bytes.write(tail, end, 'latin1');
  return bytes;
}

const header = 'question,response\n';

export function hostileTables(megabytes: number): HostileFile[] {
  const size = megabytes * MB;
  const table = (what: string, part: string, head = header, tail = ''): HostileFile => ({
    what: `CSV of ${what}`,
    name: `${what.replaceAll(/\W+/g, '-')}.csv`,
    bytes: () => filled(part, size, head, tail),
  });
  return [
    table('blank lines', '\n'),
    table('blank lines without a head', '\n', ''),
    table('blank lines, CRLF', '\r\n'),
    table('spaces and blank lines', '  \n'),
    table('quotation marks', '"'),
    table('pairs of quotation marks', '""\n'),
    table('open quotation marks', 'a,"b\n'),
    table('delimiters', ','),
    table('semicolons', ';', 'question;response\n'),
    table('tabs', '\t', 'question\tresponse\n'),
    table('one cell', 'x ', `${header}q,"`, '"\n'),
    table('one cell of blank lines', '\n', `${header}q,"`, '"\n'),
    table('CR only', 'a,b\r', 'question,response\r'),
    table('blank lines, CR only', '\r', 'question,response\r'),
    table('many columns', 'c,', 'question,', 'response\n1,2\n'),
    table('short rows', 'a,b\n'),
    table('one column', 'a\n', ''),
    table('NUL', '\0'),
    table('emoji', '🧮,🧮\n'),
  ];
}

export function hostileJson(megabytes: number): HostileFile[] {
  const size = megabytes * MB;
  const file = (what: string, name: string, part: string, head = '', tail = ''): HostileFile => ({
    what,
    name,
    bytes: () => filled(part, size, head, tail),
  });
  return [
    file('JSON of empty objects', 'objects.json', '{},', '[', '{}]'),
    file('JSON of empty lists', 'lists.json', '[],', '[', '[]]'),
    file('JSON of depth', 'deep.json', '[{"a":'),
    file('JSON of numbers', 'numbers.json', '1,', '[', '1]'),
    file('JSONL of empty objects', 'rows.jsonl', '{}\n'),
    file('JSONL of blank lines', 'blank.jsonl', '\n'),
    file('JSONL of one line', 'line.jsonl', 'x', '{"trace":"', '"}'),
    file('JSONL of backslashes', 'escapes.jsonl', '\\', '{"trace":"', '"}'),
    file('JSONL of small rows', 'small.jsonl', '{"question":"q","response":"r"}\n'),
    file('text of spaces', 'spaces.txt', ' '),
    file('text of blank lines', 'lines.txt', '\n'),
    file('text of tags', 'tags.txt', '<Plan_1><prompt_1.1>x</prompt_1.1></Plan_1>'),
  ];
}

export function hostileArchives(megabytes: number): HostileFile[] {
  const size = megabytes * MB;
  const column = (name: string, rows: number, text: (index: number) => string) => ({
    name,
    data: Array.from({ length: rows }, (_, index) => text(index)),
    type: 'STRING' as const,
  });
  return [
    {
      what: 'Parquet, 200,000 rows',
      name: 'rows.parquet',
      bytes: () =>
        parquetBytes({
          columnData: [
            column('question', 200_000, (index) => `What is ${index}?`),
            column(
              'response',
              200_000,
              (index) => `It is ${index}, said ${'once more '.repeat(20)}${index}.`,
            ),
          ],
        } as Parameters<typeof parquetBytes>[0]).subarray(0, size),
    },
    { what: 'Parquet of junk', name: 'junk.parquet', bytes: () => filled('x', size, 'PAR1', 'PAR1') },
    { what: 'a zip bomb of 1 GB', name: 'bomb.zip', bytes: () => zipBomb(1024) },
    { what: 'zip in zip in zip', name: 'nested.zip', bytes: () => nestedZip(3, 'The answer is 3.') },
    {
      what: 'a zip of 20,000 files',
      name: 'many.zip',
      bytes: () =>
        zipOf(
          Object.fromEntries(
            Array.from({ length: 20_000 }, (_, index) => [`${index}.txt`, 'The answer is 3.']),
          ),
        ),
    },
    { what: 'junk that begins as a zip', name: 'junk.zip', bytes: () => filled('PK\u0003\u0004', size) },
    {
      what: 'junk that begins as gzip',
      name: 'junk.gz',
      bytes: () =>
        Buffer.concat([Buffer.from([0x1f, 0x8b, 8]), deflateRawSync(Buffer.alloc(size)).subarray(0, -9)]),
    },
  ];
}
