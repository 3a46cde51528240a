import { describe, expect, it } from 'vitest';
import type { UnstampedEvent } from './events.ts';
import { foldEvents } from './fold.ts';
import { isOpen, neverStarted } from './pieces.ts';
import { emptyState, reduce } from './reduce.ts';
import { sessionStart, stampLog, tokensOf } from './testing/log-builder.ts';

const error = { type: 'dropped', message: 'The stream broke off.' };
const fold = (...events: UnstampedEvent[]) => foldEvents(stampLog([sessionStart(), ...events]));

const planStart = (stage: number, attempt = 1): UnstampedEvent => ({
  type: 'plan-start',
  stream: `plan:${stage}`,
  attempt,
  requestedAt: 5,
  contextSha256: `plan-${stage}-${attempt}`,
});
const planText = (stage: number, text: string, attempt = 1): UnstampedEvent => ({
  type: 'plan-delta',
  stream: `plan:${stage}`,
  attempt,
  channel: 'text',
  text,
});
const prompt = (stage: number, index: number, from: number, to: number): UnstampedEvent[] => [
  { type: 'prompt-start', stage, index, offset: from },
  { type: 'prompt-end', stage, index, offset: to, tokens: to, tokensWithTags: to + 14 },
];

describe('pieces', () => {
  it('[F5] appends deltas of both channels and keeps the times of the first and the last', () => {
    const { stages } = fold(
      { type: 'stage-start', stage: 1 },
      planStart(1),
      { type: 'plan-delta', stream: 'plan:1', attempt: 1, channel: 'thinking', text: 'Hm. ' },
      planText(1, 'First '),
      planText(1, 'this.'),
    );
    expect(stages[0]?.plan).toMatchObject({
      status: 'running',
      text: 'First this.',
      thinking: 'Hm. ',
      startedAt: 20,
      firstTokenAt: 30,
      lastTokenAt: 50,
      requestedAt: 5,
    });
  });

  it('[F8] a failed attempt becomes history and the next one starts empty', () => {
    const { stages } = fold(
      { type: 'stage-start', stage: 1 },
      planStart(1),
      planText(1, 'half a pl'),
      { type: 'prompt-start', stage: 1, index: 1, offset: 4 },
      {
        type: 'attempt-failed',
        stream: 'plan:1',
        attempt: 1,
        error,
        retryInMs: 100,
        tokens: tokensOf(3),
      },
      planStart(1, 2),
      planText(1, 'whole', 2),
    );
    const plan = stages[0]?.plan;
    expect(plan).toMatchObject({ text: 'whole', attempt: 2, contextSha256: 'plan-1-2', prompts: [] });
    expect(plan?.failedAttempts).toEqual([
      {
        attempt: 1,
        requestedAt: 5,
        failedAt: 50,
        error,
        retryInMs: 100,
        text: 'half a pl',
        thinking: '',
        tokens: tokensOf(3),
        usage: null,
        estimatedInputTokens: null,
      },
    ]);
  });

  it('[F8] an attempt can fail before its stream has started', () => {
    const failed = (stream: 'answer' | 'thought' | 'execution:1.1'): UnstampedEvent => ({
      type: 'attempt-failed',
      stream,
      attempt: 1,
      error,
    });
    const state = fold(
      { type: 'stage-start', stage: 1 },
      planStart(1),
      planText(1, 'do this'),
      ...prompt(1, 1, 0, 7),
      failed('execution:1.1'),
      failed('answer'),
      failed('thought'),
    );
    for (const piece of [state.stages[0]?.executions[0], state.answer, state.thought]) {
      expect(piece).toMatchObject({ status: 'waiting', text: '', startedAt: null });
      expect(piece?.failedAttempts).toHaveLength(1);
    }
  });

  it('[F8] a failure of an attempt that is over already changes nothing', () => {
    const { stages } = fold(
      { type: 'stage-start', stage: 1 },
      planStart(1),
      { type: 'attempt-failed', stream: 'plan:1', attempt: 1, error },
      planStart(1, 2),
      planText(1, 'second', 2),
      { type: 'attempt-failed', stream: 'plan:1', attempt: 1, error },
    );
    expect(stages[0]?.plan).toMatchObject({ text: 'second', status: 'running' });
    expect(stages[0]?.plan.failedAttempts).toHaveLength(1);
  });

  it('[F7] a start of a later attempt without a failure between goes on from the text', () => {
    const { stages } = fold(
      { type: 'stage-start', stage: 1 },
      planStart(1),
      planText(1, 'one '),
      planStart(1, 2),
      planText(1, 'two', 2),
    );
    expect(stages[0]?.plan).toMatchObject({ text: 'one two', attempt: 2, contextSha256: 'plan-1-2' });
  });

  it('[F9] the first end is the only one', () => {
    const end = (status: 'done' | 'failed', text: number): UnstampedEvent => ({
      type: 'plan-end',
      stream: 'plan:1',
      attempt: 1,
      status,
      finishReason: 'stop',
      tokens: tokensOf(text),
      usage: { outputTokens: 7 },
    });
    const { stages } = fold(
      { type: 'stage-start', stage: 1 },
      planStart(1),
      end('done', 3),
      end('failed', 9),
    );
    expect(stages[0]?.plan).toMatchObject({
      status: 'done',
      endedAt: 30,
      tokens: tokensOf(3),
      finishReason: 'stop',
      usage: { outputTokens: 7 },
    });
  });

  it('[F9] what waits can end without having started', () => {
    const { stages } = fold(
      { type: 'stage-start', stage: 1 },
      planStart(1),
      planText(1, 'do this'),
      ...prompt(1, 1, 0, 7),
      {
        type: 'execution-end',
        stream: 'execution:1.1',
        attempt: 1,
        status: 'cancelled',
        tokens: tokensOf(0),
      },
    );
    expect(stages[0]?.executions[0]).toMatchObject({ status: 'cancelled', startedAt: null, endedAt: 60 });
  });

  it('[F10] a plan that fails takes its prompts, references and untouched branches with it', () => {
    const state = fold(
      { type: 'stage-start', stage: 1 },
      planStart(1),
      planText(1, 'do this and that'),
      { type: 'dependency', from: { stage: 1 }, to: 'plan:1', offset: 0 },
      ...prompt(1, 1, 0, 7),
      ...prompt(1, 2, 8, 16),
      { type: 'execution-start', stream: 'execution:1.1', attempt: 1, requestedAt: 60 },
      { type: 'attempt-failed', stream: 'plan:1', attempt: 1, error },
    );
    expect(state.dependencies).toEqual([]);
    expect(state.stages[0]?.plan.prompts).toEqual([]);
    expect(state.stages[0]?.executions.map(({ stream }) => stream)).toEqual(['execution:1.1']);
  });

  it('[F6] text of an attempt that is over is not taken', () => {
    const { stages } = fold(
      { type: 'stage-start', stage: 1 },
      planStart(1),
      { type: 'attempt-failed', stream: 'plan:1', attempt: 1, error },
      planText(1, 'late'),
      planStart(1, 2),
      planText(1, 'late', 1),
    );
    expect(stages[0]?.plan.text).toBe('');
  });
});

