import { describe, expect, test } from 'vitest';
import { keyOf, pairTraces } from './pairs.ts';
import type { SourceTrace } from './source-trace.ts';

function trace(
  path: string,
  strategy: SourceTrace['strategy'],
  question: string | null = null,
  key = keyOf(path),
): SourceTrace {
  const kind = strategy === 'sprint' ? 'transcript' : 'sequential';
  return { place: { path }, fileFormat: kind, kind, strategy, text: path, question, expected: null, key };
}

/** The paths that are paired, and the questions they then have. */
function pairs(traces: readonly SourceTrace[]) {
  const groups = new Map<string, string[]>();
  for (const { trace, pairKey } of pairTraces(traces))
    if (pairKey !== null)
      groups.set(pairKey, [...(groups.get(pairKey) ?? []), `${trace.place.path}: ${trace.question}`]);
  return [...groups.values()];
}

describe('keyOf', () => {
  test.each([
    ['logs/SPRINT/MATH500/planner_trajectory_test_algebra_1082.txt', 'algebra_1082'],
    ['logs/RFT/MATH500/base_model_trajectory_7.txt', '7'],
    ['sprint/algebra_24.txt', 'algebra_24'],
    ['algebra_24.sequential.txt', 'algebra_24'],
    ['sprint_geometry_1.txt', 'geometry_1'],
    ['trajectory_data_2.txt', 'trajectory_data_2'],
    ['x\\y\\session.jsonl', 'session'],
    ['.txt', null],
  ])('%s: %s', (path, key) => {
    expect(keyOf(path)).toBe(key);
  });
});

describe('pairTraces', () => {
  test('the same question, white space folded, whatever the names', () => {
    expect(
      pairs([trace('a.txt', 'sprint', 'How  many?\n'), trace('b.txt', 'sequential', 'How many?')]),
    ).toEqual([['a.txt: How  many?\n', 'b.txt: How many?']]);
  });

  test('the same ID: the sequential file takes its partner’s question', () => {
    expect(
      pairs([
        trace('logs_full_trajectory/SPRINT/gpqa/planner_trajectory_7.txt', 'sprint', 'How?'),
        trace('logs_base_model/RFT/gpqa/base_model_trajectory_7.txt', 'sequential'),
        trace('logs_base_model/RFT/gpqa/base_model_trajectory_8.txt', 'sequential'),
      ]),
    ).toEqual([
      [
        'logs_full_trajectory/SPRINT/gpqa/planner_trajectory_7.txt: How?',
        'logs_base_model/RFT/gpqa/base_model_trajectory_7.txt: How?',
      ],
    ]);
  });

  test('IDs of several data sets do not mix', () => {
    expect(
      pairs([
        trace('SPRINT/MATH-500_default/planner_trajectory_7.txt', 'sprint', 'Math?'),
        trace('SPRINT/gpqa/planner_trajectory_7.txt', 'sprint', 'Physics?'),
        trace('RFT/MATH500/base_model_trajectory_7.txt', 'sequential'),
        trace('RFT/gpqa/base_model_trajectory_7.txt', 'sequential'),
        trace('RFT/other/base_model_trajectory_7.txt', 'sequential'),
      ]).map((group) => group.length),
    ).toEqual([2, 2]);
  });

  test('an ID that is not ambiguous pairs across folders', () => {
    expect(pairs([trace('x/a_1.txt', 'sprint', 'How?'), trace('y/z/a_1.txt', 'sequential')])).toHaveLength(1);
  });

  test('a second sequential sample belongs to the pair too; two of one strategy alone are none', () => {
    expect(
      pairs([trace('a', 'sprint', 'Q'), trace('b', 'sequential', 'Q'), trace('c', 'sequential', 'Q')])[0],
    ).toHaveLength(3);
    expect(pairs([trace('a', 'sequential', 'Q'), trace('b', 'sequential', 'Q')])).toEqual([]);
  });

  test('the same ID with another question is no pair', () => {
    expect(
      pairs([trace('sprint/1.txt', 'sprint', 'A?'), trace('sequential/1.txt', 'sequential', 'B?')]),
    ).toEqual([]);
  });

  test('two traces without any question still pair by their ID', () => {
    expect(pairs([trace('sprint/1.txt', 'sprint'), trace('sequential/1.txt', 'sequential')])).toHaveLength(1);
  });

  test('a checkout’s table repeats its files: the same text is told, and what either says is shared', () => {
    const file = {
      ...trace('MATH500/planner_trajectory_test_a_1.txt', 'sprint', 'How?'),
      text: 'The text.\n',
    };
    const row = {
      ...trace('MATH500/agent_orchestration_output.csv', 'sprint', 'How?', 'a_1'),
      text: 'The text.',
      expected: '3',
    };
    const other = trace('MATH500/base_model_trajectory_test_a_1.txt', 'sequential');
    const paired = pairTraces([file, row, other]);
    expect(paired.map(({ twinOf }) => twinOf)).toEqual([null, 0, null]);
    expect(paired.map(({ trace }) => trace.expected)).toEqual(['3', '3', null]);
    expect(paired[2]?.trace.question).toBe('How?');
    const alone = { ...trace('x/base_model_trajectory_9.txt', 'sequential'), text: 'Another.' };
    const listed = { ...trace('x/base_model_output.csv', 'sequential', 'Why?', '9'), text: 'Another.' };
    expect(pairTraces([alone, listed])[0]?.trace.question).toBe('Why?');
  });

  test('order is kept, and what was not filled in is the same object', () => {
    const traces = [trace('a', 'sprint', 'Q'), trace('b', 'sequential')];
    expect(pairTraces(traces).map(({ trace }) => trace)).toEqual(traces);
    expect(pairTraces(traces)[0]?.trace).toBe(traces[0]);
  });
});
