// node bench/frames.ts [--url http://127.0.0.1:3000] [--branches 16] [--rate 100]
// Frame times of the session page in headless Chromium while 16 branches stream at 100 tokens/s each. Starts the
// production server on a fresh data folder unless --url names one that runs.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    branches: { type: 'string', default: '16' },
    rate: { type: 'string', default: '100' },
    scheme: { type: 'string', default: 'light' },
  },
});
const branches = Number(values.branches);
const rate = Number(values.rate);
const port = 3298;
const base = values.url ?? `http://127.0.0.1:${port}`;
/** Long enough that all branches stream together for some 15 s. */
const shape = {
  stages: 1,
  branches,
  promptTokens: 10,
  betweenTokens: 2,
  answerTokens: 30,
  shortest: 1600,
  step: 40,
};

const endpoint = spawn(
  process.execPath,
  [path.join(import.meta.dirname, 'paced-endpoint.ts'), JSON.stringify({ rate, ...shape })],
  {
    stdio: ['ignore', 'pipe', 'inherit'],
  },
);
const [endpointPort] = await once(endpoint.stdout!, 'data');
const server = values.url ? null : startServer();
await until(async () => (await fetch(`${base}/api/health`)).ok);

const { id: endpointId } = await post('/api/endpoints', {
  name: 'Paced endpoint',
  baseUrl: `http://127.0.0.1:${String(endpointPort).trim()}/v1`,
  model: 'paced',
  mode: 'native',
});
const browser = await chromium.launch({
  executablePath:
    process.env.CHROMIUM ??
    ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((file) => fs.existsSync(file)),
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});
const page = await browser.newPage({
  viewport: { width: 1440, height: 900 },
  colorScheme: values.scheme as 'light',
});
const { id } = await post('/api/sessions', {
  question: 'A page with many branches at once.',
  strategy: 'sprint',
  endpointId,
  settings: { parallelism: branches },
});
await page.goto(`${base}/sessions/${id}`);
await until(async () => (await executionsRunning(id)) === branches);

await page.evaluate(() => {
  const store = window as unknown as { frames: number[]; tasks: number[] };
  store.frames = [];
  store.tasks = [];
  new PerformanceObserver((list) =>
    store.tasks.push(...list.getEntries().map((entry) => entry.duration)),
  ).observe({ entryTypes: ['longtask'] });
  let last = performance.now();
  const frame = (now: number) => {
    store.frames.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
});
const measuredFromMs = performance.now();
await until(async () => (await executionsRunning(id)) < branches, 120_000);
const seconds = (performance.now() - measuredFromMs) / 1000;
const { frames, tasks } = await page.evaluate(() => {
  const { frames, tasks } = window as unknown as { frames: number[]; tasks: number[] };
  return { frames, tasks };
});

const sorted = frames.slice(1).sort((a, b) => a - b);
const at = (share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(1);
console.log(
  `${branches} branches at ${rate} tokens/s each, ${seconds.toFixed(0)} s, ${sorted.length} frames, ${os.cpus()[0]?.model}, ${os.cpus().length} cores`,
);
console.log('| frames/s | median ms | p95 ms | p99 ms | worst ms | tasks over 50 ms | longest task ms |');
console.log('| --- | --- | --- | --- | --- | --- | --- |');
const cells = [
  (sorted.length / seconds).toFixed(0),
  at(0.5),
  at(0.95),
  at(0.99),
  at(1),
  tasks.length,
  Math.max(0, ...tasks).toFixed(0),
];
console.log(`| ${cells.join(' | ')} |`);

await browser.close();
await fetch(`${base}/api/sessions/${id}`, { method: 'DELETE' });
await fetch(`${base}/api/endpoints/${endpointId}`, { method: 'DELETE' });
endpoint.kill();
server?.kill('SIGTERM');
process.exit(0);

function startServer() {
  const SPRINT_DATA_DIR = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintscope-frames-'));
  return spawn(process.execPath, [path.join(import.meta.dirname, '../bin/start.mjs')], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PORT: String(port), SPRINT_DATA_DIR },
  });
}

/** Executions that have written something and not ended, by the log from the API's export. */
async function executionsRunning(session: string): Promise<number> {
  const log = await (await fetch(`${base}/api/sessions/${session}/export?format=log`)).text();
  const begun = new Set(log.match(/"execution-delta","stream":"execution:\d+\.\d+"/g)?.map(streamOf));
  for (const ended of log.match(/"execution-end","stream":"execution:\d+\.\d+"/g)?.map(streamOf) ?? [])
    begun.delete(ended);
  return begun.size;
}

function streamOf(match: string): string {
  return match.split('"stream":')[1]!;
}

async function post(route: string, body: unknown): Promise<{ id: string }> {
  const response = await fetch(`${base}${route}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${route}: ${response.status} ${await response.text()}`);
  return response.json();
}

async function until(holds: () => Promise<boolean>, timeoutMs = 60_000): Promise<void> {
  for (const begun = performance.now(); performance.now() - begun < timeoutMs; ) {
    if (await holds().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  throw new Error('It did not come to pass in time');
}