describe('forks', () => {
  it('[F11] an execution waits from the moment its prompt closes', () => {
    const { stages } = fold(
      { type: 'stage-start', stage: 1 },
      planStart(1),
      planText(1, 'do this'),
      ...prompt(1, 1, 0, 7),
    );
    expect(stages[0]?.plan.prompts).toEqual([
      {
        index: 1,
        start: 0,
        end: 7,
        written: null,
        tokens: 7,
        tokensWithTags: 21,
        thinkingTokens: null,
        thinkingLength: 0,
        startedAt: 40,
        endedAt: 50,
      },
    ]);
    expect(stages[0]?.executions).toHaveLength(1);
    expect(stages[0]?.executions[0]).toMatchObject({
      stream: 'execution:1.1',
      index: 1,
      status: 'waiting',
      knownAt: 50,
    });
  });

  it('[F12] an execution without a prompt is known from its start, with the branches before it', () => {
    const { stages } = fold(
      { type: 'stage-start', stage: 1 },
      { type: 'execution-start', stream: 'execution:1.3', attempt: 1, requestedAt: 20 },
    );
    expect(stages[0]?.executions.map(({ index, status }) => [index, status])).toEqual([
      [1, 'waiting'],
      [2, 'waiting'],
      [3, 'running'],
    ]);
  });

  it('[F12] an absurd index makes nothing', () => {
    const { stages } = fold(
      { type: 'stage-start', stage: 1 },
      { type: 'execution-start', stream: 'execution:1.99999999', attempt: 1, requestedAt: 20 },
    );
    expect(stages[0]?.executions).toEqual([]);
  });
});

describe('the plan that was the answer', () => {
  const events: UnstampedEvent[] = [
    { type: 'stage-start', stage: 1 },
    planStart(1),
    { type: 'attempt-failed', stream: 'plan:1', attempt: 1, error },
    { ...planStart(1, 2), requestedAt: 33 } as UnstampedEvent,
    { type: 'plan-delta', stream: 'plan:1', attempt: 2, channel: 'thinking', text: 'Easy.' },
    {
      type: 'plan-end',
      stream: 'plan:1',
      attempt: 2,
      status: 'done',
      tokens: tokensOf(0, 0, 2),
      becomes: 'answer',
    },
    { type: 'stage-end', stage: 1, status: 'done' },
  ];

  it('[F14] withdraws its stage and keeps its call for the answer', () => {
    const state = fold(...events);
    expect(state.stages).toEqual([]);
    expect(state.withdrawn).toMatchObject({ stream: 'plan:1', thinking: 'Easy.' });
  });

  it('[F15] the answer takes over thinking, failed attempts and the request', () => {
    const state = fold(...events, { type: 'answer-start', stream: 'answer', attempt: 2, requestedAt: 70 });
    expect(state.withdrawn).toBeNull();
    expect(state.answer).toMatchObject({
      status: 'running',
      thinking: 'Easy.',
      requestedAt: 33,
      knownAt: 10,
      firstTokenAt: 50,
      startedAt: 80,
      text: '',
    });
    expect(state.answer?.failedAttempts).toHaveLength(1);
  });

  it('[F14] a plan before the last one stays one', () => {
    const state = fold(
      { type: 'stage-start', stage: 1 },
      planStart(1),
      { type: 'stage-start', stage: 2 },
      {
        type: 'plan-end',
        stream: 'plan:1',
        attempt: 1,
        status: 'done',
        tokens: tokensOf(2),
        becomes: 'answer',
      },
      { type: 'stage-end', stage: 1, status: 'done' },
    );
    expect(state.withdrawn).toBeNull();
    expect(state.stages).toHaveLength(2);
  });

  it('[F14] a plan that has forked stays one', () => {
    const state = fold(
      { type: 'stage-start', stage: 1 },
      planStart(1),
      planText(1, 'do this'),
      ...prompt(1, 1, 0, 7),
      {
        type: 'plan-end',
        stream: 'plan:1',
        attempt: 1,
        status: 'done',
        tokens: tokensOf(2),
        becomes: 'answer',
      },
      { type: 'stage-end', stage: 1, status: 'done' },
    );
    expect(state.withdrawn).toBeNull();
    expect(state.stages).toHaveLength(1);
  });
});

