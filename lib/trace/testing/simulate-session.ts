import type { EndStatus, PieceTokens, TraceEvent, UnstampedEvent } from '../events.ts';
import { allPieces } from '../pieces.ts';
import { emptyState, reduce } from '../reduce.ts';
import { executionStream, parseStream, planStream, type StreamId } from '../streams.ts';
import { sessionStart } from './log-builder.ts';

export interface AttemptsSpec {
  failures: { chunks: string[]; startsFirst: boolean; counted: boolean }[];
  thinking: string[];
  chunks: string[];
  status: 'done' | 'truncated' | 'failed';
}

export interface StageSpec {
  plan: AttemptsSpec;
  prompts: { before: string[]; text: string[]; execution: AttemptsSpec; resumes: boolean }[];
  tail: string[];
  dependency: boolean;
}

export interface SessionSpec {
  strategy: 'sprint' | 'sequential';
  stages: StageSpec[];
  answer: { piece: AttemptsSpec; way: 'withdrawn' | 'forced' } | null;
  picks: number[];
  stepsMs: number[];
  cutAfter: number | null;
  leftOpen: boolean;
  clock: 'wall' | 'tokens';
}

/** A stand-in for a tokenizer, for texts that no real tokenizer should have to read. */
export const countThirds = (text: string): number => Math.ceil(text.length / 3);

/** The events of one stream; a `prompt-end` starts the execution of that prompt. */
type Script = UnstampedEvent[];

/** Simulates a session as an orchestrator would log it: executors start at the fork, stages end at the join. */
export function simulateSession(spec: SessionSpec): TraceEvent[] {
  const events: UnstampedEvent[] = [sessionStart({ strategy: spec.strategy, clock: spec.clock })];
  let picked = 0;
  if (spec.strategy === 'sequential') {
    const piece = spec.answer?.piece ?? { failures: [], thinking: [], chunks: [], status: 'done' };
    events.push(...pieceScript('thought', piece));
  } else {
    spec.stages.forEach((stage, position) => {
      const number = position + 1;
      events.push({ type: 'stage-start', stage: number });
      let running: Script[] = [planScript(number, stage)];
      while (running.length > 0) {
        const pick = (spec.picks[picked++ % spec.picks.length] ?? 0) % running.length;
        const event = running[pick]?.shift();
        if (!event) {
          running = running.filter((script) => script.length > 0);
          continue;
        }
        events.push(event);
        if (event.type !== 'prompt-end') continue;
        const execution = stage.prompts[event.index - 1]?.execution;
        if (execution) running.push(pieceScript(executionStream(number, event.index), execution));
      }
      events.push({ type: 'stage-end', stage: number, status: 'done' });
    });
    if (spec.answer) events.push(...answerScript(spec.stages.length + 1, spec.answer));
  }
  events.push({ type: 'session-end', status: 'done' });
  return finish(spec, events);
}

/** Stamps the events, cuts the session off as the spec says, and closes what is then open. */
function finish(spec: SessionSpec, events: readonly UnstampedEvent[]): TraceEvent[] {
  const log: TraceEvent[] = [];
  let at = 0;
  let state = emptyState;
  const push = (event: UnstampedEvent) => {
    const timed = 'requestedAt' in event ? { ...event, requestedAt: at } : event;
    const stamped = { ...timed, seq: log.length, at } as TraceEvent;
    log.push(stamped);
    state = reduce(state, stamped);
    at += spec.stepsMs[log.length % spec.stepsMs.length] ?? 0;
  };
  const cut = Math.max(1, Math.min(spec.cutAfter ?? events.length, events.length));
  events.slice(0, cut).forEach(push);
  if (cut === events.length || spec.leftOpen) return log;
  const status: EndStatus = 'cancelled';
  for (const piece of allPieces(state))
    if (piece.status === 'running' || (piece.status === 'waiting' && piece.failedAttempts.length > 0))
      push(endOf(piece.stream, piece.attempt, status, tokensOf(piece.text, piece.thinking)));
  for (const stage of state.stages)
    if (stage.endedAt === null) push({ type: 'stage-end', stage: stage.stage, status });
  push({ type: 'session-end', status });
  return log;
}

const tokensOf = (text: string, thinking: string): PieceTokens => ({
  text: countThirds(text),
  withTags: text === '' ? 0 : countThirds(text) + 10,
  thinking: countThirds(thinking),
});

/** `requestedAt` is set when we stamp the event. */
const startOf = (stream: StreamId, attempt: number): UnstampedEvent =>
  ({
    type: `${kindOf(stream)}-start`,
    stream,
    attempt,
    requestedAt: 0,
    contextSha256: `${stream}-${attempt}`,
  }) as UnstampedEvent;

