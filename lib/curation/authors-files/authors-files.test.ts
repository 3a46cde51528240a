import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { profiles } from '#lib/contract/curation-settings.ts';
import { curate } from '../curate.ts';
import { textOf } from '../source-text.ts';
import { dag, inline, separation } from '../testing/authors-files.ts';
import { countWords } from '../testing/sample-steps.ts';
import { readAuthorsRecord } from './authors-files.ts';
import { AuthorsFileError } from './components.ts';

const packed = (files: Parameters<typeof readAuthorsRecord>[0]) => {
  const { source, decomposition } = readAuthorsRecord(files);
  return curate({
    source,
    decomposition,
    settings: profiles.authors,
    question: null,
    expected: null,
    answer: null,
    countTokens: countWords,
  });
};

describe('a record of the authors', () => {
  test('has its steps, their lines, texts and parents', () => {
    const { source, decomposition, diagnostics } = readAuthorsRecord({ separation, inline, dag });
    expect(diagnostics).toEqual([]);
    expect(decomposition.steps.map(({ id }) => id)).toEqual(['s1', 's2', 's3', 's4', 's5']);
    const third = decomposition.steps[2];
    expect(third).toMatchObject({
      description: 'Adding from the right.',
      prompt: 'Add from the right.',
      plan: [{ first: 9, last: 9 }],
      execution: [{ first: 10, last: 13 }],
      comment: [{ first: 14, last: 14 }],
    });
    expect(textOf(source, third?.plan ?? [])).toBe('Alternatively, from the right.');
    expect(textOf(source, third?.execution ?? [])).toBe('First 3 + 4. That is 7. Then 2 + 7. That is 9.');
    expect(decomposition.parents).toEqual({ s1: [], s2: ['s1'], s3: ['s1'], s4: ['s2', 's3'], s5: ['s4'] });
    expect(source.lines).toHaveLength(16);
    expect(source.lines.flatMap(({ missing }, index) => (missing ? index + 1 : []))).toEqual([8, 14]);
  });

  test('packs by the profile `authors`: 1 and 4 are short, 5 has no execution', () => {
    const { stages, numbers, kept } = packed({ separation, inline, dag });
    expect(stages).toEqual([
      {
        stage: 1,
        steps: [1, 2, 3],
        prompts: [
          { prompt: '1.1', step: 2 },
          { prompt: '1.2', step: 3 },
        ],
      },
      { stage: 2, steps: [4, 5], prompts: [] },
    ]);
    expect(numbers).toMatchObject({ steps: 5, stages: 2, prompts: 2, ratio: 1 });
    expect(kept).toBe(false);
  });

  test('packs just so without the inline file, whose text is then missing', () => {
    const { source, diagnostics } = readAuthorsRecord({ separation, dag });
    expect(source.lines).toHaveLength(16);
    expect(source.lines.every(({ missing }) => missing)).toBe(true);
    expect(diagnostics.map(({ code }) => code)).toEqual(['inline-missing']);
    expect(packed({ separation, dag }).stages).toEqual(packed({ separation, inline, dag }).stages);
  });

  test('lines that stand in two parts stand once in the text', () => {
    const twice = separation.replace('- **Plan:** Line 1\n', '- **Plan:** Lines 1-2\n');
    const both = inline.replace('add 2, 3 and 4.\n', 'add 2, 3 and 4. That is 2 + 3 + 4.\n');
    const { source } = readAuthorsRecord({ separation: twice, inline: both, dag });
    expect(source.text.match(/That is 2 \+ 3 \+ 4/g)).toHaveLength(1);
  });

  test('a text of more sentences than lines: the last line has the rest; of fewer: the last lines are missing', () => {
    const more = readAuthorsRecord({
      separation,
      dag,
      inline: inline.replace('That is 2 + 3', 'It is this. That is 2 + 3'),
    });
    expect(more.diagnostics).toMatchObject([{ code: 'inline-lines-differ', step: 1 }]);
    expect(textOf(more.source, [{ first: 2, last: 2 }])).toBe('It is this. That is 2 + 3 + 4.');
    const fewer = readAuthorsRecord({
      separation,
      dag,
      inline: inline.replace('First 3 + 4. That is 7. Then', 'First 3 + 4, then'),
    });
    expect(fewer.diagnostics).toMatchObject([{ code: 'inline-lines-differ', step: 3 }]);
    expect(textOf(fewer.source, [{ first: 10, last: 13 }])).toBe('First 3 + 4, then 2 + 7. That is 9.');
    expect(fewer.source.lines[12]?.missing).toBe(true);
  });

  test('text without lines and lines without text are told', () => {
    const { diagnostics } = readAuthorsRecord({
      separation,
      dag,
      inline: inline.replace('<plan>\nNone', '<plan>\nSomething.').replace('That is 2 + 3 + 4.', ''),
    });
    expect(diagnostics.map(({ code, step }) => [code, step])).toEqual([
      ['inline-text-missing', 1],
      ['inline-text-unplaced', 4],
    ]);
  });

  test('edges that can be none are left out and told', () => {
    const { decomposition, diagnostics } = readAuthorsRecord({
      separation,
      dag: '{"1": [2], "2": ["1", 1], "3": [3, 7], "9": [1], "5": [4]}',
    });
    expect(decomposition.parents).toEqual({ s1: [], s2: ['s1'], s3: [], s5: ['s4'] });
    expect(diagnostics.map(({ code }) => code)).toEqual([
      'inline-missing',
      'later-parent',
      'self-parent',
      'unknown-parent',
      'unknown-step',
      'parents-missing',
    ]);
  });
});

