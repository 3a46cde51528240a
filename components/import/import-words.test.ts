import { describe, expect, it } from 'vitest';
import type { Found, FoundTrace } from './import-types.ts';
import { curationRecords, skippedWords, splitPath, summaryOf } from './import-words.ts';

const trace = (id: number, strategy: FoundTrace['strategy'], pair: string | null): FoundTrace => ({
  id,
  fileId: id,
  place: { path: `${id}.txt` },
  kind: strategy === 'sprint' ? 'transcript' : 'sequential',
  strategy,
  question: null,
  questionFrom: 'itself',
  expected: null,
  bytes: 1,
  pair,
});

describe('the summary', () => {
  it('counts traces by strategy, and pairs, not their members', () => {
    const traces = [
      trace(1, 'sprint', 'a'),
      trace(2, 'sequential', 'a'),
      trace(3, 'sequential', 'a'),
      trace(4, 'sprint', null),
    ];
    expect(summaryOf(traces)).toBe('2 SPRINT, 2 sequential, 1 pair');
  });

  it('leaves out what there is none of', () => {
    expect(summaryOf([trace(1, 'sequential', null)])).toBe('1 sequential');
    expect(summaryOf([])).toBe('No traces');
  });

  it('three files of one curation record are one record', () => {
    const problems = [
      'component_separation_0.txt',
      'component_inline_0.txt',
      'created_dag_0.json',
      'notes.txt',
    ].map((name, id) => ({
      id,
      fileId: id,
      problem: {
        place: { path: `curation/${name}` },
        type: 'no-trajectory',
        message: '',
        remedy: '',
      } as const,
    }));
    const found: Found = { files: [], traces: [], problems, keys: [] };
    expect(curationRecords(found)).toBe(1);
  });
});

describe('what was not looked into', () => {
  it('is named by the most frequent endings', () => {
    const endings = new Map([
      ['.py', 2],
      ['.png', 1200],
      ['Makefile', 1],
      ['.yml', 3],
      ['.sh', 2],
    ]);
    const folders = new Map([
      ['.git', 1],
      ['node_modules', 2],
    ]);
    expect(skippedWords({ files: 1208, endings, folders })).toBe(
      'Not looked into: 3 folders (.git, node_modules), 1,208 other files (.png 1,200, .yml 3, .py 2, .sh 2 …)',
    );
  });

  it('is nothing where nothing was', () => {
    expect(skippedWords({ files: 0, endings: new Map(), folders: new Map() })).toBeNull();
  });
});

it('a path is split before its name', () => {
  expect(splitPath('a.zip/b/c.txt')).toEqual({ folder: 'a.zip/b/', name: 'c.txt' });
  expect(splitPath('c.txt')).toEqual({ folder: '', name: 'c.txt' });
});
