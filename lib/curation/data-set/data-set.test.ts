import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { DataSetRow } from '#lib/contract/data-set.ts';
import type { ImportProblem } from '#lib/contract/imports.ts';
import { type ByteSource, bytesSource } from '#lib/formats/files/byte-source.ts';
import { chatTable, countingSource, parquetBytes } from '#lib/formats/testing/parquet-fixtures.ts';
import { inspectDataSet, isDataSetProblem, type ReadDataSetOptions, readDataSet } from './data-set.ts';
import { dataSetLimits } from './limits.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const fileOf = (name: string, text: string): ByteSource => bytesSource(name, bytesOf(text));

async function read(file: ByteSource, options?: ReadDataSetOptions) {
  const rows: DataSetRow[] = [];
  const problems: ImportProblem[] = [];
  for await (const entry of readDataSet(file, options)) {
    if (isDataSetProblem(entry)) problems.push(entry);
    else rows.push(entry);
  }
  return { rows, problems };
}

const jsonl = (rows: readonly unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

describe('readDataSet, columns', () => {
  test('OpenThoughts: the chat’s assistant wrote the trace, its user the question', async () => {
    const trace =
      '<|begin_of_thought|>\n\nTwo and two.\n\n<|end_of_thought|>\n\n<|begin_of_solution|>4<|end_of_solution|>';
    const row = {
      system: 'Think.',
      conversations: [
        { from: 'user', value: 'What is 2 + 2?' },
        { from: 'assistant', value: trace },
      ],
    };
    const { rows, problems } = await read(fileOf('open.jsonl', jsonl([row])));
    expect(problems).toEqual([]);
    expect(rows).toMatchObject([{ question: 'What is 2 + 2?', trace, answer: null, expected: null }]);
    expect(rows[0]?.place).toEqual({ path: 'open.jsonl', record: 1, line: 1 });
  });

  test('thinking and answer in columns of their own are kept apart', async () => {
    const row = {
      problem: 'Q',
      deepseek_reasoning: 'Hm, four.',
      deepseek_solution: 'It is 4.',
      domain: 'math',
    };
    const { rows } = await read(fileOf('meta.jsonl', jsonl([row])));
    expect(rows).toMatchObject([{ question: 'Q', trace: 'Hm, four.', answer: 'It is 4.' }]);
  });

  test('a list of generations is several traces of one question, with the known answer', async () => {
    const row = {
      uuid: 'u7',
      problem: 'Q',
      solution: 'short',
      answer: '4',
      generations: ['<think>a</think>4', '<think>b</think>5'],
    };
    const { rows } = await read(fileOf('r1.jsonl', jsonl([row])));
    expect(rows.map(({ trace, expected, question }) => ({ trace, expected, question }))).toEqual([
      { trace: '<think>a</think>4', expected: '4', question: 'Q' },
      { trace: '<think>b</think>5', expected: '4', question: 'Q' },
    ]);
    expect(new Set(rows.map(({ name }) => name)).size).toBe(2);
  });

  test('a record of lists, as Hugging Face stores sequences of records, is a chat too', async () => {
    const row = { messages: { role: ['user', 'assistant'], content: ['Q', '<think>t</think>4'] } };
    const { rows } = await read(fileOf('hf.jsonl', jsonl([row])));
    expect(rows).toMatchObject([{ question: 'Q', trace: '<think>t</think>4' }]);
  });

  test('chosen columns are taken, and none where null is chosen', async () => {
    const file = fileOf('odd.jsonl', jsonl([{ a: 'Q', b: 'the trace', response: 'other', answer: '4' }]));
    const { rows } = await read(file, { columns: { trace: 'b', question: 'a', expected: null } });
    expect(rows).toMatchObject([{ question: 'Q', trace: 'the trace', expected: null }]);
  });

  test('a chosen column that is not there is said, with those that are', async () => {
    const { rows, problems } = await read(fileOf('odd.jsonl', jsonl([{ a: 'Q' }])), {
      columns: { trace: 'trace' },
    });
    expect(rows).toEqual([]);
    expect(problems[0]?.message).toContain('“trace”');
    expect(problems[0]?.message).toContain('“a”');
  });

  test('a SPRINT trajectory is refused: there is nothing left to take apart', async () => {
    const row = { question: 'Q', response: '<Plan_1>\nx <prompt_1.1> y </prompt_1.1>\n</Plan_1>' };
    const { rows, problems } = await read(fileOf('s.jsonl', jsonl([row])));
    expect(rows).toEqual([]);
    expect(problems[0]).toMatchObject({ type: 'no-trajectory', place: { record: 1 } });
  });
});

const value = fc
  .string({ unit: 'grapheme', maxLength: 30 })
  .map((text) => `t ${text.replaceAll('\r', ' ')}.`);

describe('readDataSet, formats', () => {
  test('the same rows are read from JSONL, JSON, CSV and Parquet', async () => {
    const rowsOf = fc.array(fc.record({ question: value, response: value, expected: value }), {
      minLength: 1,
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(
        rowsOf,
        fc.constantFrom('SNAPPY', 'GZIP', 'ZSTD', 'UNCOMPRESSED'),
        async (rows, codec) => {
          const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
          const csv = [
            'question,response,expected',
            ...rows.map((row) => Object.values(row).map(quoted).join(',')),
          ];
          const names = ['question', 'response', 'expected'] as const;
          const files = [
            fileOf('t.jsonl', jsonl(rows)),
            fileOf('t.json', JSON.stringify(rows)),
            fileOf('t.csv', csv.join('\n')),
            bytesSource(
              't.parquet',
              parquetBytes({
                columnData: names.map((name) => ({
                  name,
                  data: rows.map((row) => row[name]),
                  type: 'STRING',
                })),
                codec,
                rowGroupSize: 3,
                pageSize: 50,
              }),
            ),
          ];
          for (const file of files) {
            const found = await read(file);
            expect(found.problems).toEqual([]);
            expect(found.rows.map(({ question, trace, expected }) => [question, trace, expected])).toEqual(
              rows.map((row) => [row.question.trim(), row.response, row.expected.trim()]),
            );
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('a table of many windows is streamed: rows, lines and cells are those of the whole text', async () => {
    const rows = Array.from({ length: 4_000 }, (_, index) => ({
      question: `Q${index}`,
      response: `line one of ${index}\nline "two" ✓ ${'word '.repeat(150)}`,
    }));
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const csv = `question,response\n${rows.map(({ question, response }) => `${quoted(question)},${quoted(response)}\n`).join('')}`;
    for (const file of [fileOf('t.csv', csv), fileOf('t.jsonl', jsonl(rows))]) {
      expect(file.size).toBeGreaterThan(2 * 1024 * 1024);
      const found = await read(file);
      expect(found.problems).toEqual([]);
      expect(found.rows.map(({ question, trace }) => ({ question, response: trace }))).toEqual(rows);
      const at = found.rows[3_999]?.place;
      expect(at).toMatchObject({ record: 4_000, line: file.name === 't.csv' ? 2 + 2 * 3_999 : 4_000 });
    }
  });

  test('Parquet: lists of records, nulls and rows over page and group ends are put together again', async () => {
    const chat = fc.option(
      fc.array(fc.record({ from: fc.constantFrom('user', 'assistant'), value }), { maxLength: 4 }),
      { nil: null },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(chat, { minLength: 1, maxLength: 12 }), async (chats) => {
        const bytes = chatTable(
          chats.map((conversations) => ({ system: 's', conversations })),
          { rowGroupSize: 5, pageSize: 40 },
        );
        const { rows } = await read(bytesSource('c.parquet', bytes), { columns: { trace: 'conversations' } });
        const expected = chats.flatMap(
          (messages) => messages?.findLast(({ from }) => from === 'assistant') ?? [],
        );
        expect(rows.map(({ trace }) => trace)).toEqual(expected.map((message) => message.value));
      }),
      { numRuns: 60 },
    );
  });

  test('Parquet: only the columns that are needed are fetched, a page at a time', async () => {
    const rows = Array.from({ length: 3_000 }, (_, index) => index);
    const noise = (index: number) =>
      Array.from({ length: 40 }, (_, at) => ((index * 7919 + at * 104_729) % 99_991).toString(36)).join(' ');
    const bytes = parquetBytes({
      columnData: [
        { name: 'question', data: rows.map((index) => `Q${index}`), type: 'STRING' },
        { name: 'response', data: rows.map((index) => `<think>${noise(index)}</think>`), type: 'STRING' },
        { name: 'junk', data: rows.map((index) => noise(index).repeat(20)), type: 'STRING' },
      ],
      codec: 'UNCOMPRESSED',
      rowGroupSize: 1_000,
    });
    const source = countingSource('t.parquet', bytes);
    const found = await read(source);
    expect(found.rows).toHaveLength(3_000);
    expect(source.total()).toBeLessThan(bytes.length / 2);
  });

  test('an archive gives the traces of its texts and the rows of its tables', async () => {
    const zip = zipSync({
      'a/one.txt': bytesOf('First I add.\nThen I check.\n'),
      'b/rows.jsonl': bytesOf(jsonl([{ problem: 'Q', deepseek_reasoning: 'R', deepseek_solution: 'S' }])),
    });
    const { rows, problems } = await read(bytesSource('all.zip', zip));
    expect(problems).toEqual([]);
    expect(rows).toMatchObject([
      { name: 'all.zip/a/one.txt', trace: 'First I add.\nThen I check.\n' },
      { question: 'Q', trace: 'R', answer: 'S' },
    ]);
  });

  test('a text is one trace', async () => {
    const { rows } = await read(fileOf('one.txt', '<think>\nTwo and two.\n</think>\n\\boxed{4}'));
    expect(rows).toMatchObject([{ trace: '<think>\nTwo and two.\n</think>\n\\boxed{4}', question: null }]);
  });
});

describe('readDataSet, faults', () => {
  test('faulty rows are told with their line, the others are read', async () => {
    const good = (index: number) => JSON.stringify({ question: `Q${index}`, response: 'r' });
    const bytes = Uint8Array.from([
      ...bytesOf(`${good(1)}\n{"question": \n`),
      ...bytesOf('{"question":"'),
      0xe9,
      ...bytesOf('"}\n'),
      ...bytesOf(`{"question":"Q4"}\n${good(5)}\n`),
    ]);
    const { rows, problems } = await read(bytesSource('t.jsonl', bytes));
    expect(rows.map(({ question }) => question)).toEqual(['Q1', 'Q5']);
    expect(problems.map(({ type, place }) => [type, place.line])).toEqual([
      ['not-json', 2],
      ['unreadable-encoding', 3],
      ['no-trajectory', 4],
    ]);
    for (const problem of problems) expect(problem.remedy).not.toBe('');
  });

  test('a line beyond the limit is passed over without being held', async () => {
    const limits = { ...dataSetLimits, maxLineLength: 1_000 };
    const file = fileOf(
      't.jsonl',
      `${JSON.stringify({ question: 'Q', response: 'r' })}\n{"x":"${'y'.repeat(3_000_000)}"}\n${JSON.stringify({ question: 'Z', response: 'r' })}\n`,
    );
    const { rows, problems } = await read(file, { limits });
    expect(rows.map(({ question }) => question)).toEqual(['Q', 'Z']);
    expect(problems).toMatchObject([{ type: 'line-too-long', place: { line: 2 } }]);
  });

  test('a million faulty rows are some problems and their number', async () => {
    const { problems } = await read(
      fileOf('t.jsonl', `{"question":"Q","response":"r"}\n${'{\n'.repeat(5_000)}`),
    );
    expect(problems.length).toBe(dataSetLimits.maxProblems + 1);
    expect(problems.at(-1)?.message).toContain('4,950');
  });

  test('a table that unfolds beyond measure ends with that', async () => {
    const limits = { ...dataSetLimits, ratioTextFrom: 100_000, maxTextRatio: 20 };
    const data = Array.from({ length: 5_000 }, () => 'the same long text '.repeat(20));
    const bytes = parquetBytes({ columnData: [{ name: 'response', data, type: 'STRING' }] });
    const { rows, problems } = await read(bytesSource('bomb.parquet', bytes), { limits });
    expect(rows.length).toBeLessThan(5_000);
    expect(problems).toMatchObject([{ type: 'zip-ratio' }]);
  });
});

describe('inspectDataSet', () => {
  test('gives the columns with examples, the guess with its reason, and the first rows', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => ({
      problem: `Q${index}`,
      response: 'r '.repeat(3_000),
      answer: '4',
      source: 'x',
    }));
    const found = await inspectDataSet(fileOf('t.jsonl', jsonl(rows)));
    expect(found).toMatchObject({
      format: 'jsonl',
      guess: { trace: 'response', question: 'problem', expected: 'answer', answer: null, name: null },
      problems: [],
    });
    expect(found.why).toContain('response');
    expect(found.columns.map(({ name, filled }) => [name, filled])).toEqual([
      ['problem', 20],
      ['response', 20],
      ['answer', 20],
      ['source', 20],
    ]);
    expect(found.rows).toHaveLength(5);
    expect(found.rows[0]?.trace.length).toBeLessThan(found.rows[0]?.traceLength ?? 0);
  });

  test('the row in which the first part of a file ends is no problem', async () => {
    const whole = jsonl([
      { question: 'Q', response: 'r' },
      { question: 'P', response: 's' },
    ]);
    const part = fileOf('t.jsonl', whole.slice(0, -10));
    expect((await inspectDataSet(part)).problems).toHaveLength(1);
    expect(await inspectDataSet(part, { isPart: true })).toMatchObject({
      problems: [],
      rows: [{ question: 'Q' }],
    });
  });
});