describe('order that makes no sense', () => {
  it('[F13] stages and prompts out of order are ignored', () => {
    const { stages } = fold(
      { type: 'stage-start', stage: 2 },
      { type: 'stage-start', stage: 1 },
      { type: 'stage-start', stage: 1 },
      planStart(1),
      { type: 'prompt-start', stage: 1, index: 2, offset: 0 },
      { type: 'prompt-end', stage: 1, index: 2, offset: 0, tokens: 0, tokensWithTags: 0 },
    );
    expect(stages).toHaveLength(1);
    expect(stages[0]).toMatchObject({ plan: { prompts: [] }, executions: [] });
  });

  it('[F6] text of a later attempt starts it even unannounced', () => {
    const { stages } = fold(
      { type: 'stage-start', stage: 1 },
      { type: 'attempt-failed', stream: 'plan:1', attempt: 1, error },
      planText(1, 'again', 2),
    );
    expect(stages[0]?.plan).toMatchObject({ text: 'again', attempt: 2, status: 'running' });
  });

  it('[F2] an event already folded changes nothing at all', () => {
    const [start] = stampLog([sessionStart()]);
    if (!start) throw new Error('no event');
    const once = reduce(emptyState, start);
    expect(reduce(once, start)).toBe(once);
  });

  it('[F3] advances seq and time, and every part keeps its identity', () => {
    const before = fold({ type: 'stage-start', stage: 1 });
    const after = reduce(before, {
      type: 'execution-end',
      stream: 'execution:7.1',
      attempt: 1,
      status: 'done',
      tokens: tokensOf(1),
      seq: 9,
      at: 99,
    });
    expect(after).toEqual({ ...before, lastSeq: 9, at: 99 });
    expect(after.stages).toBe(before.stages);
  });

  it('[F17] after its end only diagnostics are added', () => {
    const state = fold(
      { type: 'session-end', status: 'cancelled' },
      { type: 'stage-start', stage: 1 },
      { type: 'diagnostic', code: 'late', severity: 'note', place: {}, explanation: 'Noted.' },
    );
    expect(state).toMatchObject({ status: 'cancelled', stages: [], endedAt: 10 });
    expect(state.diagnostics).toHaveLength(1);
  });

  it('[F16] the session’s end interrupts what the log left open', () => {
    const state = fold({ type: 'stage-start', stage: 1 }, planStart(1), planText(1, 'half'), {
      type: 'session-end',
      status: 'interrupted',
    });
    expect(state.stages[0]).toMatchObject({
      status: 'interrupted',
      endedAt: 40,
      plan: { status: 'interrupted', endedAt: 40, text: 'half', tokens: null },
    });
  });

  it('[F16] what never began waits for ever and owes no end; what waits between two attempts was interrupted', () => {
    const forked: UnstampedEvent[] = [
      { type: 'stage-start', stage: 1 },
      planStart(1),
      planText(1, 'do this, do that'),
      ...prompt(1, 1, 0, 7),
      ...prompt(1, 2, 9, 16),
      { type: 'execution-start', stream: 'execution:1.1', attempt: 1, requestedAt: 60 },
      { type: 'attempt-failed', stream: 'execution:1.1', attempt: 1, error, retryInMs: 500 },
    ];
    const running = fold(...forked);
    expect(running.stages[0]?.executions.map((one) => isOpen(one))).toEqual([true, false]);
    expect(neverStarted(running.stages[0]!, running.stages[0]!.executions[1]!)).toBe(false);
    const [stage] = fold(...forked, { type: 'session-end', status: 'cancelled' }).stages;
    expect(stage?.executions).toMatchObject([
      { status: 'interrupted', failedAttempts: [{ attempt: 1 }] },
      { status: 'waiting', requestedAt: null, startedAt: null, endedAt: null, text: '' },
    ]);
    expect(stage?.executions.map((one) => neverStarted(stage, one))).toEqual([false, true]);
  });
});
