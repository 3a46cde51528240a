import { describe, expect, it } from 'vitest';
import type { Finding } from '#lib/contract/findings.ts';
import { type FindingFilter, findingHref, groupFindings } from './group-findings.ts';
import type { FoundTrace } from './use-all-findings.ts';

const finding = (code: string, explanation: string, certainty: Finding['certainty'] = 'likely'): Finding => ({
  code,
  kind: 'leak',
  severity: 'error',
  certainty,
  places: [{ stream: 'execution:1.2', offset: 3, end: 9 }],
  explanation,
});

const trace = (id: string, ...findings: Finding[]): FoundTrace => ({
  id,
  title: null,
  question: '',
  sourceName: `${id}.txt`,
  findings: findings.map((one) => ({ ...one, quote: '' })),
});

const traces = [
  trace('one', finding('overreach', 'It boxes 7.', 'possible'), finding('sibling-result', 'Knows 45.')),
  trace('two', finding('sibling-result', 'Knows 81.'), finding('sibling-result', 'Knows 9.', 'certain')),
];
const all: FindingFilter = { off: new Set(), check: null, certainty: 'possible', words: '' };
const shown = (filter: Partial<FindingFilter>) =>
  groupFindings(traces, { ...all, ...filter }).map(
    ({ code, count, traces: found }) => `${code} ${count}: ${found.map((one) => one.trace.id).join()}`,
  );

describe('groupFindings', () => {
  it('groups by check, the most frequent first', () => {
    expect(shown({})).toEqual(['sibling-result 3: one,two', 'overreach 1: one']);
  });

  it.each<[string, Partial<FindingFilter>, string[]]>([
    ['a switched-off check', { off: new Set(['sibling-result']) }, ['overreach 1: one']],
    ['every other check', { check: 'overreach' }, ['overreach 1: one']],
    ['what is less certain', { certainty: 'likely' }, ['sibling-result 3: one,two']],
    ['all but the certain', { certainty: 'certain' }, ['sibling-result 1: two']],
    ['what lacks a word', { words: 'TWO knows' }, ['sibling-result 2: two']],
  ])('leaves out %s', (_, filter, expected) => {
    expect(shown(filter)).toEqual(expected);
  });

  it('leads to the finding by its place among those of its check', () => {
    const [, two] = traces;
    const second = two?.findings[1];
    if (!two || !second) throw new Error('fixture');
    expect(findingHref(two, second)).toBe('/sessions/two?node=execution:1.2&finding=sibling-result.2');
  });
});