describe('Markdown varies', () => {
  const plan = (line: string) =>
    readAuthorsRecord({ separation: `### Component 1 (Lines 1-9)\n- **Execution:** Line 1\n${line}` })
      .decomposition.steps[0]?.plan;

  test.each([
    ['- **Plan:** Lines 3-5', [{ first: 3, last: 5 }]],
    ['- **Plan**: Line 33', [{ first: 33, last: 33 }]],
    ['- **Plan Lines:** 4', [{ first: 4, last: 4 }]],
    ['* Plan: Lines 221', [{ first: 221, last: 221 }]],
    [
      '**Plan:** **Lines 3–5, 8 and 10-11**',
      [
        { first: 3, last: 5 },
        { first: 8, last: 8 },
        { first: 10, last: 11 },
      ],
    ],
    [
      'Plan: Lines 8, 3-5, 6',
      [
        { first: 3, last: 6 },
        { first: 8, last: 8 },
      ],
    ],
    ['- **Plan:**\n  Lines 2-3', [{ first: 2, last: 3 }]],
    ['- **Plan:** Lines not found', []],
    ['- **Plan:** `None`', []],
    ['- **Plan:** (not found).', []],
    ['- **Plan:** N/A', []],
    ['- **Plan:**', []],
    ['', []],
  ])('%j', (line, expected) => {
    expect(plan(line)).toEqual(expected);
  });

  test('headings too, prompts go on over lines, and what stands before the first heading is none', () => {
    const { decomposition } = readAuthorsRecord({
      separation:
        'Here are the steps.\r\nPlan: Line 4\r\n\r\n**Component 1:**\r\nPrompt: One\r\ncomponent 2 of two.\r\nExecution: Line 1\r\n## Component 3\r\nPlan: Line 2',
      dag: '{"3": [1]}',
    });
    expect(decomposition.steps).toMatchObject([
      { id: 's1', prompt: 'One component 2 of two.', plan: [], execution: [{ first: 1, last: 1 }] },
      { id: 's3', plan: [{ first: 2, last: 2 }] },
    ]);
    expect(decomposition.parents).toEqual({ s3: ['s1'] });
  });
});

