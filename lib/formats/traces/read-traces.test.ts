import { describe, expect, test } from 'vitest';
import { importLimits } from '../limits.ts';
import {
  csvCell,
  sampleFiles,
  sampleQuestion,
  sampleSequential,
  sampleTranscript,
} from '../testing/sample-files.ts';
import { readTraces } from './read-traces.ts';

const read = (text: string, path = 'Pasted text') => readTraces({ path, text });
const kinds = (text: string, path?: string) =>
  read(text, path).traces.map(({ kind, strategy }) => [kind, strategy]);

describe('readTraces', () => {
  test('every sample gives its traces, with question, answer and ID where the file says them', async () => {
    const found = (await sampleFiles()).map((file) => readTraces(file));
    expect(found.flatMap(({ problems }) => problems)).toEqual([]);
    expect(found.map(({ traces }) => traces.map(({ strategy }) => strategy))).toEqual([
      ['sprint'],
      ['sequential'],
      ['sprint'],
      ['sprint', 'sequential'],
      ['sprint', 'sequential'],
      ['sprint', 'sequential'],
      ['sprint', 'sequential'],
      ['sprint'],
    ]);
    expect(found.map(({ traces }) => traces.map(({ question }) => question === sampleQuestion))).toEqual([
      [true],
      [false],
      [true],
      [true, true],
      [true, true],
      [true, true],
      [true, true],
      [true],
    ]);
    for (const { traces } of found.slice(4, 7)) {
      expect(traces.map(({ text }) => text.trim())).toEqual([
        sampleTranscript.trim(),
        sampleSequential.trim(),
      ]);
      expect(traces.map(({ expected, key }) => [expected, key])).toEqual([
        ['18', 'divisible_30'],
        ['18', 'divisible_30'],
      ]);
    }
  });

  test('a row says on which line it stands, over cells of many lines, in any delimiter and with a byte order mark', () => {
    for (const delimiter of [',', ';', '\t']) {
      const rows = [
        ['id', 'question', 'response'],
        ['1', 'How, or why; "so"?', sampleTranscript],
        ['2', 'And?', sampleSequential],
      ];
      const text = `\uFEFF${rows.map((row) => row.map(csvCell).join(delimiter)).join('\r\n')}`;
      const { traces, problems } = read(text, 'table.csv');
      expect(problems).toEqual([]);
      expect(traces.map(({ place }) => [place.record, place.line])).toEqual([
        [1, 2],
        [2, 2 + sampleTranscript.split('\n').length],
      ]);
      expect(traces[1]?.question).toBe('And?');
      expect(traces[0]?.question, 'the text’s own question goes first').toBe(sampleQuestion);
    }
  });

  test.each([
    ['ProblemIdx,TrueFinalAnswer,Question,PlannerTrajectory,Solution', 'PlannerTrajectory', 'Question'],
    ['ProblemIdx,TrueFinalAnswer,Question,ModelResponse', 'ModelResponse', 'Question'],
    ['unique_id,problem,solution,generation', 'generation', 'problem'],
    ['index,instruction,input,output', 'output', 'instruction'],
    ['id,prompt,completion', 'completion', 'prompt'],
    ['id,anything', 'anything', null],
  ])('columns %s: the trajectory is in %s', (header, column, question) => {
    const names = header.split(',');
    const cells = names.map((name) =>
      csvCell(name === column ? sampleTranscript.replace(/<Question>[\s\S]*?<\/Question>/, '') : `${name}!`),
    );
    const { traces } = read(`${header}\n${cells.join(',')}`, 'x.csv');
    expect(traces).toMatchObject([
      { kind: 'transcript', question: question === null ? null : `${question}!` },
    ]);
  });

  test('a row with a SPRINT and a sequential column has both traces; a list of samples has them all', () => {
    expect(kinds(JSON.stringify({ question: 'Q', sprint: sampleTranscript, sequential: 'So 3.' }))).toEqual([
      ['transcript', 'sprint'],
      ['sequential', 'sequential'],
    ]);
    expect(kinds(JSON.stringify({ question: 'Q', generations: ['So 3.', 'So 4.', ' '] }))).toHaveLength(2);
  });

  test('a chat: the user asks, the assistant’s tagged message is the trajectory, reasoning sent apart is thinking', () => {
    const chat = (messages: unknown) => read(JSON.stringify({ messages })).traces;
    const asked = {
      role: 'user',
      content: [{ type: 'text', text: 'Plan.\n<Question>\nHow many?\n</Question>' }],
    };
    expect(
      chat([
        asked,
        { role: 'assistant', content: '<Plan_1> a </Plan_1>' },
        { role: 'user', content: 'Thanks' },
        { role: 'assistant', content: 'Welcome' },
      ]),
    ).toMatchObject([{ text: '<Plan_1> a </Plan_1>', question: 'How many?', strategy: 'sprint' }]);
    expect(chat([asked, { role: 'assistant', reasoning_content: 'Hm.', content: 'So 3.' }])).toMatchObject([
      { text: '<think>\nHm.\n</think>\n\nSo 3.', kind: 'sequential' },
    ]);
    expect(
      read(
        JSON.stringify({
          conversations: [
            { from: 'human', value: 'How?' },
            { from: 'gpt', value: 'So 3.' },
          ],
        }),
      ).traces,
    ).toMatchObject([{ text: 'So 3.', question: 'How?' }]);
  });

  test('what is wrong with a row is told with its line, and the others go on', () => {
    const { traces, problems } = read(
      '{"response":"So 3."}\n{"response":\n{"note":1}\n7\n\n{"response":"So 4."}\n',
    );
    expect(traces.map(({ place }) => place.line)).toEqual([1, 6]);
    expect(problems.map(({ type, place }) => [type, place.line])).toEqual([
      ['not-json', 2],
      ['no-trajectory', 4],
      ['no-trajectory', 3],
    ]);
    const list = read('[\n {"response": "So 3."},\n {"response": "So 4."', 'x.json');
    expect(list.traces).toHaveLength(1);
    expect(list.problems.map(({ type }) => type)).toEqual(['not-json', 'not-json']);
  });

  test('a quotation mark that is never closed names the row and the line where it opens', () => {
    const { traces, problems } = read('id,response\n1,So 3.\n2,"So 4.\n3,So 5.\n', 'x.csv');
    expect(traces).toHaveLength(1);
    expect(problems).toMatchObject([{ place: { record: 2, line: 3 } }]);
    expect(problems[0]?.message).toMatch(/never closed/);
  });

  test('a right answer that is a whole solution is left out, and its trace comes in', () => {
    const row = (expected: string) =>
      JSON.stringify({ question: 'What is 2 + 2?', response: 'It is 4.', expected });
    const { traces, problems } = read([row('4'), row('x'.repeat(2001))].join('\n'), 'table.jsonl');
    expect(traces.map(({ expected }) => expected)).toEqual(['4', null]);
    expect(problems).toMatchObject([{ type: 'too-large', place: { path: 'table.jsonl', record: 2 } }]);
    expect(problems[0]?.message).toContain('2,001 characters');
  });

  test('a table without trajectories is one problem that names its columns', () => {
    const { traces, problems } = read('{"question":"How?","level":"3"}\n'.repeat(70), 'math.jsonl');
    expect(traces).toEqual([]);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toMatch(/“question”, “level”/);
  });

  test('a thousand faulty rows make no thousand messages', () => {
    const { problems } = read(`{"response":"So 3."}\n${'nothing\n'.repeat(1_000)}`, 'x.jsonl');
    expect(problems).toHaveLength(importLimits.maxProblems + 1);
    expect(problems.at(-1)?.message).toMatch(/^950 more/);
  });

  test.each([
    [
      'component_separation_2.txt',
      '### Component 1 (Lines 1-5)\n- **Description:** Simplify.\n- **Plan:** Lines 1-3',
    ],
    ['renamed.txt', '### Component 1 (Lines 1-5)\n- **Description:** Simplify.\n- **Plan:** Lines 1-3'],
    [
      'component_inline_0.txt',
      '### Component 1\n<description>\nA\n</description>\n<plan>\nB\n</plan>\n<prompt>\nC\n</prompt>',
    ],
    ['created_dag_0.json', '{"1": [], "2": [1]}'],
    ['dag.json', '{"1": [], "2": [1]}'],
    ['src/main.py', 'print("hello")'],
    ['README.md', '# A project\nSome words.'],
    ['x/planner_trajectory_labels.csv', '0,True\n1,False'],
    ['src/prompts/planner_prompt.txt', 'Write <Plan_1> and <prompt_1.1>.'],
  ])('%s is named as what it is, and holds no trace', (path, text) => {
    const { traces, problems } = readTraces({ path, text });
    expect(traces).toEqual([]);
    expect(problems).toMatchObject([{ type: 'no-trajectory', place: { path } }]);
    expect(problems[0]?.message).toMatch(/^This is /);
  });

  test('a format chosen by hand is believed', () => {
    const asText = readTraces({ path: 'notes.md', text: '# Thoughts\nSo 3.' }, { format: 'sequential' });
    expect(asText.traces).toMatchObject([{ kind: 'sequential', fileFormat: 'sequential' }]);
    expect(readTraces({ path: 'x', text: sampleTranscript }, { format: 'sequential' }).traces).toMatchObject([
      { kind: 'sequential', question: sampleQuestion },
    ]);
  });

  test('limits are kept: traces, rows, cells, the length of a trace and of a line', () => {
    const limits = {
      ...importLimits,
      maxTraces: 2,
      maxRows: 5,
      maxCells: 3,
      maxTraceLength: 20,
      maxLineLength: 100,
    };
    const types = (text: string, path: string) => {
      const { traces, problems } = readTraces({ path, text }, { limits });
      return [traces.length, ...problems.map(({ type }) => type)];
    };
    expect(types('{"response":"So 3."}\n'.repeat(4), 'a.jsonl')).toEqual([2, 'too-many']);
    expect(types('{"a":1}\n'.repeat(9), 'a.jsonl')).toEqual([0, 'no-trajectory', 'too-many']);
    expect(types('id,response\n1,So 3.\n1,2,3,4\n', 'a.csv')).toEqual([1, 'too-large']);
    expect(types(`{"response":"${'a'.repeat(30)}"}\n{"response":"b"}`, 'a.jsonl')).toEqual([1, 'too-large']);
    expect(types(`{"response":"${'a'.repeat(200)}"}\n{"response":"b"}`, 'a.jsonl')).toEqual([
      1,
      'line-too-long',
    ]);
    expect(types('a'.repeat(21), 'a.txt')).toEqual([0, 'too-large']);
    expect(types(`[${'['.repeat(200)}`, 'a.json')).toContain('line-too-long');
    expect(types(`{"response":"b","x":${'['.repeat(200)}`, 'a.jsonl')).toContain('line-too-long');
  });
});
