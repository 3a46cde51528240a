// node bench/hostile-endpoints.ts [--only PATTERN] [--megabytes 1024] Endpoints that never stop: each sends up to 1 GB
// of one thing to a sequential session of a server in a process of its own (the API on node:http, no build). Prints how
// the call ended, how much the process's memory grew, the longest wait for /api/health, and how soon a second session
// on the same endpoint ended after Cancel. Exits with 1 where memory grew by 200 MB or more, Cancel took over 1 s, or a
// session did not end with a named error, cut, or whole.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { parseLog } from '#lib/trace/jsonl.ts';
import { startServer, type WatchedServer } from './bystander/server.ts';
import { type Flood, floodsOf, honest, startFlood } from './hostile-endpoints/floods.ts';

const { values } = parseArgs({
  options: { only: { type: 'string', default: '' }, megabytes: { type: 'string', default: '1024' } },
});
const megabytes = Number(values.megabytes);
const MEBI = 1024 * 1024;
const MOST_GROWTH = 200 * MEBI;
const MOST_CANCEL_MS = 1000;
const ASK_EVERY_MS = 10;
const CANCEL_AFTER_MS = 150;
/** A trickle ends by these. */
const timeouts = { firstTokenMs: 3000, stallMs: 3000, totalMs: 10_000 };

async function send<T>(server: WatchedServer, method: string, route: string, body?: unknown): Promise<T> {
  const response = await fetch(`${server.base}${route}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${text}`);
  return (text === '' ? null : JSON.parse(text)) as T;
}

/** Measures what a person beside it sees, and the memory of the process, until `stop`. */
function watch(server: WatchedServer) {
  const before = server.memory() ?? 0;
  const most = { memory: before, waitMs: 0 };
  let over = false;
  const memory = (async () => {
    while (!over) {
      most.memory = Math.max(most.memory, server.memory() ?? 0);
      await setTimeout(ASK_EVERY_MS);
    }
  })();
  const health = (async () => {
    while (!over) {
      const askedAt = performance.now();
      await fetch(`${server.base}/api/health`).then((response) => response.text());
      most.waitMs = Math.max(most.waitMs, performance.now() - askedAt);
      await setTimeout(ASK_EVERY_MS);
    }
  })();
  return async () => {
    over = true;
    await Promise.all([memory, health]);
    return { growth: most.memory - before, waitMs: most.waitMs };
  };
}

const start = async (server: WatchedServer, endpointId: string): Promise<string> => {
  const settings = { maxAttempts: 1 };
  const request = { question: 'What is 2 + 2?', strategy: 'sequential', endpointId, settings };
  return (await send<{ id: string }>(server, 'POST', '/api/sessions', request)).id;
};

async function ended(server: WatchedServer, id: string): Promise<string> {
  for (;;) {
    const { status } = await send<{ status: string }>(server, 'GET', `/api/sessions/${id}`);
    if (status !== 'running') return status;
    await setTimeout(ASK_EVERY_MS);
  }
}

/** How a session's only call ended, by its log. */
async function endOf(server: WatchedServer, id: string) {
  const log = await (await fetch(`${server.base}/api/sessions/${id}/export?format=log`)).text();
  const parsed = parseLog(log);
  const events = parsed.ok ? parsed.events : [];
  const end = events.find((event) => event.type === 'thought-end');
  const codes = events.flatMap((event) => (event.type === 'diagnostic' ? [event.code] : []));
  const said = events.reduce((sum, event) => sum + ('text' in event ? event.text.length : 0), 0);
  return { status: end?.status ?? 'none', error: end?.error?.type, codes, said };
}

/** What every first session loads, above all the tokenizer, must not count as an effect of a flood. */
async function warmUp(server: WatchedServer) {
  const endpoint = await startFlood(honest, megabytes);
  const definition = { name: honest.name, baseUrl: endpoint.baseUrl, model: 'honest' };
  const { id } = await send<{ id: string }>(server, 'POST', '/api/endpoints', definition);
  await ended(server, await start(server, id));
  await endpoint.close();
}

async function measure(server: WatchedServer, flood: Flood) {
  const endpoint = await startFlood(flood, megabytes);
  const definition = { name: flood.name, baseUrl: endpoint.baseUrl, model: 'flood', timeouts };
  const { id: endpointId } = await send<{ id: string }>(server, 'POST', '/api/endpoints', definition);
  const stop = watch(server);
  const startedAt = performance.now();
  const first = await start(server, endpointId);
  await ended(server, first);
  const durationMs = performance.now() - startedAt;
  const { sent } = endpoint;
  const sentBytes = sent();

  const second = await start(server, endpointId);
  await setTimeout(CANCEL_AFTER_MS);
  const cancelledAt = performance.now();
  await send(server, 'POST', `/api/sessions/${second}/cancel`).catch(() => {});
  const wasRunning = (await ended(server, second)) === 'cancelled';
  const cancelMs = wasRunning ? performance.now() - cancelledAt : null;
  const figures = await stop();
  const end = await endOf(server, first);
  await endpoint.close();
  return { ...figures, ...end, durationMs, sentBytes, cancelMs };
}

const floods = floodsOf(megabytes).filter(({ name }) => new RegExp(values.only, 'i').test(name));
const cpu = os.cpus()[0]?.model ?? 'unknown processor';
console.log(
  `${new Date().toISOString().slice(0, 10)}, ${os.cpus().length} × ${cpu}, Node ${process.version}, ${megabytes} MB each`,
);
console.log(
  '| endless | ends | after | sent | said | memory + | health waits | cancel |\n| --- | --- | --- | --- | --- | --- | --- | --- |',
);
const mb = (bytes: number) => `${(bytes / MEBI).toFixed(1)} MB`;
const ms = (duration: number) => `${Math.round(duration)} ms`;
const faults: string[] = [];
for (const flood of floods) {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintscope-flood-'));
  const server = await startServer({ dataDir, bridge: true });
  try {
    await warmUp(server);
    const row = await measure(server, flood);
    const end = [row.error ?? row.status, ...row.codes.filter((code) => code === 'over-limit')].join(', ');
    const cells = [
      flood.name,
      end,
      ms(row.durationMs),
      mb(row.sentBytes),
      row.said,
      mb(row.growth),
      ms(row.waitMs),
    ];
    console.log(`| ${cells.join(' | ')} | ${row.cancelMs === null ? 'over before' : ms(row.cancelMs)} |`);
    const isNamed = row.error !== undefined && row.error !== 'internal';
    if (!isNamed && row.status !== 'truncated' && row.status !== 'done') faults.push(`${flood.name}: ${end}`);
    if (row.growth >= MOST_GROWTH) faults.push(`${flood.name}: memory grew by ${mb(row.growth)}`);
    if ((row.cancelMs ?? 0) > MOST_CANCEL_MS)
      faults.push(`${flood.name}: Cancel took ${ms(row.cancelMs ?? 0)}`);
  } finally {
    await server.stop();
    fs.rmSync(dataDir, { recursive: true, force: true });
  }
}
for (const fault of faults) console.error(fault);
process.exit(faults.length > 0 ? 1 : 0);
