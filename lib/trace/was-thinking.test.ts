import { describe, expect, it } from 'vitest';
import type { UnstampedEvent } from './events.ts';
import { foldEvents } from './fold.ts';
import { sessionMetrics } from './metrics.ts';
import { sessionStart, stampLog, tokensOf } from './testing/log-builder.ts';
import { sessionUsage } from './usage.ts';
import { validateLog } from './validate-log.ts';

const error = { type: 'was-thinking', message: 'It was thinking.' };
const fold = (...events: readonly UnstampedEvent[]) => foldEvents(stampLog(events));
const start = sessionStart({ origin: { kind: 'live' } });
const planStart = (attempt = 1): UnstampedEvent => ({
  type: 'plan-start',
  stream: 'plan:1',
  attempt,
  requestedAt: 5,
  estimatedInputTokens: 100,
});
const said = (text: string, attempt = 1, channel: 'text' | 'thinking' = 'text'): UnstampedEvent => ({
  type: 'plan-delta',
  stream: 'plan:1',
  attempt,
  channel,
  text,
});
const prompt = (index: number): UnstampedEvent[] => [
  { type: 'prompt-start', stage: 1, index, offset: 0 },
  { type: 'prompt-end', stage: 1, index, offset: 5, tokens: 1, tokensWithTags: 2 },
];
const branch = (attempt = 1): UnstampedEvent[] => [
  { type: 'execution-start', stream: 'execution:1.1', attempt, requestedAt: 20, estimatedInputTokens: 50 },
  { type: 'execution-delta', stream: 'execution:1.1', attempt, channel: 'text', text: 'so' },
];
const branchEnd = (status: 'done' | 'cancelled', attempt = 1): UnstampedEvent => ({
  type: 'execution-end',
  stream: 'execution:1.1',
  attempt,
  status,
  tokens: tokensOf(7, 4, 3),
});
const failed = (stream: 'plan:1' | 'answer'): UnstampedEvent => ({
  type: 'attempt-failed',
  stream,
  attempt: 1,
  error,
  retryInMs: 0,
  tokens: tokensOf(0, 0, 0),
});
const drafted: UnstampedEvent[] = [
  start,
  { type: 'stage-start', stage: 1 },
  planStart(),
  said('draft'),
  ...prompt(1),
  ...prompt(2),
  ...branch(),
  {
    type: 'diagnostic',
    code: 'early-answer',
    severity: 'note',
    place: { stream: 'plan:1', offset: 3 },
    explanation: '',
  },
  branchEnd('cancelled'),
];

describe('[F10a] a plan that was thinking', () => {
  const events = [...drafted, failed('plan:1')];

  it('sets apart what had begun, forgets what had not, and what was found in it', () => {
    const state = fold(...events);
    const [stage] = state.stages;
    expect(stage?.executions).toEqual([]);
    expect(state.discarded).toMatchObject([{ stream: 'execution:1.1', status: 'cancelled' }]);
    expect(stage?.plan).toMatchObject({ status: 'waiting', text: '', prompts: [] });
    expect(state.diagnostics).toEqual([]);
  });

  it('gives the positions anew, and an execution there goes on with the attempts', () => {
    const log = stampLog([
      ...events,
      planStart(2),
      said('draft', 2, 'thinking'),
      said('other', 2),
      ...prompt(1),
    ]);
    expect(foldEvents(log).stages[0]?.executions).toMatchObject([
      { status: 'waiting', attempt: 1, index: 1 },
    ]);
    const all = stampLog([...log, ...branch(2)]);
    expect(foldEvents(all).stages[0]?.executions).toMatchObject([
      { status: 'running', attempt: 2, text: 'so' },
    ]);
    expect(validateLog(all).map(({ code }) => code)).not.toContain('wrong-attempt');
  });

  it('[F10b] keeps the times of its request and first token', () => {
    const state = fold(...events, planStart(2));
    const before = fold(...drafted).stages[0]?.plan;
    expect(state.stages[0]?.plan).toMatchObject({
      attempt: 2,
      requestedAt: 5,
      firstTokenAt: before?.firstTokenAt,
      failedAttempts: [{ attempt: 1, requestedAt: null, text: 'draft' }],
    });
  });

  it('[M9] its branches are discarded tokens, and it is one call with its reply', () => {
    const state = fold(...events, planStart(2));
    expect(sessionMetrics(state).discardedTokens).toBe(10);
    expect(sessionUsage(state)).toMatchObject({ calls: 2, promptTokens: { estimated: 150 } });
  });

  it('a branch that still runs when the session ends is interrupted where it stands', () => {
    const open = drafted.filter(({ type }) => type !== 'execution-end');
    const state = fold(...open, failed('plan:1'), { type: 'session-end', status: 'failed' });
    expect(state.discarded).toMatchObject([{ status: 'interrupted' }]);
  });
});

