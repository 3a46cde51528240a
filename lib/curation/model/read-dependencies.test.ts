import { describe, expect, it } from 'vitest';
import { readDependencies } from './read-dependencies.ts';

const wanted = [
  [1, []],
  [2, [1]],
  [3, [1]],
  [4, [2, 3]],
];

describe('dependencies', () => {
  it.each([
    ['as asked for', '{"1": [], "2": [1], "3": [1], "4": [2, 3]}'],
    [
      'in a fence with prose around it',
      'Here:\n```json\n{\n  "1": [],\n  "2": [1],\n  "3": [1],\n  "4": [2, 3]\n}\n```\nDone.',
    ],
    ['with other keys and strings', '{"step_1": [], "Step 2": ["1"], "3": ["step 1"], "4": ["2", "step 3"]}'],
    ['without brackets', '{"1": null, "2": 1, "3": 1, "4": [2, 3]}'],
    ['as Python', '{1: [], 2: [1], 3: [1], 4: [2, 3]}'],
    ['cut off behind them', '{"1": [], "2": [1], "3": [1], "4": [2, 3], "5": [1, '],
    [
      'as records',
      '[{"step": 1, "parents": []}, {"step": 2, "parents": [1]}, {"step": 3, "why": "setup", "parents": [1]}, {"step": 4, "parents": [2, 3]}]',
    ],
    [
      'as objects',
      '{"1": {"parents": []}, "2": {"why": "setup", "parents": [1]}, "3": {"parents": [1]}, "4": {"parents": [2, 3]}}',
    ],
    ['as strings', '{"1": "", "2": "1", "3": "1", "4": "2, 3"}'],
    ['as lines', 'Step 1: none\nStep 2: 1\nStep 3: step 1\nStep 4: steps 2 and 3'],
    ['as arrows', '1 <- \n2 <- 1\n3 <- 1\n4 <- 2, 3'],
    [
      'in words',
      '- Step 1: nothing\n- Step 2 depends on step 1\n- Step 3 depends on 1\n- Step 4 depends on steps 2, 3',
    ],
    [
      'drafted before',
      'First guess: {"2": [], "4": [1]}\nBetter: {"1": [], "2": [1], "3": [1], "4": [2, 3]}',
    ],
  ])('%s', (_, answer) => {
    expect([...readDependencies(answer)].sort(([a], [b]) => a - b)).toEqual(wanted);
  });

  it.each([
    '',
    'I do not know.',
    'In 2024: a good year.',
    '{"steps": "none"}',
    'Step 2 is easy: it needs thought.',
  ])('are not read from “%s”', (answer) => {
    expect([...readDependencies(answer)]).toEqual([]);
  });

  it('are read from 400,000 characters of anything: taking its square would outlast the test', () => {
    const hostile = [
      '"1": ['.repeat(66_000),
      '1'.repeat(400_000),
      '"1": {'.repeat(66_000),
      `1: ${'2, '.repeat(130_000)}`,
      '"step": "1" '.repeat(33_000),
      ' '.repeat(400_000),
      'step '.repeat(80_000),
    ];
    for (const text of hostile) expect(readDependencies(text).size).toBeLessThan(2);
  }, 60_000);
});
