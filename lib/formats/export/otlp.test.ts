import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TraceEvent } from '#lib/trace/events.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { arbitraryBrokenLog, arbitraryLog } from '#lib/trace/testing/arbitrary-log.ts';
import { sessionStart, stampLog, tokensOf } from '#lib/trace/testing/log-builder.ts';
import { stage } from '#lib/trace/testing/worked-example.ts';
import { writeOtlp } from './otlp.ts';
import type { OtlpSpan, OtlpValue } from './otlp-attributes.ts';

interface Payload {
  resourceSpans: {
    resource: { attributes: unknown[] };
    scopeSpans: { scope: object; spans: OtlpSpan[] }[];
  }[];
}

const spansOf = (log: readonly TraceEvent[]): OtlpSpan[] =>
  (JSON.parse(writeOtlp(foldEvents(log))) as Payload).resourceSpans[0]?.scopeSpans[0]?.spans ?? [];

const attribute = (span: OtlpSpan | undefined, name: string): OtlpValue | undefined =>
  span?.attributes.find(({ key }) => key === name)?.value;

const logs = fc.oneof(arbitraryLog, arbitraryBrokenLog);

describe('any log', () => {
  it('ids are lower-case hex of 16 and 8 bytes, unique, and of one trace', () => {
    fc.assert(
      fc.property(logs, (log) => {
        const spans = spansOf(log);
        for (const { traceId, spanId } of spans) {
          expect(traceId).toMatch(/^[0-9a-f]{32}$/);
          expect(spanId).toMatch(/^[0-9a-f]{16}$/);
        }
        expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(spans.length);
        expect(new Set(spans.map(({ traceId }) => traceId)).size).toBeLessThanOrEqual(1);
      }),
      { numRuns: 200 },
    );
  });

  it('one span has no parent, every other one’s parent and every link’s target are there', () => {
    fc.assert(
      fc.property(logs, (log) => {
        const spans = spansOf(log);
        const ids = new Set(spans.map(({ spanId }) => spanId));
        const roots = spans.filter(({ parentSpanId }) => parentSpanId === undefined);
        expect(roots).toHaveLength(spans.length === 0 ? 0 : 1);
        for (const { parentSpanId, links } of spans) {
          if (parentSpanId !== undefined) expect(ids.has(parentSpanId)).toBe(true);
          for (const { spanId } of links) expect(ids.has(spanId)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('times are strings of nanoseconds, and no span ends before it begins', () => {
    fc.assert(
      fc.property(logs, (log) => {
        for (const { startTimeUnixNano, endTimeUnixNano } of spansOf(log)) {
          expect(startTimeUnixNano).toMatch(/^\d+$/);
          expect(endTimeUnixNano).toMatch(/^\d+$/);
          expect(BigInt(startTimeUnixNano) <= BigInt(endTimeUnixNano)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('of a valid log every span lies within its parent', () => {
    fc.assert(
      fc.property(arbitraryLog, (log) => {
        const spans = spansOf(log);
        const byId = new Map(spans.map((span) => [span.spanId, span]));
        for (const span of spans) {
          const parent = byId.get(span.parentSpanId ?? '');
          if (!parent) continue;
          expect(BigInt(parent.startTimeUnixNano) <= BigInt(span.startTimeUnixNano)).toBe(true);
          expect(BigInt(span.endTimeUnixNano) <= BigInt(parent.endTimeUnixNano)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('the same log gives the same text', () => {
    fc.assert(fc.property(logs, (log) => writeOtlp(foldEvents(log)) === writeOtlp(foldEvents([...log]))));
  });
});

describe('a session of one round', () => {
  const model = { endpointName: 'Lab', model: 'sprint-7b', ruleBased: false, mode: 'native' as const };
  const log = stampLog([
    sessionStart({
      startedAt: '2026-01-01T00:00:00.500Z',
      models: {
        planner: { ...model, baseUrl: 'https://lab.example:8443/v1' },
        executor: { ...model, model: 'small', mode: 'prompted' },
      },
    }),
    ...stage(1, { tokens: 100, from: 100, to: 500 }, [
      { prompt: { tokens: 40, at: 200 }, execution: { tokens: 50, from: 210, to: 900 } },
    ]),
    { type: 'answer-start', stream: 'answer', attempt: 1, requestedAt: 950, at: 950 },
    {
      type: 'attempt-failed',
      stream: 'answer',
      attempt: 1,
      error: { type: 'rate-limited', message: 'Slow down.' },
      at: 960,
    },
    { type: 'answer-start', stream: 'answer', attempt: 2, requestedAt: 970, at: 970 },
    { type: 'answer-delta', stream: 'answer', attempt: 2, channel: 'text', text: 'It is 42.', at: 980 },
    {
      type: 'answer-end',
      stream: 'answer',
      attempt: 2,
      status: 'done',
      finishReason: 'stop',
      tokens: tokensOf(5),
      usage: { inputTokens: 120, outputTokens: 7 },
      at: 1000,
    },
    { type: 'session-end', status: 'done', at: 1000 },
  ]);
  const spans = spansOf(log);
  const named = (name: string) => spans.filter((span) => span.name === name);
  const parentOf = (span: OtlpSpan | undefined) => spans.find(({ spanId }) => spanId === span?.parentSpanId);

  it('names: workflow, plan, agent and calls, each with its model', () => {
    expect(spans.map(({ name }) => name).sort()).toEqual(
      [
        'invoke_workflow sprint-7b',
        'plan sprint-7b',
        'text_completion sprint-7b',
        'invoke_agent small',
        'chat small',
        'text_completion sprint-7b',
        'text_completion sprint-7b',
      ].sort(),
    );
    expect(named('invoke_agent small').map((span) => attribute(span, 'gen_ai.operation.name'))).toEqual([
      { stringValue: 'invoke_agent' },
    ]);
    for (const span of spans) expect(attribute(span, 'gen_ai.provider.name')).toEqual({ stringValue: 'Lab' });
  });

  it('parents: calls in the piece they wrote, rounds and the answer in the session', () => {
    const [agent] = named('invoke_agent small');
    const [call] = named('chat small');
    expect(parentOf(call)).toBe(agent);
    expect(parentOf(agent)?.name).toBe('plan sprint-7b');
    expect(parentOf(parentOf(agent))?.name).toBe('invoke_workflow sprint-7b');
    expect(named('text_completion sprint-7b').map((span) => parentOf(span)?.name)).toEqual([
      'plan sprint-7b',
      'invoke_workflow sprint-7b',
      'invoke_workflow sprint-7b',
    ]);
  });

  it('times count from when the session started', () => {
    const [agent] = named('invoke_agent small');
    const start = BigInt(Date.parse('2026-01-01T00:00:00.500Z')) * 1_000_000n;
    expect(agent?.startTimeUnixNano).toBe(String(start + 210_000_000n));
    expect(agent?.endTimeUnixNano).toBe(String(start + 900_000_000n));
  });

  it('a failed attempt is a call with an error status and its type', () => {
    const failed = spans.filter(({ status }) => status.code === 2);
    expect(failed.map((span) => [span.status.message, attribute(span, 'error.type')])).toEqual([
      ['Slow down.', { stringValue: 'rate-limited' }],
    ]);
    expect(spans.find((span) => attribute(span, 'error.type') === undefined)?.status.code).toBe(1);
  });

  it('usage is what the endpoint reported; our own counts have our own names', () => {
    const last = named('text_completion sprint-7b').at(-1);
    expect(attribute(last, 'gen_ai.usage.input_tokens')).toEqual({ intValue: '120' });
    expect(attribute(last, 'gen_ai.usage.output_tokens')).toEqual({ intValue: '7' });
    expect(attribute(last, 'sprintscope.tokens.text')).toEqual({ intValue: '5' });
    expect(attribute(last, 'gen_ai.response.finish_reasons')).toEqual({
      arrayValue: { values: [{ stringValue: 'stop' }] },
    });
    const [agent] = named('chat small');
    expect(attribute(agent, 'gen_ai.usage.output_tokens')).toBeUndefined();
    expect(attribute(agent, 'sprintscope.tokens.text')).toEqual({ intValue: '50' });
  });

  it('sequential tokens say which reading they are', () => {
    const [workflow] = named('invoke_workflow sprint-7b');
    expect(attribute(workflow, 'sprintscope.reading')).toEqual({ stringValue: 'decoded' });
    expect(attribute(workflow, 'sprintscope.thinking_tokens')).toEqual({ intValue: '0' });
  });

  it('calls are clients of the address they went to', () => {
    const [call] = named('text_completion sprint-7b');
    expect(call?.kind).toBe(3);
    expect(attribute(call, 'server.address')).toEqual({ stringValue: 'lab.example' });
    expect(attribute(call, 'server.port')).toEqual({ intValue: '8443' });
  });

  it('the answer’s first call is linked to what it joined, an execution to the plan that forked it', () => {
    const [agent] = named('invoke_agent small');
    const [plan, first, second] = named('text_completion sprint-7b');
    expect(agent?.links.map(({ spanId }) => spanId)).toEqual([plan?.spanId]);
    expect(first?.links.map(({ spanId }) => spanId)).toEqual([agent?.spanId]);
    expect(second?.links).toEqual([]);
  });
});

it('a start that is no date, and a log without a session, are written all the same', () => {
  const [span] = spansOf(stampLog([sessionStart({ startedAt: 'yesterday' })]));
  expect(span?.startTimeUnixNano).toBe('0');
  expect(spansOf([])).toEqual([]);
});

it('a branch whose plan turned out to be thinking is an agent marked as discarded, with ids of its own', () => {
  const start = { type: 'execution-start', stream: 'execution:1.1', requestedAt: 10 } as const;
  const end = {
    type: 'execution-end',
    stream: 'execution:1.1',
    status: 'done',
    tokens: tokensOf(7),
  } as const;
  const spans = spansOf(
    stampLog([
      sessionStart(),
      { type: 'stage-start', stage: 1 },
      { type: 'plan-start', stream: 'plan:1', attempt: 1, requestedAt: 0 },
      { ...start, attempt: 1 },
      { ...end, attempt: 1 },
      {
        type: 'attempt-failed',
        stream: 'plan:1',
        attempt: 1,
        error: { type: 'was-thinking', message: 'It was thinking.' },
        tokens: tokensOf(0),
      },
      { type: 'plan-start', stream: 'plan:1', attempt: 2, requestedAt: 0 },
      { ...start, attempt: 2 },
      { ...end, attempt: 2 },
    ]),
  );
  expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(spans.length);
  const agents = spans.filter(({ name }) => name.startsWith('invoke_agent'));
  expect(agents.map((span) => attribute(span, 'sprintscope.discarded'))).toEqual([
    undefined,
    { boolValue: true },
  ]);
  expect(spans.filter((span) => attribute(span, 'sprintscope.stream') !== undefined)).toHaveLength(3);
});
