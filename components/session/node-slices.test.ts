import { expect, test } from 'vitest';
import { execution, logOf, planEnd, planStart, prompt } from '#lib/graph/testing/rounds-log.ts';
import { foldEvents } from '#lib/trace/fold.ts';
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

test('what did not change is not published, and nothing is left to do', () => {
  const slices = createNodeSlices();
  const state = foldEvents(logOf(...opening));
  slices.offer(state);
  let count = 0;
  slices.subscribe('execution:1.1', () => count++);
  while (slices.turn());
  const before = slices.get('execution:1.1');
  slices.offer(foldEvents(logOf(...opening, [delta(2)])));
  while (slices.turn());
  expect(slices.get('execution:1.1').piece?.text).toBe(before.piece?.text);
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