describe('a file that cannot be read', () => {
  const bad: readonly (readonly [
    what: string,
    files: Parameters<typeof readAuthorsRecord>[0],
    expected: object,
  ])[] = [
    [
      'no component',
      { separation: 'Once upon a time.' },
      { type: 'no-components', file: 'separation', line: null },
    ],
    [
      'a component without parts',
      { separation: '### Component 1\nPrompt: x' },
      { type: 'no-parts', file: 'separation', line: 1 },
    ],
    [
      'one number twice',
      { separation: '### Component 1\nPlan: Line 1\n### Component 1\nPlan: Line 2' },
      { type: 'bad-number', file: 'separation', line: 3 },
    ],
    [
      'lines that are none',
      { separation: '### Component 1\nPlan: the first few' },
      { type: 'bad-lines', file: 'separation', line: 2 },
    ],
    ['line 0', { separation: '### Component 1\nPlan: Lines 0-3' }, { type: 'bad-lines', line: 2 }],
    [
      'an end before its start',
      { separation: '### Component 1\n\nPlan: Lines 5-3' },
      { type: 'bad-lines', line: 3 },
    ],
    [
      'a line beyond any',
      { separation: '### Component 1\nPlan: Lines 1-999999999' },
      { type: 'bad-lines', line: 2 },
    ],
    [
      'more components than any trace has',
      {
        separation: Array.from({ length: 5_001 }, (_, index) => `Component ${index}\nPlan: Line 1\n`).join(
          '',
        ),
      },
      { type: 'too-large', file: 'separation', line: 10_001 },
    ],
    [
      'an inline file without components',
      { separation, inline: 'x' },
      { type: 'no-components', file: 'inline' },
    ],
    [
      'an inline file of another trace',
      { separation, inline: inline.replaceAll('Component ', 'Component 7') },
      { type: 'other-trace', file: 'inline' },
    ],
    [
      'a DAG that is no JSON',
      { separation, dag: '{"1": [],\n"2": [1}' },
      { type: 'not-json', file: 'dag', line: 2 },
    ],
    [
      'lines used so often that nothing could be written',
      {
        separation: Array.from({ length: 100 }, (_, index) => `Component ${index}\nPlan: Line 1\n`).join(''),
        inline: `Component 1\n<plan>\n${'a'.repeat(100_000)}\n</plan>`,
      },
      { type: 'too-large', file: 'separation' },
    ],
    ['a DAG that breaks off', { separation, dag: '{"1": [' }, { type: 'not-json', file: 'dag', line: 1 }],
    ['a DAG that is a list', { separation, dag: '[1, 2]' }, { type: 'not-a-dag', file: 'dag', line: 1 }],
    [
      'parents that are no list',
      { separation, dag: '{"1": [],\n"2": 1}' },
      { type: 'not-a-dag', file: 'dag', line: 2 },
    ],
  ];
  test.each(bad)('%s: says where, and what to do', (_, files, expected) => {
    let caught: unknown = null;
    try {
      readAuthorsRecord(files);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(AuthorsFileError);
    expect(caught).toMatchObject(expected);
    const { message, remedy, file, line } = caught as AuthorsFileError;
    expect(remedy).toMatch(/\.$/);
    expect(message).toContain(remedy);
    expect(message).toContain(file);
    if (line !== null) expect(message).toContain(`line ${line}`);
  });

  test('[dag] one step under two keys keeps the parents of both; names of no number are no step', () => {
    const { decomposition, diagnostics } = readAuthorsRecord({
      separation,
      dag: '{"3": [1], "03": [2], "1": [], "2": [], "4": [], "5": [], "": [1], "1e0": [1], "__proto__": [1]}',
    });
    expect(decomposition.parents).toEqual({ s1: [], s2: [], s3: ['s1', 's2'], s4: [], s5: [] });
    expect(diagnostics.filter(({ code }) => code === 'unknown-step')).toHaveLength(2);
  });

  test('[dag] of edges without number that are none, some are told', () => {
    const many = Array.from({ length: 1_000 }, (_, index) => index + 100);
    const dag = JSON.stringify({ 1: [], 2: many });
    expect(readAuthorsRecord({ separation, dag }).diagnostics.length).toBeLessThan(300);
  });

  test('long runs of marks and blanks cost their length', () => {
    // Patterns that try every place as the last one would take minutes.
    const [blanks, marks] = [' '.repeat(300_000), '_'.repeat(300_000)];
    const component = `Component 1\nDescription: **a${blanks}b${marks}c**\nPrompt:\n_Add._\n`;
    const record = readAuthorsRecord({ separation: `${component}Plan: Line 1` });
    expect(record.decomposition.steps[0]).toMatchObject({ prompt: 'Add.' });
    expect(record.decomposition.steps[0]?.description).toHaveLength(600_003);
    expect(() => readAuthorsRecord({ separation: `${component}Plan: ${marks}x` })).toThrow('names no lines');
  });

  test('parts that claim many lines with few words cost their words', () => {
    const wide = Array.from({ length: 300 }, (_, index) => `Component ${index}\nPlan: Lines 1-100000\n`);
    const words = Array.from({ length: 300 }, (_, index) => `Component ${index}\n<plan>\nOne. Two.\n</plan>`);
    const { source, diagnostics } = readAuthorsRecord({
      separation: wide.join(''),
      inline: words.join('\n'),
    });
    expect(source.lines).toHaveLength(100_000);
    expect(source.text).toBe('One. Two.');
    expect(diagnostics[0]?.message).toContain('100000 lines, 2 sentences');
  });

  test('any text gives a record or that error, and no line out of its place', () => {
    const piece = fc.constantFrom(
      '### Component 1\n',
      '## Component 2 (Lines 1-4)\n',
      '- **Plan:** ',
      '- **Execution:** ',
      'Comment: ',
      'Lines 1-3',
      'Line 2',
      ', 7',
      'not found',
      '\n',
      '<plan>\n',
      '</plan>\n',
      '<execution>',
      '</execution>',
      'One. Two. Three.',
      '{"1": []',
      ', "2": [1]',
      '}',
      'None',
    );
    const anyText = fc.array(piece, { maxLength: 16 }).map((pieces) => pieces.join(''));
    /** A valid file with some lines lost, replaced or moved: random pieces alone hardly ever make a record. */
    const change = fc.tuple(fc.nat(), fc.nat(2), fc.oneof(piece, fc.nat()));
    const damaged = (file: string) =>
      fc.array(change, { maxLength: 3 }).map((changes) => {
        const lines = file.split('\n');
        for (const [at, dropped, instead] of changes)
          lines.splice(
            at % lines.length,
            dropped,
            typeof instead === 'string' ? instead : (lines[instead % lines.length] ?? ''),
          );
        return lines.join('\n');
      });
    const text = (file: string) => fc.oneof({ weight: 3, arbitrary: damaged(file) }, anyText);
    let records = 0;
    let errors = 0;
    fc.assert(
      fc.property(
        text(separation),
        fc.oneof(fc.constant(null), text(inline)),
        fc.oneof(fc.constant(null), text(dag)),
        (one, two, three) => {
          try {
            const { source, decomposition } = readAuthorsRecord({ separation: one, inline: two, dag: three });
            let at = 0;
            for (const { start, end } of source.lines) {
              expect(start).toBeGreaterThanOrEqual(at);
              expect(end).toBeGreaterThanOrEqual(start);
              at = end;
            }
            expect(at).toBe(source.text.length);
            expect(decomposition.steps.length).toBeGreaterThan(0);
            records++;
          } catch (error) {
            if (!(error instanceof AuthorsFileError)) throw error;
            errors++;
          }
        },
      ),
      { numRuns: 500 },
    );
    // Both must occur often, or the rules above are hardly tested.
    expect(records).toBeGreaterThan(50);
    expect(errors).toBeGreaterThan(50);
  }, 60_000);
});
