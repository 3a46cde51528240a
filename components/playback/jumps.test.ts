import { describe, expect, test } from 'vitest';
import { answer, logOf, stage } from '#lib/graph/testing/rounds-log.ts';
import { createMarks } from '#lib/replay/marks.ts';
import { createTraceLog } from '#lib/trace/fold.ts';
import { createJumps } from './jumps.ts';

const events = logOf(
  stage(1, [60, 20]),
  [{ type: 'diagnostic', code: 'odd', severity: 'note', place: { stage: 1, index: 2 }, explanation: 'Odd.' }],
  stage(2, [30]),
  answer,
);
const log = createTraceLog(events);
const marks = createMarks(log);
const jumps = createJumps(log, (kind) => marks.of(kind));
const none = { definition: 'authors', reading: 'decoded', findings: [], bookmarks: [] } as const;

/** Every target from the start on, as the text at that place. */
function all(kind: Parameters<typeof jumps.find>[0], choices: Parameters<typeof jumps.find>[3] = none) {
  const found: string[] = [];
  for (let at = 0, next = jumps.find(kind, at, 1, choices); next; next = jumps.find(kind, at, 1, choices)) {
    at = next.count;
    found.push(`${events[at - 1]?.type} ${next.node}`);
  }
  return found;
}

describe('jumps', () => {
  test('lead to forks and joins, with the node to look at', () => {
    expect(all('fork')).toEqual([
      'prompt-end execution:1.1',
      'prompt-end execution:1.2',
      'prompt-end execution:2.1',
    ]);
    expect(all('join')).toEqual(['stage-end join:1', 'stage-end join:2']);
  });

  test('lead to where the critical path changes its branch', () => {
    expect(all('critical')).toEqual(['execution-end execution:1.1', 'execution-delta execution:2.1']);
  });

  test('lead to what the log and the doctor found, in their order', () => {
    expect(all('finding')).toEqual(['diagnostic execution:1.2']);
    const findings = [{ stream: 'execution:2.1', offset: 1, end: 3 }] as const;
    expect(all('finding', { ...none, findings })).toEqual([
      'diagnostic execution:1.2',
      'execution-delta execution:2.1',
    ]);
  });

  test('go back as they go on, and nowhere where there is nothing', () => {
    expect(jumps.find('fork', 0, -1, none)).toBeNull();
    expect(jumps.find('join', events.length, 1, none)).toBeNull();
    const last = jumps.find('join', events.length, -1, none);
    expect(last?.node).toBe('join:2');
    expect(jumps.find('bookmark', 5, -1, { ...none, bookmarks: [9, 2] })?.count).toBe(2);
  });
});
