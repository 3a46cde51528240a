import type { TraceEvent, UnstampedEvent } from '#lib/trace/events.ts';
import { createTraceLog, foldEvents } from '#lib/trace/fold.ts';
import { parseLog, writeLog } from '#lib/trace/jsonl.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import { executionStream, planStream, type StreamId } from '#lib/trace/streams.ts';
import { sessionStart, stampLog, tokensOf } from '#lib/trace/testing/log-builder.ts';

/** Folding, seeking and reading a long log. Run: `node bench/fold.ts [events]` (default 100,000). */
const wanted = Number(process.argv[2] ?? 100_000);
const STAGES = 12;
const BRANCHES = 8;

function deltas(stream: StreamId, type: 'plan-delta' | 'execution-delta', count: number): UnstampedEvent[] {
  return Array.from({ length: count }, (_, index) => ({
    type,
    stream,
    attempt: 1,
    channel: 'text',
    text: `word${index % 100} = ${index % 7} `,
  })) as UnstampedEvent[];
}

/** 12 stages of 8 branches that write in turn, as 8 executors do. */
function longLog(): TraceEvent[] {
  const perPiece = Math.max(1, Math.floor(wanted / (STAGES * (BRANCHES + 1))) - 4);
  const events: UnstampedEvent[] = [sessionStart()];
  for (let stage = 1; stage <= STAGES; stage++) {
    const stream = planStream(stage);
    events.push({ type: 'stage-start', stage }, { type: 'plan-start', stream, attempt: 1, requestedAt: 0 });
    events.push(...deltas(stream, 'plan-delta', perPiece));
    for (let index = 1; index <= BRANCHES; index++)
      events.push(
        { type: 'prompt-start', stage, index, offset: index },
        { type: 'prompt-end', stage, index, offset: index + 1, tokens: index, tokensWithTags: index },
        { type: 'execution-start', stream: executionStream(stage, index), attempt: 1, requestedAt: 0 },
      );
    events.push({ type: 'plan-end', stream, attempt: 1, status: 'done', tokens: tokensOf(perPiece) });
    const branches = Array.from({ length: BRANCHES }, (_, branch) =>
      deltas(executionStream(stage, branch + 1), 'execution-delta', perPiece),
    );
    for (let turn = 0; turn < perPiece; turn++)
      for (const branch of branches) {
        const event = branch[turn];
        if (event) events.push(event);
      }
    for (let index = 1; index <= BRANCHES; index++)
      events.push({
        type: 'execution-end',
        stream: executionStream(stage, index),
        attempt: 1,
        status: 'done',
        tokens: tokensOf(perPiece),
      });
    events.push({ type: 'stage-end', stage, status: 'done' });
  }
  events.push({ type: 'session-end', status: 'done' });
  return stampLog(events, 1);
}

function timed<T>(work: () => T): { ms: number; result: T } {
  const start = performance.now();
  const result = work();
  return { ms: performance.now() - start, result };
}

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

const row = (name: string, value: string) => console.log(`${name.padEnd(44)}${value}`);

const events = longLog();
foldEvents(events);
const folds = Array.from({ length: 5 }, () => timed(() => foldEvents(events)).ms);
const fold = percentile(folds, 0.5);
row('events', events.length.toLocaleString('en'));
row(
  'fold from scratch',
  `${fold.toFixed(0)} ms, ${Math.round(events.length / (fold / 1000)).toLocaleString('en')} events/s`,
);

const { ms: building, result: log } = timed(() => createTraceLog(events));
row('log with checkpoints', `${building.toFixed(0)} ms, ${log.checkpoints.length} checkpoints`);

let random = 42;
const seeks: number[] = [];
for (let round = 0; round < 2000; round++) {
  random = (random * 1_664_525 + 1_013_904_223) % 4_294_967_296;
  const count = Math.floor((random / 4_294_967_296) * events.length);
  seeks.push(timed(() => log.stateAt(count)).ms);
}
row(
  'seek anywhere',
  `median ${percentile(seeks, 0.5).toFixed(3)} ms, p99 ${percentile(seeks, 0.99).toFixed(3)} ms, max ${Math.max(...seeks).toFixed(2)} ms`,
);

const metrics = Array.from({ length: 200 }, () => timed(() => sessionMetrics(log.state)).ms);
row('sessionMetrics', `median ${percentile(metrics, 0.5).toFixed(3)} ms`);

const written = timed(() => writeLog(events));
const read = timed(() => parseLog(written.result));
if (!read.result.ok) throw read.result.error;
row(
  'JSONL',
  `${(written.result.length / 1e6).toFixed(1)} MB, write ${written.ms.toFixed(0)} ms, read and check ${read.ms.toFixed(0)} ms`,
);
