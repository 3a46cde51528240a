import { describe, expect, it } from 'vitest';
import {
  createSkipCounter,
  isWorthReading,
  mergeSkipped,
  nothingSkipped,
  opensFolder,
} from './pick-rules.ts';

describe('what of a folder is looked into', () => {
  it.each(['.git', '.venv', 'node_modules', '__pycache__', '__MACOSX'])(
    'the folder %s is passed over',
    (name) => {
      expect(opensFolder(name)).toBe(false);
    },
  );

  it.each(['logs', 'sprint', 'MATH-500', 'data'])('the folder %s is walked into', (name) => {
    expect(opensFolder(name)).toBe(true);
  });

  it.each([
    'planner_trajectory_12.txt',
    'base_model_trajectory_12.txt',
    'trajectory_data_2.txt',
    'results.CSV',
    'log.jsonl',
    'many.zip',
    'readme_of_nothing_trajectory.txt',
  ])('the file %s is read', (name) => {
    expect(isWorthReading(name)).toBe(true);
  });

  it.each([
    'figure.png',
    'main.py',
    'README.md',
    'LICENSE',
    'requirements-dev.txt',
    'package.json',
    '.env.txt',
    'x',
  ])('the file %s is passed over unread', (name) => {
    expect(isWorthReading(name)).toBe(false);
  });
});

describe('what was passed over', () => {
  it('is counted by ending, or by name where the ending says nothing', () => {
    const skipped = createSkipCounter();
    for (const name of ['a.png', 'b.PNG', 'Makefile', 'README.md']) skipped.file(name);
    skipped.folder('.git');
    skipped.folder('.git');
    expect(skipped.result()).toEqual({
      files: 4,
      endings: new Map([
        ['.png', 2],
        ['Makefile', 1],
        ['README.md', 1],
      ]),
      folders: new Map([['.git', 2]]),
    });
  });

  it('adds up over several drops', () => {
    const skipped = createSkipCounter();
    skipped.file('a.png');
    const once = skipped.result();
    expect(mergeSkipped(once, once)).toEqual({
      files: 2,
      endings: new Map([['.png', 2]]),
      folders: new Map(),
    });
    expect(mergeSkipped(nothingSkipped, once)).toEqual(once);
  });
});
