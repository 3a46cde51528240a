// 500 trajectories of 5 MB in all through POST /api/traces/batch, over HTTP, on a folder of their own:
//   node bench/import.ts [FOLDER of trajectories] [--tokenizer qwen3|o200k] [--count 500]
// Without a folder it uses the recorded traces of public/traces, as transcripts. Every copy has other digits, so that
// the server counts no text twice. Prints the time, and how long the server kept other requests waiting.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { runSession } from '#lib/orchestrator/run-session.ts';
import { startTestServer } from '#lib/server/testing/test-server.ts';
import { tokenizerNames } from '#lib/tokens/counter.ts';
import { createCounter } from '#lib/tokens/worker-counter.ts';
import { sourceTexts } from './source-texts.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { tokenizer: { type: 'string', default: 'qwen3' }, count: { type: 'string', default: '500' } },
});
const tokenizer = tokenizerNames.find((name) => name === values.tokenizer) ?? 'qwen3';
const count = Number(values.count);
const BYTES_EACH = 10_000;
const BATCH = 25;
const CONCURRENCY = 2;

const sources = sourceTexts(positionals[0]);
const traces = Array.from({ length: count }, (_, index) => ({
  text: copyOf(sources[index % sources.length] ?? '', index),
  kind: 'transcript' as const,
  name: `trajectory_${index}.txt`,
}));
const bytes = traces.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
console.log(
  `${count} trajectories, ${(bytes / 1e6).toFixed(1)} MB, ${sources.length} different, ${tokenizer}`,
);

const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintscope-bench-'));
const counter = createCounter(tokenizer);
const server = await startTestServer({ dataDir, runSession, counterFor: () => counter });
const waits: number[] = [];
const watching = new AbortController();
const watched = watch(watching.signal);

const startedAt = performance.now();
const processor = process.cpuUsage();
const batches = Array.from({ length: Math.ceil(count / BATCH) }, (_, index) =>
  traces.slice(index * BATCH, (index + 1) * BATCH),
);
let imported = 0;
await Promise.all(
  Array.from({ length: CONCURRENCY }, async () => {
    for (let batch = batches.shift(); batch; batch = batches.shift()) {
      const response = await server.send('POST', '/api/traces/batch', { traces: batch, tokenizer });
      const { results } = (await response.json()) as { results: { id?: string }[] };
      imported += results.filter(({ id }) => id).length;
    }
  }),
);
const seconds = (performance.now() - startedAt) / 1000;
const { user, system } = process.cpuUsage(processor);
const used = (user + system) / 1e6;
watching.abort();
await watched;

waits.sort((a, b) => a - b);
const at = (share: number) => (waits[Math.floor(waits.length * share)] ?? 0).toFixed(0);
console.log(
  `${imported} imported in ${seconds.toFixed(1)} s, ${used.toFixed(1)} s of processor time (client and all threads)`,
);
console.log(`another request meanwhile: median ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(0.999)} ms`);
for (const limit of [50, 2000]) {
  const from = performance.now();
  const library = await (await server.fetch(`/api/library?limit=${limit}`)).text();
  console.log(
    `library of ${limit}: ${(performance.now() - from).toFixed(0)} ms, ${(library.length / 1e3).toFixed(0)} kB`,
  );
}
const size = fs.statSync(path.join(dataDir, 'sprintscope.db'), { throwIfNoEntry: false })?.size;
if (size) console.log(`database: ${(size / 1e6).toFixed(0)} MB`);
console.log(`memory: ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`);
await server.close();
await counter.close();
fs.rmSync(dataDir, { recursive: true, force: true });

/** Measures how long a small request waits, twenty times a second. */
async function watch(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const from = performance.now();
    await (await server.fetch('/api/health')).text();
    waits.push(performance.now() - from);
    await setTimeout(50);
  }
}

/** With other digits, and whole sentences left out or said again until it has the wanted length. */
function copyOf(text: string, seed: number): string {
  const sized =
    text.length > 0 && text.length < BYTES_EACH / 2
      ? text.replace(
          /<Plan_1>/,
          `<Plan_1>\n${text.replace(/<[^>]*>/g, ' ').repeat(Math.floor(BYTES_EACH / text.length) - 1)}`,
        )
      : text;
  let place = 0;
  return sized.replace(/(?<![_.\d])\d(?![_.>\d])/g, (digit) => String((Number(digit) + seed + place++) % 10));
}
