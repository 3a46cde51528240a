import { createTraceLog, foldEvents } from '#lib/trace/fold.ts';
import { parseLog, writeLog } from '#lib/trace/jsonl.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import { longLog, percentile, pseudoRandom, timed } from './long-log.ts';

/** Folding, seeking and reading a long log. Run: `node bench/fold.ts [events]` (default 100,000). */
const wanted = Number(process.argv[2] ?? 100_000);
const row = (name: string, value: string) => console.log(`${name.padEnd(44)}${value}`);

const events = longLog({ events: wanted, stages: 12, branches: 8 });
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

const random = pseudoRandom();
const seeks: number[] = [];
for (let round = 0; round < 2000; round++) {
  const count = Math.floor(random() * events.length);
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
