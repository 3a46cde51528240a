import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from './testing/run-command.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sprintscope-check-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) => runCommandLine(args, { cwd: folder });
const write = (name: string, ...rows: unknown[]) => {
  const lines = rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row)));
  writeFileSync(path.join(folder, name), lines.join('\n'));
};

describe('check', () => {
  it.each([
    ['0.5', '\\frac12', [], 'equal'],
    ['2, 1', '1, 2', ['--question', 'List both in increasing order.'], 'different'],
    ['\\sum_{k=1}^{4} k', '10', [], 'equal'],
    ['9^{9^{9}}', '1', [], 'undecided'],
  ])('%s against %s %j', async (answer, expected, options, verdict) => {
    const { code, out } = await run('check', answer, expected, ...options, '--json');
    expect(JSON.parse(out)).toMatchObject({ answer, expected, verdict, how: expect.any(String) });
    expect(code).toBe(0);
  });

  it('the engine is ended when it takes too long', async () => {
    const { out } = await run('check', '\\sum_{k=1}^{99999999} \\sin(k!)', '1', '--json');
    expect(JSON.parse(out).verdict).toBe('undecided');
  });

  it('judges a file of pairs and names the lines that are none', async () => {
    write(
      'pairs.jsonl',
      { a: '1', b: '1.0', kind: 'x' },
      'no JSON',
      '',
      { a: 1, b: '1' },
      { a: '5 cm', b: '5 m' },
    );
    const { code, out, err } = await run('check', '--pairs', 'pairs.jsonl', '--json');
    expect(JSON.parse(out)).toEqual([
      { a: '1', b: '1.0', kind: 'x', verdict: 'equal', how: expect.any(String) },
      { line: 2, error: expect.stringContaining('not JSON') },
      { line: 4, error: expect.stringContaining('`a`') },
      { a: '5 cm', b: '5 m', verdict: 'different', how: expect.any(String) },
    ]);
    expect(err).toContain('pairs.jsonl, line 2');
    expect(code).toBe(1);
  });

  it.each([[[]], [['1']], [['1', '2', '--pairs', 'pairs.jsonl']], [['--pairs', 'missing.jsonl']]])(
    'refuses %j with a remedy',
    async (args) => {
      const { code, out, err } = await run('check', ...args);
      expect([code, out]).toEqual([1, '']);
      expect(err).toMatch(/pairs|missing\.jsonl/);
    },
  );
});

describe('metrics --answers', () => {
  it('joins right answers by the id in the file name or by the question', async () => {
    writeFileSync(path.join(folder, 'sum_1.txt'), 'We add.\n\nSo the sum is \\boxed{\\frac{1}{2}}.');
    writeFileSync(path.join(folder, 'sum_2.txt'), 'We add.\n\nSo the sum is \\boxed{12}.');
    writeFileSync(path.join(folder, 'sum_3.txt'), 'We add.\n\nSo it is \\boxed{3}.');
    write('row.jsonl', { question: 'What is 6 · 7?', response: 'It is \\boxed{42 apples}.' });
    write(
      'key.jsonl',
      { unique_id: 'test/sum/1.json', answer: '0.5' },
      { id: 'sum_2', answer: '13' },
      { id: 'other' },
      { question: 'What is 6 · 7?', answer: 'Six by seven.\n#### 42' },
    );
    const files = ['sum_1.txt', 'sum_2.txt', 'sum_3.txt', 'row.jsonl'];
    const { code, out, err } = await run('metrics', ...files, '--answers', 'key.jsonl', '--json');
    const rows = JSON.parse(out) as Record<string, unknown>[];
    expect(rows.map(({ expected, correct, verdict }) => [expected, correct, verdict])).toEqual([
      ['0.5', true, 'equal'],
      ['13', false, 'different'],
      [null, null, null],
      ['42', true, 'equal'],
    ]);
    expect(rows[2]?.how).toBe('no right answer is known');
    expect(err).toContain('key.jsonl, row 3');
    expect(code).toBe(0);
  });

  it('refuses a file without right answers', async () => {
    write('empty.jsonl', { id: 'a' });
    const { code, err } = await run('metrics', 'sum_1.txt', '--answers', 'empty.jsonl');
    expect(code).toBe(1);
    expect(err).toContain('holds no right answers');
  });
});