describe('[F15b] an answer that was thinking', () => {
  const planEnd = (more = {}): UnstampedEvent => ({
    type: 'plan-end',
    stream: 'plan:1',
    attempt: 1,
    status: 'done',
    tokens: tokensOf(1),
    ...more,
  });
  const answer: UnstampedEvent[] = [
    { type: 'answer-start', stream: 'answer', attempt: 1, requestedAt: 5 },
    { type: 'answer-delta', stream: 'answer', attempt: 1, channel: 'text', text: '5?' },
  ];
  const became: UnstampedEvent[] = [
    start,
    { type: 'stage-start', stage: 1 },
    planStart(),
    planEnd({ becomes: 'answer', tokens: tokensOf(0) }),
    { type: 'stage-end', stage: 1, status: 'done' },
    ...answer,
    failed('answer'),
  ];

  it('waits for the stage to start again, or for the answer after all', () => {
    const state = fold(...became);
    expect(state).toMatchObject({ answer: null, stages: [], withdrawn: { stream: 'plan:1' } });
    const planned = fold(...became, { type: 'stage-start', stage: 1 }, planStart(2));
    expect(planned.withdrawn).toBeNull();
    expect(planned.stages[0]?.plan).toMatchObject({
      status: 'running',
      attempt: 2,
      requestedAt: 5,
      failedAttempts: [{ text: '5?' }],
    });
    const answered = fold(...became, { ...answer[0]!, attempt: 2 } as UnstampedEvent);
    expect(answered.answer).toMatchObject({ attempt: 2, requestedAt: 5, failedAttempts: [{ text: '5?' }] });
    expect(answered.withdrawn).toBeNull();
  });

  it.each([
    ['running', []],
    ['joined', [{ type: 'stage-end', stage: 1, status: 'done' }]],
  ] satisfies [string, UnstampedEvent[]][])('takes the plan of its reply along, its stage %s', (_, join) => {
    const state = fold(...drafted, planEnd(), ...join, ...answer, failed('answer'));
    expect(state).toMatchObject({ answer: null, withdrawn: null });
    expect(state.stages[0]).toMatchObject({
      status: 'running',
      endedAt: null,
      executions: [],
      plan: { status: 'waiting', tokens: null, failedAttempts: [{ attempt: 1, text: 'draft' }] },
    });
    expect(state.discarded).toMatchObject([{ status: 'cancelled' }]);
  });

  it('what it had set apart stays discarded where its reply turns to the answer, and its stage goes', () => {
    const state = fold(
      ...drafted,
      failed('plan:1'),
      { type: 'plan-start', stream: 'plan:1', attempt: 2, requestedAt: 0 },
      {
        type: 'plan-end',
        stream: 'plan:1',
        attempt: 2,
        status: 'done',
        tokens: tokensOf(0, 0, 5),
        becomes: 'answer',
      },
      { type: 'stage-end', stage: 1, status: 'done' },
    );
    expect(state.stages).toEqual([]);
    expect(state.discarded).toMatchObject([{ stream: 'execution:1.1', status: 'cancelled' }]);
    expect(sessionMetrics(state).discardedTokens).toBeGreaterThan(0);
  });

  it('one that was forced stays the answer', () => {
    const forced = { ...answer[0]!, forced: 'stage-limit' } as UnstampedEvent;
    const state = fold(...drafted, planEnd(), forced, failed('answer'));
    expect(state.answer).toMatchObject({ status: 'waiting', forced: 'stage-limit' });
    expect(state.stages[0]?.plan.status).toBe('done');
  });
});
