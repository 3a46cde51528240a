import { describe, expect, it } from 'vitest';
import type { Found, FoundTrace, Outcome } from '#components/import/import-types.ts';
import { resultOf } from './result-rows.ts';

const trace = (id: number, strategy: FoundTrace['strategy']): FoundTrace => ({
  id,
  fileId: id,
  place: { path: `${id}.txt` },
  kind: 'transcript',
  strategy,
  question: `Question ${id}`,
  questionFrom: 'itself',
  expected: null,
  bytes: 1,
  pair: null,
});
const imported = (sessionId: string, pairId: string | null): Outcome => ({
  kind: 'imported',
  sessionId,
  pairId,
  diagnostics: [],
});
const found = (...traces: FoundTrace[]): Found => ({ files: [], traces, problems: [], keys: [] });

describe('the result', () => {
  it('puts two partners into one row that leads to their comparison, SPRINT first', () => {
    const {
      rows,
      imported: count,
      pairs,
    } = resultOf(
      found(trace(1, 'sequential'), trace(2, 'sprint')),
      [1, 2],
      new Map([
        [1, imported('seq/1', 'p')],
        [2, imported('spr', 'p')],
      ]),
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ type: 'imported', compare: '/compare?a=spr&b=seq%2F1' });
    expect([count, pairs]).toEqual([2, 1]);
  });

  it('two of the same strategy have nothing to compare', () => {
    const { rows, pairs } = resultOf(
      found(trace(1, 'sprint'), trace(2, 'sprint')),
      [1, 2],
      new Map([
        [1, imported('a', 'p')],
        [2, imported('b', 'p')],
      ]),
    );
    expect(rows[0]).toMatchObject({ compare: null });
    expect(pairs).toBe(0);
  });

  it('names failures first, and counts what was not sent and what nobody asked for', () => {
    const result = resultOf(
      found(trace(1, 'sprint'), trace(2, 'sprint'), trace(3, 'sprint'), trace(4, 'sprint')),
      [1, 2, 3],
      new Map<number, Outcome>([
        [1, imported('a', null)],
        [2, { kind: 'failed', message: 'Why', remedy: 'What to do' }],
      ]),
    );
    expect(result.rows.map(({ type }) => type)).toEqual(['failed', 'imported']);
    expect(result.rows[0]).toMatchObject({ place: { path: '2.txt' }, message: 'Why', remedy: 'What to do' });
    expect(result).toMatchObject({ imported: 1, failed: 1, unsent: 1, left: 1 });
  });

  it('tells what of the files could not be read; curation records are no failure', () => {
    const problem = (path: string) => ({
      id: path.length,
      fileId: null,
      problem: { place: { path }, type: 'no-trajectory', message: 'm', remedy: 'r' } as const,
    });
    const result = resultOf(
      { files: [], traces: [], problems: [problem('created_dag_1.json'), problem('bad.zip')], keys: [] },
      [],
      new Map(),
    );
    expect(result.problems).toBe(1);
    expect(result.rows).toMatchObject([{ type: 'failed', place: { path: 'bad.zip' } }]);
  });
});
