import { expect, test } from 'vitest';
import { extractAnswer } from '#lib/answers/extract-answer.ts';
import { execution, logOf, planEnd, planStart, prompt } from '#lib/graph/testing/rounds-log.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { sessionStart, stampLog, tokensOf } from '#lib/trace/testing/log-builder.ts';
import { createNodeSlices } from './node-slices.ts';

const BRANCHES = 16;
const indexes = Array.from({ length: BRANCHES }, (_, at) => at + 1);
const opening = [
  planStart(1),
  indexes.flatMap((index) => prompt(1, index, (index - 1) * 10)),
  planEnd(1, 99),
  indexes.flatMap((index) => execution(1, index, 9).slice(0, 2)),
];
const delta = (index: number) =>
  ({
    type: 'execution-delta',
    stream: `execution:1.${index}`,
    attempt: 1,
    channel: 'text',
    text: ' and more of it',
  }) as const;

test('16 branches that all write are published in turn: few a frame, each about ten times a second', () => {
  const slices = createNodeSlices();
  const published = new Map<string, number>();
  slices.offer(foldEvents(logOf(...opening)));
  for (const index of indexes) {
    const id = `execution:1.${index}`;
    slices.subscribe(id, () => published.set(id, (published.get(id) ?? 0) + 1));
  }
  let most = 0;
  const written: ReturnType<typeof delta>[] = [];
  for (let frame = 0; frame < 60; frame++) {
    written.push(...indexes.map(delta));
    const before = [...published.values()].reduce((sum, count) => sum + count, 0);
    slices.offer(foldEvents(logOf(...opening, written)));
    slices.turn();
    most = Math.max(most, [...published.values()].reduce((sum, count) => sum + count, 0) - before);
  }
  expect(most).toBeLessThanOrEqual(3);
  for (const id of indexes.map((index) => `execution:1.${index}`)) {
    expect(published.get(id)).toBeGreaterThanOrEqual(9);
    expect(published.get(id)).toBeLessThanOrEqual(13);
  }
});

const turns = (slices: ReturnType<typeof createNodeSlices>) => {
  for (let frame = 0; frame < 60; frame++) slices.turn();
};

test('what did not change is not published, and nothing is left to do', () => {
  const slices = createNodeSlices();
  const state = foldEvents(logOf(...opening));
  slices.offer(state);
  const published: string[] = [];
  for (const id of ['execution:1.1', 'execution:1.2', 'plan:1'])
    slices.subscribe(id, () => published.push(id));
  turns(slices);
  const before = slices.get('execution:1.1');
  published.length = 0;
  // As playback folds it: continues from the last state, so that an untouched piece stays the same object.
  slices.offer(foldEvents(logOf(...opening, [delta(2)]).slice(-1), state));
  turns(slices);
  expect(published).toEqual(['execution:1.2']);
  expect(slices.get('execution:1.1')).toBe(before);
  expect(slices.turn()).toBe(false);
});

test('after a seek everything is published at once', () => {
  const slices = createNodeSlices();
  slices.offer(foldEvents(logOf(...opening)));
  const ids = indexes.map((index) => `execution:1.${index}`);
  for (const id of ids) slices.subscribe(id, () => undefined);
  slices.offer(foldEvents(logOf(...opening, indexes.map(delta))));
  slices.publishAll();
  for (const id of ids) expect(slices.get(id).piece?.text).toContain('and more');
});

test('an answer is its last box until the rules are here; what they read otherwise is published', () => {
  const withThought = (text: string) =>
    foldEvents(
      stampLog([
        sessionStart({ strategy: 'sequential' }),
        { type: 'thought-start', stream: 'thought', attempt: 1, requestedAt: 0 },
        { type: 'thought-delta', stream: 'thought', attempt: 1, channel: 'text', text },
        { type: 'thought-end', stream: 'thought', attempt: 1, status: 'done', tokens: tokensOf(9) },
      ]),
    );
  const rules = (text: string) => extractAnswer(text)?.answer ?? null;
  for (const [text, before, after] of [
    ['So it is \\boxed{42}.', '42', '42'],
    ['So there are 36 rolls.', null, '36'],
    ['Either \\boxed{1} or \\boxed{2}.', '2', '1, 2'],
  ] as const) {
    const slices = createNodeSlices();
    slices.offer(withThought(text));
    let published = 0;
    slices.subscribe('answer', () => published++);
    published = 0;
    expect(slices.get('answer').answer).toBe(before);
    slices.readAnswers(rules);
    expect(slices.get('answer').answer).toBe(after);
    expect(published).toBe(before === after ? 0 : 1);
    // What comes later is read by them at once.
    slices.offer(withThought('So there are 48 rolls.'));
    slices.publishAll();
    expect(slices.get('answer').answer).toBe('48');
  }
});

test('the answer of a sequential session says what it is; its tokens are counted once, at the thought', () => {
  const slices = createNodeSlices();
  slices.offer(
    foldEvents(
      stampLog([
        sessionStart({ strategy: 'sequential' }),
        { type: 'thought-start', stream: 'thought', attempt: 1, requestedAt: 0 },
        { type: 'thought-delta', stream: 'thought', attempt: 1, channel: 'text', text: 'so \\boxed{42}' },
        { type: 'thought-end', stream: 'thought', attempt: 1, status: 'done', tokens: tokensOf(1075) },
      ]),
    ),
  );
  expect(slices.get('thought').tokens).toBe(1075);
  expect(slices.get('answer')).toMatchObject({ answer: '42', tokens: null });
});

test('a text without a clock has no pace', () => {
  const written = { type: 'thought-delta', stream: 'thought', attempt: 1, channel: 'text' } as const;
  const paceOf = (clock: 'wall' | 'tokens') => {
    const slices = createNodeSlices();
    slices.offer(
      foldEvents(
        stampLog([
          sessionStart({ strategy: 'sequential', clock }),
          { type: 'thought-start', stream: 'thought', attempt: 1, requestedAt: 0 },
          { ...written, text: 'some words', at: 100 },
          { ...written, text: ' and some more', at: 900 },
        ]),
      ),
    );
    return slices.get('thought').tokensPerSecond;
  };
  expect(paceOf('wall')).toBeGreaterThan(0);
  expect(paceOf('tokens')).toBeNull();
});

test('a node knows what of its tokens was thinking; of the visible text alone nothing was', () => {
  const slices = createNodeSlices();
  const thinking = {
    ...delta(1),
    channel: 'thinking',
    text: 'first I think about all of it at length',
  } as const;
  const state = foldEvents(
    logOf(planStart(1), prompt(1, 1, 0), [...execution(1, 1, 9).slice(0, 1), thinking, delta(1)]),
  );
  slices.offer(state);
  const both = slices.get('execution:1.1');
  expect(both.thinkingTokens).toBeGreaterThan(0);
  expect(both.tokens).toBeGreaterThan(both.thinkingTokens);
  expect(both.thinkingShare).toBeCloseTo(both.thinkingTokens / (both.tokens ?? 1), 1);
  let published = 0;
  slices.subscribe('execution:1.1', () => published++);
  slices.offer(state, 'visible');
  slices.publishAll();
  expect(slices.get('execution:1.1')).toMatchObject({
    tokens: (both.tokens ?? 0) - both.thinkingTokens,
    thinkingTokens: 0,
    thinkingShare: 0,
  });
  expect(published).toBeGreaterThan(0);
});
