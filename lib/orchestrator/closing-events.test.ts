import { describe, expect, it } from 'vitest';
import { defaultSettings } from '#lib/trace/default-settings.ts';
import { LOG_VERSION, type TraceEvent, type UnstampedEvent } from '#lib/trace/events.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { validateLog } from '#lib/trace/validate-log.ts';
import { closeLog, closingEvents } from './closing-events.ts';
import { wordCounter } from './testing/run-scripted.ts';

const info = { endpointName: 'T', model: 'm', ruleBased: false, mode: 'native' as const };
const tokens = { text: 1, withTags: 1, thinking: 0 };
const error = { type: 'dropped', message: 'The stream broke off.' };
/**
 * A session to be cut anywhere: it has pieces that are done, being written, only announced, and between two attempts.
 */
const script: UnstampedEvent[] = [
  {
    type: 'session-start',
    logVersion: LOG_VERSION,
    question: 'Q',
    strategy: 'sprint',
    mode: 'native',
    models: { planner: info, executor: info },
    instructions: { planner: '', executor: '', sequential: '' },
    settings: defaultSettings,
    tokenizer: 'words',
    startedAt: '2026-01-01T00:00:00.000Z',
    origin: { kind: 'live' },
    clock: 'wall',
  },
  { type: 'stage-start', stage: 1 },
  { type: 'plan-start', stream: 'plan:1', attempt: 1, requestedAt: 1 },
  { type: 'plan-delta', stream: 'plan:1', attempt: 1, channel: 'text', text: 'first do this' },
  { type: 'prompt-start', stage: 1, index: 1, offset: 6 },
  { type: 'prompt-end', stage: 1, index: 1, offset: 13, tokens: 3, tokensWithTags: 5 },
  { type: 'execution-start', stream: 'execution:1.1', attempt: 1, requestedAt: 5 },
  { type: 'plan-delta', stream: 'plan:1', attempt: 1, channel: 'text', text: ' then that' },
  { type: 'prompt-start', stage: 1, index: 2, offset: 14 },
  { type: 'execution-delta', stream: 'execution:1.1', attempt: 1, channel: 'text', text: 'some result' },
  { type: 'prompt-end', stage: 1, index: 2, offset: 23, tokens: 5, tokensWithTags: 9 },
  { type: 'plan-end', stream: 'plan:1', attempt: 1, status: 'done', tokens },
  { type: 'execution-end', stream: 'execution:1.1', attempt: 1, status: 'done', tokens },
  { type: 'execution-start', stream: 'execution:1.2', attempt: 1, requestedAt: 12 },
  { type: 'execution-delta', stream: 'execution:1.2', attempt: 1, channel: 'thinking', text: 'hm' },
  { type: 'attempt-failed', stream: 'execution:1.2', attempt: 1, error, retryInMs: 500 },
  { type: 'execution-start', stream: 'execution:1.2', attempt: 2, requestedAt: 14 },
  { type: 'execution-end', stream: 'execution:1.2', attempt: 2, status: 'done', tokens },
  { type: 'stage-end', stage: 1, status: 'done' },
  { type: 'answer-start', stream: 'answer', attempt: 1, requestedAt: 17 },
  { type: 'answer-delta', stream: 'answer', attempt: 1, channel: 'text', text: 'it is' },
  { type: 'answer-end', stream: 'answer', attempt: 1, status: 'done', tokens },
  { type: 'session-end', status: 'done' },
];
const events = script.map((event, seq) => ({ seq, at: seq * 10, ...event }) as TraceEvent);

describe('closing a log', () => {
  it('wherever a log is cut, it becomes whole: what had begun ends once, nothing else is added', async () => {
    for (let cut = 1; cut < events.length; cut++) {
      const before = events.slice(0, cut);
      const added = await closeLog(foldEvents(before), { status: 'interrupted', atMs: 0 }, wordCounter);
      const whole = [...before, ...added];
      expect(validateLog(whole), `cut ${cut}`).toEqual([]);
      const places = (type: string) =>
        [...new Set(whole.filter((event) => event.type === type).map(place))].sort();
      for (const kind of ['plan', 'execution', 'answer', 'stage'])
        expect(places(`${kind}-end`), `${kind} at cut ${cut}`).toEqual(places(`${kind}-start`));
      expect(foldEvents(whole).status).toBe('interrupted');
      expect(added.every((event) => event.at === before.at(-1)?.at)).toBe(true);
      expect(added.filter((event) => event.type.endsWith('-start'))).toEqual([]);
    }
  });

  it('a branch that never began gets no end, one between two attempts does', async () => {
    const cutAt = (type: TraceEvent['type']) =>
      events.slice(0, events.findLastIndex((event) => event.type === type) + 1);
    const known = await closeLog(
      foldEvents(cutAt('prompt-end')),
      { status: 'cancelled', atMs: 0 },
      wordCounter,
    );
    expect(known.map(place)).not.toContain('execution:1.2');
    const failed = cutAt('attempt-failed');
    const added = await closeLog(foldEvents(failed), { status: 'cancelled', atMs: 0 }, wordCounter);
    expect(added[0]).toMatchObject({ type: 'execution-end', stream: 'execution:1.2', status: 'cancelled' });
  });

  it('where the tokenizer fails, the estimate stands in for the count, and that is said', async () => {
    const broken = { name: 'broken', count: async () => Promise.reject(new Error('no worker')) };
    const state = foldEvents(events.slice(0, 10));
    const added = await closingEvents(state, { status: 'failed' }, broken);
    expect(added.map(({ type }) => type)).toEqual([
      'diagnostic',
      'plan-end',
      'execution-end',
      'stage-end',
      'session-end',
    ]);
    const estimated = state.stages[0]?.plan.estimatedTokens.text ?? 0;
    expect(estimated).toBeGreaterThan(0);
    expect(added[1]).toMatchObject({ tokens: { text: estimated } });
  });

  it('counts what an open piece had written', async () => {
    const state = foldEvents(events.slice(0, 10));
    const added = await closeLog(state, { status: 'cancelled', atMs: 500 }, wordCounter);
    expect(added).toMatchObject([
      { type: 'plan-end', at: 500, tokens: { text: 5 } },
      { type: 'execution-end', stream: 'execution:1.1', tokens: { text: 2 } },
      { type: 'stage-end', stage: 1, status: 'cancelled' },
      { type: 'session-end', status: 'cancelled' },
    ]);
  });

  it('adds nothing to a log that has ended or not begun', async () => {
    expect(await closeLog(foldEvents(events), { status: 'failed', atMs: 0 }, wordCounter)).toEqual([]);
    expect(await closeLog(foldEvents([]), { status: 'failed', atMs: 0 }, wordCounter)).toEqual([]);
  });
});

const place = (event: TraceEvent) =>
  'stream' in event ? event.stream : 'stage' in event ? String(event.stage) : '';
