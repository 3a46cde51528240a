import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { diagnosticTable } from '../diagnostics.ts';
import type { ProtocolEvent } from '../events.ts';
import { allFixtures } from '../fixtures/all.ts';
import { outlineOf } from '../fixtures/outline.ts';
import { createParser } from './parser.ts';

const folder = new URL('../', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');
const spec = read('SPEC.md');
const rules = [...spec.matchAll(/^- \*\*\[(P\d+)\]\*\*/gm)].map((match) => match[1]);

describe('SPEC.md', () => {
  it('numbers its rules without gaps', () => {
    expect(rules).toEqual(rules.map((_, i) => `P${i + 1}`));
  });

  it('has a fixture or a test for every rule', () => {
    const tests = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (name) => /(?:^|\/)(?:parser\..*|possibly-cut\.)test\.ts$/.test(name) && !name.includes('spec'),
    );
    const cited = new Set([
      ...allFixtures.map(({ rule }) => rule),
      ...tests.flatMap((name) => [...read(name).matchAll(/\[(P\d+)\]/g)].map((match) => match[1])),
    ]);
    expect(rules.filter((rule) => !cited.has(rule))).toEqual([]);
    expect([...cited].filter((rule) => !rules.includes(rule))).toEqual([]);
  });

  it('names every diagnostic code, and fixtures or tests show every one', () => {
    const shown = new Set(
      allFixtures.flatMap(({ outline }) => outline.map((line) => /^! (\S+)/.exec(line)?.[1])),
    );
    const codes = Object.keys(diagnosticTable);
    expect(codes.filter((code) => !spec.includes(`\`${code}\``))).toEqual([]);
    expect(codes.filter((code) => !shown.has(code))).toEqual(['possibly-cut', 'more-diagnostics']);
  });
});

/** A text that leads into each state of the table, with the parser's events up to there. */
const states: Record<string, string> = {
  between: '<Plan_1><prompt_1.1>p</prompt_1.1></Plan_1>',
  'in the question': '<Question>q',
  'in a plan': '<Plan_1>t',
  'in a block': '<Plan_1><prompt_1.1>p</prompt_1.1></Plan_1><Execution_1><execution_1.1>e</execution_1.1>',
  'in an execution': '<Plan_1><prompt_1.1>p</prompt_1.1></Plan_1><Execution_1><execution_1.1>e',
  'in the answer': '<Final_answer>a',
  'in a thought': 'thought',
};

/** The events that a tag causes must show what the table's cell says. */
const signs: Record<string, RegExp> = {
  text: /tag-as-text|prompt-in-execution/,
  out: /close-without-opening/,
  next: /missing-close|text-before-tags|^\/thought/m,
  closes: /^\/(?:question|plan|executions|execution|answer)(?! .*unclosed)/,
  opens: /^(?:question|plan|prompt|executions|execution|answer)/m,
};

describe('the table of SPEC.md', () => {
  const lines = spec.split('\n').filter((line) => line.startsWith('| '));
  const cells = (line: string) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
  const [head, ...rows] = lines.map(cells);
  const columns = (head ?? []).slice(1);
  const cases = rows
    .slice(1)
    .flatMap((row) => columns.map((column, i) => [row[0] ?? '', column, row[i + 1] ?? ''] as const));

  it('covers all states', () => {
    expect(columns).toEqual(Object.keys(states));
    expect(cases.length).toBe(12 * 7);
  });

  it.each(cases)('%s %s: %s', (name, column, cell) => {
    const tag = name.replaceAll('`', '');
    const events: ProtocolEvent[] = [];
    const parser = createParser({ at: 'document' }, (event) => events.push(event));
    parser.feed(name === '`<Question>`' && column === 'between' ? '' : (states[column] ?? ''));
    const count = events.length;
    parser.feed(`${tag}z`);
    parser.end('aborted');
    const added = outlineOf(events.slice(count)).join('\n');
    const meaning = cell.split(/[ ;,:]/)[0] ?? '';
    expect(signs[meaning], meaning).toBeDefined();
    expect(added).toMatch(signs[meaning] ?? /^$/);
    if (meaning === 'text' && column !== 'in a block') expect(added).toContain(tag);
  });
});
