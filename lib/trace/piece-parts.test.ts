import { describe, expect, test } from 'vitest';
import { namedPart, tokenParts, wallParts } from './piece-parts.ts';
import { fold, type Timed, workedThinking } from './testing/worked-example.ts';
import { tokenAxis } from './token-axis.ts';

const thought = { stream: 'thought', attempt: 1 } as const;
const delta = (channel: 'text' | 'thinking', at: number): Timed => ({
  ...thought,
  type: 'thought-delta',
  channel,
  text: 'some words',
  at,
});
const partsAt = (nowMs: number, ...events: Timed[]) => {
  const state = fold({ ...thought, type: 'thought-start', requestedAt: 100, at: 100 }, ...events);
  return state.thought ? wallParts(state, nowMs)(state.thought) : [];
};

describe('in wall time', () => {
  test('a piece thinks from its first token to the first of its text', () => {
    expect(partsAt(2000, delta('thinking', 300), delta('thinking', 900), delta('text', 1500))).toEqual([
      { kind: 'first-token', from: 100, to: 300 },
      { kind: 'thinking', from: 300, to: 1500 },
      { kind: 'writing', from: 1500, to: 2000 },
    ]);
  });

  test('what still thinks is all thinking up to now', () => {
    expect(partsAt(2000, delta('thinking', 300))).toEqual([
      { kind: 'first-token', from: 100, to: 300 },
      { kind: 'thinking', from: 300, to: 2000 },
    ]);
  });

  test('without thinking there is no seam', () => {
    expect(partsAt(2000, delta('text', 300))).toEqual([
      { kind: 'first-token', from: 100, to: 300 },
      { kind: 'writing', from: 300, to: 2000 },
    ]);
  });

  test('thinking that comes after the text began lies within the writing', () => {
    const parts = partsAt(2000, delta('text', 300), delta('thinking', 900));
    expect(parts.map(({ kind }) => kind)).toEqual(['first-token', 'writing']);
  });

  test('a lost attempt stands before the one that follows it', () => {
    const parts = partsAt(
      3000,
      delta('thinking', 300),
      { ...thought, type: 'attempt-failed', error: { type: 'stalled', message: 'nothing came' }, at: 1000 },
      { ...thought, type: 'thought-start', attempt: 2, requestedAt: 1200, at: 1200 },
    );
    expect(parts).toEqual([
      { kind: 'failed', from: 100, to: 1000 },
      { kind: 'first-token', from: 1200, to: 3000 },
    ]);
  });
});

describe('in tokens, of the worked example with thinking', () => {
  const stage = workedThinking.stages[0];
  const execution = stage?.executions[0];
  if (!stage || !execution) throw new Error('unreachable');

  test('thinking first, then the text, then the wait at the join', () => {
    const axis = tokenAxis(workedThinking);
    // P_1 is 60 of thinking and 30 of text; 1.1 has 500 of thinking and 50 of text.
    expect(tokenParts(axis)(execution, stage)).toEqual([
      { kind: 'thinking', from: 90, to: 590 },
      { kind: 'writing', from: 590, to: 640 },
    ]);
    const other = stage.executions[1];
    expect(other && tokenParts(axis)(other, stage).map(({ kind }) => kind)).toEqual([
      'thinking',
      'writing',
      'join',
    ]);
  });

  test('of the visible text alone nothing is thinking', () => {
    const axis = tokenAxis(workedThinking, 'authors', 'visible');
    expect(tokenParts(axis, 'visible')(execution)).toEqual([{ kind: 'writing', from: 30, to: 80 }]);
  });
});

test('the name stands in the longer of thinking and writing', () => {
  const thinking = { kind: 'thinking', from: 10, to: 90 } as const;
  const writing = { kind: 'writing', from: 90, to: 99 } as const;
  expect(namedPart([{ kind: 'first-token', from: 0, to: 10 }, thinking, writing])).toBe(thinking);
  expect(namedPart([{ kind: 'join', from: 0, to: 10 }])).toBeNull();
});
