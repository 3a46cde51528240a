import type { TraceEvent, UnstampedEvent } from '#lib/trace/events.ts';
import { executionStream, planStream, type StreamId } from '#lib/trace/streams.ts';
import { sessionStart, stampLog, tokensOf } from '#lib/trace/testing/log-builder.ts';

export interface LogShape {
  /** About this many in all. */
  events: number;
  stages: number;
  branches: number;
}

function deltas(stream: StreamId, type: 'plan-delta' | 'execution-delta', count: number): UnstampedEvent[] {
  return Array.from({ length: count }, (_, index) => ({
    type,
    stream,
    attempt: 1,
    channel: 'text',
    text: `word${index % 100} = ${index % 7} `,
  })) as UnstampedEvent[];
}

/** Stages of branches that write in turn, as the same number of executors do; a prompt is one of the plan's batches. */
export function longLog({ events: wanted, stages, branches }: LogShape): TraceEvent[] {
  const perPiece = Math.max(branches, Math.floor(wanted / (stages * (branches + 1))) - 4);
  const events: UnstampedEvent[] = [sessionStart()];
  for (let stage = 1; stage <= stages; stage++) {
    const stream = planStream(stage);
    events.push({ type: 'stage-start', stage }, { type: 'plan-start', stream, attempt: 1, requestedAt: 0 });
    events.push(...deltas(stream, 'plan-delta', perPiece));
    for (let index = 1; index <= branches; index++)
      events.push(
        { type: 'prompt-start', stage, index, offset: (index - 1) * 10 },
        {
          type: 'prompt-end',
          stage,
          index,
          offset: index * 10,
          tokens: index * 4,
          tokensWithTags: index * 4,
        },
        { type: 'execution-start', stream: executionStream(stage, index), attempt: 1, requestedAt: 0 },
      );
    events.push({ type: 'plan-end', stream, attempt: 1, status: 'done', tokens: tokensOf(perPiece * 4) });
    const written = Array.from({ length: branches }, (_, branch) =>
      deltas(executionStream(stage, branch + 1), 'execution-delta', perPiece),
    );
    for (let turn = 0; turn < perPiece; turn++)
      for (const branch of written) {
        const event = branch[turn];
        if (event) events.push(event);
      }
    for (let index = 1; index <= branches; index++)
      events.push({
        type: 'execution-end',
        stream: executionStream(stage, index),
        attempt: 1,
        status: 'done',
        tokens: tokensOf(perPiece * 4),
      });
    events.push({ type: 'stage-end', stage, status: 'done' });
  }
  events.push({ type: 'session-end', status: 'done' });
  return stampLog(events, 1);
}

export function timed<T>(work: () => T): { ms: number; result: T } {
  const start = performance.now();
  const result = work();
  return { ms: performance.now() - start, result };
}

/** Processor time of this thread: excludes other work on the machine, includes the pauses of garbage collection. */
export function processorTimed<T>(work: () => T): { ms: number; result: T } {
  const before = process.threadCpuUsage();
  const result = work();
  const { user, system } = process.threadCpuUsage(before);
  return { ms: (user + system) / 1000, result };
}

export const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

/** Numbers from 0 to 1, the same in every run. */
export function pseudoRandom(seed = 42): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