const deltasOf = (
  stream: StreamId,
  attempt: number,
  channel: 'text' | 'thinking',
  texts: readonly string[],
): UnstampedEvent[] =>
  texts.map(
    (text) => ({ type: `${kindOf(stream)}-delta`, stream, attempt, channel, text }) as UnstampedEvent,
  );

const endOf = (stream: StreamId, attempt: number, status: EndStatus, tokens: PieceTokens): UnstampedEvent =>
  ({ type: `${kindOf(stream)}-end`, stream, attempt, status, tokens }) as UnstampedEvent;

const kindOf = (stream: StreamId): string => parseStream(stream)?.kind ?? 'thought';

function failuresScript(stream: StreamId, spec: AttemptsSpec): Script {
  return spec.failures.flatMap(({ chunks, startsFirst, counted }, position): Script => {
    const attempt = position + 1;
    const written = startsFirst ? chunks : [];
    return [
      ...(startsFirst ? [startOf(stream, attempt)] : []),
      ...deltasOf(stream, attempt, 'text', written),
      {
        type: 'attempt-failed',
        stream,
        attempt,
        error: { type: 'dropped', message: 'The stream broke off.' },
        ...(counted && { tokens: tokensOf(written.join(''), '') }),
      },
    ];
  });
}

function pieceScript(stream: StreamId, spec: AttemptsSpec): Script {
  const attempt = spec.failures.length + 1;
  return [
    ...failuresScript(stream, spec),
    startOf(stream, attempt),
    ...deltasOf(stream, attempt, 'thinking', spec.thinking),
    ...deltasOf(stream, attempt, 'text', spec.chunks),
    endOf(stream, attempt, spec.status, tokensOf(spec.chunks.join(''), spec.thinking.join(''))),
  ];
}

function planScript(stage: number, spec: StageSpec): Script {
  const stream = planStream(stage);
  let attempt = spec.plan.failures.length + 1;
  const script: Script = [
    ...failuresScript(stream, spec.plan),
    startOf(stream, attempt),
    ...deltasOf(stream, attempt, 'thinking', spec.plan.thinking),
  ];
  let text = '';
  const say = (texts: readonly string[]) => {
    script.push(...deltasOf(stream, attempt, 'text', texts));
    text += texts.join('');
  };
  say(spec.plan.chunks);
  if (spec.dependency && stage > 1)
    script.push({ type: 'dependency', from: { stage: stage - 1, index: 1 }, to: stream, offset: 0 });
  spec.prompts.forEach((prompt, position) => {
    const index = position + 1;
    say(prompt.before);
    script.push({ type: 'prompt-start', stage, index, offset: text.length });
    say(prompt.text);
    const tokens = countThirds(text);
    script.push({
      type: 'prompt-end',
      stage,
      index,
      offset: text.length,
      tokens,
      tokensWithTags: tokens + 5,
      // Older logs do not state the thinking here.
      ...(index % 2 === 0 && { thinkingTokens: countThirds(spec.plan.thinking.join('')) }),
    });
    if (prompt.resumes) script.push(startOf(stream, ++attempt));
  });
  say(spec.tail);
  const status = spec.prompts.length > 0 && spec.plan.status === 'failed' ? 'truncated' : spec.plan.status;
  script.push(endOf(stream, attempt, status, tokensOf(text, spec.plan.thinking.join(''))));
  return script;
}

function answerScript(stage: number, { piece, way }: NonNullable<SessionSpec['answer']>): Script {
  if (way === 'forced')
    return pieceScript('answer', piece).map((event) =>
      event.type === 'answer-start' ? { ...event, forced: 'stage-limit' } : event,
    );
  const plan = planStream(stage);
  const attempt = piece.failures.length + 1;
  return [
    { type: 'stage-start', stage },
    ...failuresScript(plan, piece),
    startOf(plan, attempt),
    ...deltasOf(plan, attempt, 'thinking', piece.thinking),
    {
      type: 'plan-end',
      stream: plan,
      attempt,
      status: 'done',
      tokens: tokensOf('', piece.thinking.join('')),
      becomes: 'answer',
    },
    { type: 'stage-end', stage, status: 'done' },
    startOf('answer', attempt),
    ...deltasOf('answer', attempt, 'text', piece.chunks),
    endOf('answer', attempt, piece.status, tokensOf(piece.chunks.join(''), piece.thinking.join(''))),
  ];
}
