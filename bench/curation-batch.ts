// A data set of traces by rules through the real server (a process of its own, as `npm start` runs it, without Next):
//   node bench/curation-batch.ts [--count 2000] [--length 10000] [--no-kill]
// Prints records a second, the server's memory, how long it kept other requests waiting, and the cost of a kill -9 in
// the middle: after it every record must exist once, with the attempts that its runs took.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { curationClient } from '#lib/server/testing/curation-client.ts';
import { type ServerProcess, startServerProcess } from '#lib/server/testing/server-process.ts';
import { generateReasoning } from './generated-reasoning.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '2000' },
    length: { type: 'string', default: '10000' },
    kill: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const count = Number(values.count);
const file = Array.from({ length: count }, (_, index) =>
  JSON.stringify(generateReasoning(Number(values.length), index)),
).join('\n');
console.log(
  `${count} traces, ${(Buffer.byteLength(file) / 1e6).toFixed(1)} MB, load ${os.loadavg()[0]?.toFixed(1)}`,
);

const seconds = (since: number) => ((performance.now() - since) / 1000).toFixed(1);

await measure('to the end', false);
if (values.kill) await measure('killed in the middle', true);

async function measure(name: string, kill: boolean): Promise<void> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintscope-bench-'));
  let server = startServerProcess(dataDir);
  let client = curationClient(await server.listening);
  const startedAt = performance.now();
  const id = await client.createBatch(file);
  const uploaded = performance.now();
  const waits: number[] = [];
  let importedAt = 0;
  let lost = 0;
  let killed = !kill;
  let peak = 0;
  for (;;) {
    await setTimeout(100);
    const asked = performance.now();
    const view = await client.batch(id);
    waits.push(performance.now() - asked);
    if (view.importDone) importedAt ||= performance.now();
    const done = view.counts.kept + view.counts.rejected;
    if (!killed && done > count / 2) {
      killed = true;
      peak = Math.max(peak, peakMegabytes(server));
      const killedAt = performance.now();
      server.child.kill('SIGKILL');
      server = startServerProcess(dataDir);
      client = curationClient(await server.listening);
      const after = (await client.batch(id)).counts;
      console.log(
        `  killed with ${done} done; ${after.kept + after.rejected} done when it answered again after ${seconds(killedAt)} s`,
      );
      lost = performance.now() - killedAt;
      continue;
    }
    if (view.status === 'done') break;
    if (view.status === 'failed') throw new Error(JSON.stringify(view.error));
  }
  const total = performance.now() - startedAt;
  peak = Math.max(peak, peakMegabytes(server));
  const rows = await client.rows(id);
  const once = new Set(rows.map(({ index }) => index)).size === count && rows.length === count;
  const attempts = rows.reduce((sum, row) => sum + row.attempts, 0);
  const view = await client.batch(id);
  const processor = kill ? null : processorSeconds(server);
  waits.sort((a, b) => a - b);
  console.log(
    [
      `${name}: ${((count / (total - lost)) * 1000).toFixed(0)} records/s (${(total / 1000).toFixed(1)} s in all; upload ${(uploaded - startedAt).toFixed(0)} ms, imported after ${((importedAt - startedAt) / 1000).toFixed(1)} s)`,
      ...(processor === null
        ? []
        : [
            `processor time ${((processor / count) * 1000).toFixed(1)} ms a record, all threads and the start included`,
          ]),
      `peak memory ${peak} MB; a batch summary took ${waits[waits.length >> 1]?.toFixed(0)} ms (median), ${waits.at(-1)?.toFixed(0)} ms (worst of ${waits.length})`,
      `${view.counts.kept} kept, ${view.counts.rejected} rejected, ${view.counts.failed} failed; each once: ${once}; ${attempts} attempts; database ${databaseMegabytes(dataDir)} MB`,
    ].join('\n  '),
  );
  server.child.kill('SIGKILL');
  fs.rmSync(dataDir, { recursive: true, force: true });
  if (!once) process.exitCode = 1;
}

/** Linux only: the peak memory of the process, including its threads. */
function peakMegabytes({ child }: ServerProcess): number {
  const status = fs.readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}

/** Linux only: of all threads, in clock ticks of 10 ms. */
function processorSeconds({ child }: ServerProcess): number {
  const fields = fs.readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function databaseMegabytes(dataDir: string): number {
  return Math.round(fs.statSync(path.join(dataDir, 'sprintscope.db')).size / 1e6);
}
