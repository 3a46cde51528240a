import type { TraceEvent, UnstampedEvent } from '#lib/trace/events.ts';
import { executionStream, planStream } from '#lib/trace/streams.ts';
import { sessionStart, stampLog, tokensOf } from '#lib/trace/testing/log-builder.ts';

type Step = UnstampedEvent & { at?: number };
export type Steps = readonly (Step | readonly Step[])[];

export const planStart = (stage: number): Step[] => [
  { type: 'stage-start', stage },
  { type: 'plan-start', stream: planStream(stage), attempt: 1, requestedAt: 0 },
];

export const planText = (stage: number, text: string): Step => ({
  type: 'plan-delta',
  stream: planStream(stage),
  attempt: 1,
  channel: 'text',
  text,
});

/** A prompt of ten characters, written and closed; `offset` where it starts in the plan. */
export function prompt(stage: number, index: number, offset: number): Step[] {
  return [
    { type: 'prompt-start', stage, index, offset },
    planText(stage, `task ${stage}.${index} .`.slice(0, 10).padEnd(10)),
    {
      type: 'prompt-end',
      stage,
      index,
      offset: offset + 10,
      tokens: index * 5,
      tokensWithTags: index * 5 + 4,
    },
  ];
}

export function execution(stage: number, index: number, tokens: number): Step[] {
  const stream = executionStream(stage, index);
  return [
    { type: 'execution-start', stream, attempt: 1, requestedAt: 0 },
    { type: 'execution-delta', stream, attempt: 1, channel: 'text', text: `did ${stage}.${index}` },
    { type: 'execution-end', stream, attempt: 1, status: 'done', tokens: tokensOf(tokens) },
  ];
}

export const planEnd = (stage: number, tokens: number): Step => ({
  type: 'plan-end',
  stream: planStream(stage),
  attempt: 1,
  status: 'done',
  tokens: tokensOf(tokens),
});

/** A whole stage whose execution k has `lengths[k - 1]` tokens. */
export function stage(number: number, lengths: readonly number[]): Step[] {
  return [
    ...planStart(number),
    ...lengths.flatMap((_, at) => prompt(number, at + 1, at * 10)),
    planEnd(number, 5 * lengths.length + 1),
    ...lengths.flatMap((tokens, at) => execution(number, at + 1, tokens)),
    { type: 'stage-end', stage: number, status: 'done' },
  ];
}

export const answer: Step[] = [
  { type: 'answer-start', stream: 'answer', attempt: 1, requestedAt: 0 },
  { type: 'answer-delta', stream: 'answer', attempt: 1, channel: 'text', text: 'So \\boxed{42}.' },
  { type: 'answer-end', stream: 'answer', attempt: 1, status: 'done', tokens: tokensOf(6) },
  { type: 'session-end', status: 'done' },
];

export const logOf = (...steps: Steps): TraceEvent[] => stampLog([sessionStart(), ...steps.flat()]);
