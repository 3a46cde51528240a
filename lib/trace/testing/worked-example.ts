import type { UnstampedEvent } from '../events.ts';
import { foldEvents } from '../fold.ts';
import { sessionStart, stampLog, tokensOf } from './log-builder.ts';

export type Timed = UnstampedEvent & { at?: number };

export interface Branch {
  /** P_k's text and thinking, and the moment of the fork. */
  prompt?: { tokens: number; at: number; thinking?: number };
  /** E_k's text and thinking, start and end. */
  execution?: { tokens: number; from: number; to: number; thinking?: number };
}

/**
 * One stage with given lengths: 10 more tokens per piece with tags, 4 more per P_k. No piece thinks unless specified.
 */
export function stage(
  number: number,
  plan: { tokens: number; from: number; to: number; thinking?: number },
  branches: Branch[],
): Timed[] {
  const events: Timed[] = [
    { type: 'stage-start', stage: number, at: plan.from },
    { type: 'plan-start', stream: `plan:${number}`, attempt: 1, requestedAt: plan.from, at: plan.from },
    {
      type: 'plan-end',
      stream: `plan:${number}`,
      attempt: 1,
      status: 'done',
      tokens: tokensOf(plan.tokens, 10, plan.thinking),
      at: plan.to,
    },
  ];
  branches.forEach(({ prompt, execution }, position) => {
    const index = position + 1;
    const stream = `execution:${number}.${index}` as const;
    if (prompt)
      events.push(
        { type: 'prompt-start', stage: number, index, offset: 0, at: prompt.at - 1 },
        {
          type: 'prompt-end',
          stage: number,
          index,
          offset: 0,
          tokens: prompt.tokens,
          tokensWithTags: prompt.tokens + 4,
          thinkingTokens: prompt.thinking ?? 0,
          at: prompt.at,
        },
      );
    if (execution)
      events.push(
        { type: 'execution-start', stream, attempt: 1, requestedAt: execution.from, at: execution.from },
        {
          type: 'execution-end',
          stream,
          attempt: 1,
          status: 'done',
          tokens: tokensOf(execution.tokens, 10, execution.thinking),
          at: execution.to,
        },
      );
  });
  const ends = events.map(({ at }) => at ?? 0);
  const sorted = events
    .map((event, position) => ({ event, position }))
    .sort((a, b) => (a.event.at ?? 0) - (b.event.at ?? 0) || a.position - b.position)
    .map(({ event }) => event);
  return [...sorted, { type: 'stage-end', stage: number, status: 'done', at: Math.max(...ends) }];
}

const answer = (tokens: number, from: number, to: number, thinking = 0): Timed[] => [
  { type: 'answer-start', stream: 'answer', attempt: 1, requestedAt: from, at: from },
  {
    type: 'answer-end',
    stream: 'answer',
    attempt: 1,
    status: 'done',
    tokens: tokensOf(tokens, 10, thinking),
    at: to,
  },
  { type: 'session-end', status: 'done', at: to },
];

export const fold = (...events: Timed[]) => foldEvents(stampLog([sessionStart(), ...events]));

/**
 * Stage 1: plan 100, P = 30 and 70, E = 50 and 20. Stage 2: plan 40 without a prompt. Stage 3: plan 90 with a tail
 * after P = 20, E = 30. Answer 10.
 */
export const worked = fold(
  ...stage(1, { tokens: 100, from: 0, to: 1000 }, [
    { prompt: { tokens: 30, at: 300 }, execution: { tokens: 50, from: 310, to: 800 } },
    { prompt: { tokens: 70, at: 700 }, execution: { tokens: 20, from: 750, to: 1200 } },
  ]),
  ...stage(2, { tokens: 40, from: 1200, to: 1600 }, []),
  ...stage(3, { tokens: 90, from: 1600, to: 2500 }, [
    { prompt: { tokens: 20, at: 1800 }, execution: { tokens: 30, from: 1800, to: 2100 } },
  ]),
  ...answer(10, 2500, 2600),
);

/**
 * The worked example of SPEC.md with thinking. Stage 1: the planner thinks 60, closes prompt 1 (text 30), thinks 20 more,
 * closes prompt 2 (text 70), ends at 100; execution 1.1 thinks 500 and writes 50, 1.2 thinks 10 and writes 20. Stage 2: a
 * plan of 40 after 15 of thinking, without a prompt. Answer 10 after 5 of thinking.
 */
export const workedThinking = fold(
  ...stage(1, { tokens: 100, thinking: 80, from: 0, to: 1000 }, [
    {
      prompt: { tokens: 30, thinking: 60, at: 300 },
      execution: { tokens: 50, thinking: 500, from: 310, to: 800 },
    },
    {
      prompt: { tokens: 70, thinking: 80, at: 700 },
      execution: { tokens: 20, thinking: 10, from: 750, to: 1200 },
    },
  ]),
  ...stage(2, { tokens: 40, thinking: 15, from: 1200, to: 1600 }, []),
  ...answer(10, 1600, 1700, 5),
);
