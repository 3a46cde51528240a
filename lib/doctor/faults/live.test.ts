import { describe, expect, it } from 'vitest';
import type { EndStatus, UnstampedEvent } from '#lib/trace/events.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { sessionStart, stampLog, tokensOf } from '#lib/trace/testing/log-builder.ts';
import { diagnose } from '../diagnose.ts';

const plan = (text: string): UnstampedEvent[] => [
  { type: 'stage-start', stage: 1 },
  { type: 'plan-start', stream: 'plan:1', attempt: 1, requestedAt: 0 },
  { type: 'plan-delta', stream: 'plan:1', attempt: 1, channel: 'text', text },
  { type: 'prompt-start', stage: 1, index: 1, offset: 0 },
  { type: 'prompt-end', stage: 1, index: 1, offset: 4, tokens: 2, tokensWithTags: 5 },
  { type: 'plan-end', stream: 'plan:1', attempt: 1, status: 'done', tokens: tokensOf(9) },
];

const execution = (text: string, status: EndStatus, finishReason?: string): UnstampedEvent[] => [
  { type: 'execution-start', stream: 'execution:1.1', attempt: 1, requestedAt: 0 },
  { type: 'execution-delta', stream: 'execution:1.1', attempt: 1, channel: 'text', text },
  {
    type: 'execution-end',
    stream: 'execution:1.1',
    attempt: 1,
    status,
    finishReason,
    tokens: tokensOf(9),
    ...(status === 'failed' ? { error: { type: 'stalled', message: 'Nothing came for 60 s.' } } : {}),
  },
];

const end: UnstampedEvent[] = [
  { type: 'stage-end', stage: 1, status: 'done' },
  { type: 'answer-start', stream: 'answer', attempt: 1, requestedAt: 0 },
  { type: 'answer-delta', stream: 'answer', attempt: 1, channel: 'text', text: '\\boxed{45}' },
  { type: 'answer-end', stream: 'answer', attempt: 1, status: 'done', tokens: tokensOf(5) },
  { type: 'session-end', status: 'done' },
];

const faultsOf = (...events: UnstampedEvent[]) =>
  diagnose(foldEvents(stampLog([sessionStart(), ...plan('Halve 90.'), ...events])))
    .filter(({ kind }) => kind === 'fault')
    .map(({ code, explanation }) => `${code}: ${explanation}`);

describe('faults that only a live log has', () => {
  it('a piece that was cut at the limit, unless the log says so itself', () => {
    expect(faultsOf(...execution('45 is', 'truncated', 'length'), ...end)).toEqual([
      'truncated-piece: Execution 1.1 was cut off before its end (token limit).',
    ]);
    const said: UnstampedEvent = {
      type: 'diagnostic',
      code: 'cut-at-limit',
      severity: 'warning',
      place: { stream: 'execution:1.1' },
      explanation: 'Cut.',
    };
    expect(faultsOf(...execution('45 is', 'truncated', 'length'), said, ...end)).toEqual([
      'cut-at-limit: Cut.',
    ]);
    expect(faultsOf(...execution('It is 45.', 'done'), ...end)).toEqual([]);
  });

  it('an execution that failed, or never started; not one that waits', () => {
    expect(faultsOf(...execution('4', 'failed'), ...end)).toEqual([
      'piece-failed: Execution 1.1 failed: Nothing came for 60 s.',
    ]);
    expect(faultsOf(...end)).toEqual([
      'piece-failed: Execution 1.1 never started: its stage ended before an executor took it up.',
    ]);
    expect(faultsOf()).toEqual([]);
  });

  it('a piece that ends within a sentence', () => {
    const [found] = faultsOf(...execution('Adding both rows gives the', 'done'), ...end);
    expect(found).toMatch(/^possibly-cut: Execution 1\.1: It breaks off within a sentence/);
    expect(faultsOf(...execution('Adding both rows gives 45', 'done'), ...end)).toEqual([]);
  });
});
