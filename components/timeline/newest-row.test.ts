import { expect, test } from 'vitest';
import { projectGraph } from '#lib/graph/project-graph.ts';
import {
  execution,
  logOf,
  planEnd,
  planStart,
  prompt,
  type Steps,
  stage,
} from '#lib/graph/testing/rounds-log.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { newestRow, scrollToRow } from './newest-row.ts';

const rowOf = (...steps: Steps) => newestRow(projectGraph(foldEvents(logOf(...steps))));

test('the row to follow is that of the newest execution under way', () => {
  const running = (index: number) => execution(2, index, 5).slice(0, 2);
  const opening = [stage(1, [10, 20]), planStart(2), prompt(2, 1, 0), prompt(2, 2, 10), planEnd(2, 20)];
  expect(rowOf(...opening)).toBeNull();
  expect(rowOf(...opening, running(1), running(2))).toBe('execution:2.2');
  expect(rowOf(...opening, running(1), execution(2, 2, 5))).toBe('execution:2.1');
  expect(rowOf(...opening, execution(2, 1, 5), execution(2, 2, 5))).toBeNull();
});

test('a row below comes up to the lower edge, one above down under the stuck row, one in view stays', () => {
  const panel = { top: 100, height: 160 };
  expect(scrollToRow({ top: 300, height: 20 }, panel, 20)).toBe(160);
  expect(scrollToRow({ top: 60, height: 20 }, panel, 20)).toBe(40);
  expect(scrollToRow({ top: 110, height: 20 }, panel, 20)).toBe(90);
  expect(scrollToRow({ top: 0, height: 20 }, panel, 20)).toBe(0);
  expect(scrollToRow({ top: 150, height: 20 }, panel, 20)).toBe(100);
});
