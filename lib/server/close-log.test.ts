import { describe, expect, it } from 'vitest';
import { defaultSettings } from '#lib/orchestrator/default-settings.ts';
import { LOG_VERSION, type TraceEvent, type UnstampedEvent } from '#lib/trace/events.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { closingEvents } from './close-log.ts';
import { wordCounter } from './testing/scripted-run.ts';

const info = { endpointName: 'T', model: 'm', ruleBased: false, mode: 'native' as const };
const tokens = { text: 1, withTags: 1, thinking: 0 };
/** A session cut anywhere: a plan ended, one execution done, one writing, one only known, the next plan begun by nobody. */
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
  { type: 'execution-end', stream: 'execution:1.2', attempt: 1, status: 'done', tokens },
  { type: 'stage-end', stage: 1, status: 'done' },
  { type: 'answer-start', stream: 'answer', attempt: 1, requestedAt: 17 },
  { type: 'answer-delta', stream: 'answer', attempt: 1, channel: 'text', text: 'it is' },
  { type: 'answer-end', stream: 'answer', attempt: 1, status: 'done', tokens },
  { type: 'session-end', status: 'done' },
];
const events = script.map((event, seq) => ({ seq, at: seq * 10, ...event }) as TraceEvent);

describe('closingEvents', () => {
  it('wherever a log is cut, it becomes whole: every started thing ends once, nothing else is added', async () => {
    for (let cut = 1; cut < events.length; cut++) {
      const before = events.slice(0, cut);
      const added = await closingEvents(foldEvents(before), { status: 'interrupted', atMs: 0 }, wordCounter);
      const whole = [...before, ...added];
      expect(whole.map((event) => event.seq)).toEqual(whole.map((_, index) => index));
      const ends = (type: string) =>
        whole
          .filter((event) => event.type === type)
          .map(place)
          .sort();
      for (const kind of ['plan', 'execution', 'answer', 'stage'])
        expect(ends(`${kind}-end`), `${kind} at cut ${cut}`).toEqual(ends(`${kind}-start`));
      const state = foldEvents(whole);
      expect(state.status).toBe('interrupted');
      expect(added.every((event) => event.at === before.at(-1)?.at)).toBe(true);
      expect(added.filter((event) => event.type.endsWith('-start'))).toEqual([]);
    }
  });

  it('counts what an open piece had written', async () => {
    const state = foldEvents(events.slice(0, 10));
    const added = await closingEvents(state, { status: 'cancelled', atMs: 500 }, wordCounter);
    expect(added).toMatchObject([
      { type: 'plan-end', at: 500, tokens: { text: 5 } },
      { type: 'execution-end', stream: 'execution:1.1', tokens: { text: 2 } },
      { type: 'stage-end', stage: 1, status: 'cancelled' },
      { type: 'session-end', status: 'cancelled' },
    ]);
  });

  it('adds nothing to a log that has ended or not begun', async () => {
    expect(await closingEvents(foldEvents(events), { status: 'failed', atMs: 0 }, wordCounter)).toEqual([]);
    expect(await closingEvents(foldEvents([]), { status: 'failed', atMs: 0 }, wordCounter)).toEqual([]);
  });
});

const place = (event: TraceEvent) =>
  'stream' in event ? event.stream : 'stage' in event ? String(event.stage) : '';
