import type {
  ContextPolicy,
  EndStatus,
  ErrorInfo,
  EventOf,
  Mode,
  TraceEvent,
  UnstampedEvent,
} from '#lib/trace/events.ts';
import { executionStream, planStream, type StreamId } from '#lib/trace/streams.ts';

/** A session described by its pieces, for tests: the texts of plans and executions, and how these ended. */
export interface SampleSession {
  question?: string;
  stages: readonly SampleStage[];
  answer?: { text: string; thinking?: string; forced?: EventOf<'answer-start'>['forced'] };
  policy?: ContextPolicy;
  plannerMode?: Mode;
  executorMode?: Mode;
  /** Default 1, which has no shared part. */
  layout?: 1 | 2;
}

export interface SampleStage {
  /** Text and prompts of the plan, in order, each with what the planner thought before it. */
  plan: readonly { prompt?: boolean; text: string; thinking?: string }[];
  /** One per prompt. */
  executions: readonly SampleExecution[];
  /** Earlier replies of the planner without any tag. */
  untagged?: readonly string[];
}

export interface SampleExecution {
  text: string;
  thinking?: string;
  status?: EndStatus;
  error?: ErrorInfo;
}

const TOKENS = { text: 1, withTags: 2, thinking: 0 };
const instructions = { planner: 'PLAN.', executor: 'EXECUTE.', sequential: 'THINK.' };

export function sampleStart(sample: Omit<SampleSession, 'stages'>): UnstampedEvent {
  const model = (mode: Mode = 'native') => ({ endpointName: 'E', model: 'm', ruleBased: false, mode });
  return {
    type: 'session-start',
    logVersion: 1,
    question: sample.question ?? 'Why?',
    strategy: 'sprint',
    mode: sample.plannerMode ?? 'native',
    models: { planner: model(sample.plannerMode), executor: model(sample.executorMode) },
    instructions: sample.layout === 2 ? { shared: 'SHARED.', ...instructions } : instructions,
    settings: {
      parallelism: 8,
      maxStages: 12,
      plannerMaxTokens: 100,
      executorMaxTokens: 100,
      sequentialMaxTokens: 100,
      temperature: 0,
      maxAttempts: 3,
      contextPolicy: sample.policy ?? 'paper',
      forkAt: sample.policy === 'authors' ? 'plan' : 'prompt',
    },
    tokenizer: 'test',
    startedAt: '2026-01-01T00:00:00.000Z',
    origin: { kind: 'by-hand' },
    clock: 'tokens',
    ...(sample.layout && { contextLayout: sample.layout }),
  };
}

/** The log of such a session. Executions start at their fork and write between the plan's pieces, as in a live run. */
export function sampleLog(sample: SampleSession): TraceEvent[] {
  const events: UnstampedEvent[] = [sampleStart(sample)];
  // Each request has its own time, because request times distinguish calls.
  const requestedAt = () => events.length * 10;
  sample.stages.forEach((stage, position) => {
    events.push(...stageEvents(stage, position + 1, sample.policy === 'authors', requestedAt()));
  });
  const { answer } = sample;
  if (answer) {
    if (!answer.forced) events.push(...withdrawnStage(sample.stages.length + 1, requestedAt()));
    const stream = 'answer' as const;
    events.push(
      { type: 'answer-start', stream, attempt: 1, requestedAt: requestedAt(), forced: answer.forced },
      ...thinkingDelta('answer-delta', stream, 1, answer.thinking),
      { type: 'answer-delta', stream, attempt: 1, channel: 'text', text: answer.text },
      { type: 'answer-end', stream, attempt: 1, status: 'done', tokens: TOKENS },
    );
  }
  events.push({ type: 'session-end', status: 'done' });
  return events.map((event, seq) => ({ ...event, seq, at: seq * 10 }) as TraceEvent);
}

function stageEvents(
  sample: SampleStage,
  stage: number,
  waitForPlan: boolean,
  requestedAt: number,
): UnstampedEvent[] {
  const stream = planStream(stage);
  const events: UnstampedEvent[] = [{ type: 'stage-start', stage }];
  const untagged = sample.untagged ?? [];
  untagged.forEach((text, position) => {
    const attempt = position + 1;
    const error = { type: 'no-tags', message: 'The reply has no tags.' };
    events.push(
      { type: 'plan-start', stream, attempt, requestedAt },
      { type: 'plan-delta', stream, attempt, channel: 'text', text },
      { type: 'attempt-failed', stream, attempt, error },
    );
  });
  const attempt = untagged.length + 1;
  events.push({ type: 'plan-start', stream, attempt, requestedAt });
  const running: { index: number; left: string }[] = [];
  let offset = 0;
  let index = 0;
  for (const { prompt, text, thinking } of sample.plan) {
    events.push(...thinkingDelta('plan-delta', stream, attempt, thinking));
    if (prompt) events.push({ type: 'prompt-start', stage, index: ++index, offset });
    if (text !== '') events.push({ type: 'plan-delta', stream, attempt, channel: 'text', text });
    offset += text.length;
    for (const one of running) {
      const text = one.left.slice(0, 5);
      one.left = one.left.slice(5);
      if (text !== '') events.push(executionDelta(stage, one.index, text));
    }
    if (!prompt) continue;
    events.push({ type: 'prompt-end', stage, index, offset, tokens: 1, tokensWithTags: 2 });
    if (waitForPlan) continue;
    events.push(...executionStart(stage, index, requestedAt, sample.executions[index - 1]));
    running.push({ index, left: sample.executions[index - 1]?.text ?? '' });
  }
  events.push({ type: 'plan-end', stream, attempt, status: 'done', tokens: TOKENS });
  sample.executions.forEach((execution, position) => {
    const { text, status = 'done', error } = execution;
    const number = position + 1;
    const left = running.find((one) => one.index === number)?.left ?? text;
    if (!running.some((one) => one.index === number))
      events.push(...executionStart(stage, number, requestedAt, execution));
    if (left !== '') events.push(executionDelta(stage, number, left));
    const stream = executionStream(stage, number);
    events.push({ type: 'execution-end', stream, attempt: 1, status, tokens: TOKENS, error });
  });
  events.push({ type: 'stage-end', stage, status: 'done' });
  return events;
}

function withdrawnStage(stage: number, requestedAt: number): UnstampedEvent[] {
  const stream = planStream(stage);
  return [
    { type: 'stage-start', stage },
    { type: 'plan-start', stream, attempt: 1, requestedAt },
    { type: 'plan-end', stream, attempt: 1, status: 'done', tokens: TOKENS, becomes: 'answer' },
    { type: 'stage-end', stage, status: 'done' },
  ];
}

function executionStart(
  stage: number,
  index: number,
  requestedAt: number,
  execution: SampleExecution | undefined,
): UnstampedEvent[] {
  const stream = executionStream(stage, index);
  return [
    { type: 'execution-start', stream, attempt: 1, requestedAt },
    ...thinkingDelta('execution-delta', stream, 1, execution?.thinking),
  ];
}

/** No delta without thinking. */
const thinkingDelta = (
  type: 'plan-delta' | 'execution-delta' | 'answer-delta',
  stream: StreamId,
  attempt: number,
  thinking = '',
): UnstampedEvent[] =>
  thinking === '' ? [] : [{ type, stream, attempt, channel: 'thinking', text: thinking } as UnstampedEvent];

const executionDelta = (stage: number, index: number, text: string): UnstampedEvent => ({
  type: 'execution-delta',
  stream: executionStream(stage, index),
  attempt: 1,
  channel: 'text',
  text,
});
