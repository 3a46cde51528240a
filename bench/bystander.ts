// node bench/bystander.ts [--only PATTERN] [--bridge | --base-url URL] [--folder DIR] [--rows 2000] [--megabytes 60]
// [--limit 60]
//   [--every 5] [--json FILE]
// How long others wait while one client runs the largest job of every route: a bystander asks /api/health every few ms,
// another watches a session that streams. Starts the production server on a data folder of its own and fills it;
// --bridge runs only the API on node:http (no build), --base-url uses a running server. --folder keeps the filled
// folder for the next run. The bench abandons a job over --limit seconds, as a client that leaves; it kills and
// restarts a server that then does not answer for 30 s. Exits with 1 where a bystander waited over 200 ms, or over 50
// ms at p99.
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Figures, FromWatcher, ToWatcher } from './bystander/figures.ts';
import { type Filled, fill } from './bystander/fill.ts';
import { type Job, jobsOf } from './bystander/jobs.ts';
import { givenServer, type LongestTurn, startServer, type WatchedServer } from './bystander/server.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    bridge: { type: 'boolean', default: false },
    'base-url': { type: 'string' },
    folder: { type: 'string' },
    rows: { type: 'string', default: '2000' },
    megabytes: { type: 'string', default: '60' },
    limit: { type: 'string', default: '60' },
    every: { type: 'string', default: '5' },
    json: { type: 'string' },
  },
});
const MOST_MS = 200;
const MOST_P99_MS = 50;
/** The intended delay of a token: the server gathers deltas for 33 ms, and writes them together within 20. */
const GATHERED_MS = 60;
const megabytes = Number(values.megabytes);
const limitMs = Number(values.limit) * 1000;
const only = new RegExp(values.only, 'i');
const jobs = jobsOf(megabytes).filter(({ name, route }) => only.test(`${route} ${name}`));

interface Row extends Figures {
  job: string;
  route: string;
  tookMs: number;
  note: string;
  turn: LongestTurn | null;
  peakMegabytes: number;
}

const folder = values.folder ?? fs.mkdtempSync(path.join(os.tmpdir(), 'sprintscope-bystander-'));
fs.mkdirSync(folder, { recursive: true });
const dataDir = path.join(folder, 'data');
const base = values['base-url'];
let server = base ? givenServer(base) : await start();

const idle = spawn(process.execPath, [path.join(import.meta.dirname, 'bystander/idle-server.ts')], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
process.once('exit', () => idle.kill());
const [idlePort] = (await once(idle.stdout, 'data')).map(Number);
const watcher = fork(path.join(import.meta.dirname, 'bystander/watcher.ts'));
const { endpointPort } = await told('ready');

const filled = await filledServer();
let live = await watchSession();
console.log(`${jobs.length} jobs, ${os.cpus()[0]?.model}, ${os.cpus().length} cores, load ${load()}`);
console.log(
  '| job | route | s | health p50 / p99 / longest ms | stream p99 / longest ms | idle server p99 / longest ms | longest turn: processor / all ms | peak MB | answer |',
);
console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
const rows: Row[] = [];
for (const job of jobs) {
  const row = await measure(job);
  rows.push(row);
  console.log(line(row));
  if (values.json) fs.writeFileSync(values.json, JSON.stringify(rows, null, 1));
}
const over = rows.filter(isOver);
console.log(
  `\n${over.length} of ${rows.length} kept a bystander over ${MOST_MS} ms, or over ${MOST_P99_MS} ms at p99; load ${load()}`,
);
if (over.length > 0) process.exitCode = 1;
watcher.kill();
idle.kill();
await server.stop();
if (!values.folder) fs.rmSync(folder, { recursive: true, force: true });

async function measure(job: Job): Promise<Row> {
  const place = (ms: number) => ({ base: server.base, filled, megabytes, signal: AbortSignal.timeout(ms) });
  const prepared = await job.prepare?.(place(10 * limitMs));
  if (!(await runs(live))) live = await watchSession();
  send({ type: 'begin' });
  await server.longestTurn();
  await setTimeout(100);
  let peak = server.memory() ?? 0;
  const memory = setInterval(() => {
    peak = Math.max(peak, server.memory() ?? 0);
  }, 100);
  const from = performance.now();
  const note = await job.run(place(limitMs), prepared).catch(reasonOf);
  const tookMs = performance.now() - from;
  const figures = await endOfMeasuring();
  clearInterval(memory);
  const turn = await server.longestTurn();
  const row = {
    ...figures,
    job: job.name,
    route: job.route,
    tookMs,
    note,
    turn,
    peakMegabytes: Math.round(peak / 1e6),
  };
  if (!base && !(await answers())) {
    row.note += '; the server did not answer any more and was started anew';
    await server.kill();
    server = await start();
    live = await watchSession();
  }
  return row;
}

async function answers(): Promise<boolean> {
  const signal = AbortSignal.timeout(30_000);
  const response = await fetch(`${server.base}/api/health`, { signal }).catch(() => null);
  return response?.ok ?? false;
}

async function endOfMeasuring(): Promise<Figures> {
  await setTimeout(300);
  send({ type: 'end' });
  return (await told('figures')).figures;
}

function reasonOf(error: unknown): string {
  const { name, message, cause } = error as Error;
  return name === 'TimeoutError' ? 'left at the limit' : `${message}${cause ? ` (${cause})` : ''}`;
}

async function start(): Promise<WatchedServer> {
  return startServer({ dataDir, bridge: values.bridge });
}

/** Uses a folder that an earlier run filled, or fills one now. */
async function filledServer(): Promise<Filled> {
  const note = path.join(folder, 'filled.json');
  if (!base && fs.existsSync(note)) return JSON.parse(fs.readFileSync(note, 'utf8')) as Filled;
  const from = performance.now();
  const made = await fill(server.base, Number(values.rows));
  console.log(
    `Filled with ${made.all.length} sessions in ${Math.round((performance.now() - from) / 1000)} s`,
  );
  fs.writeFileSync(note, JSON.stringify(made));
  return made;
}

/**
 * Starts a session that streams from the watcher's endpoint for a quarter of an hour, and makes the watcher view it.
 */
async function watchSession(): Promise<string> {
  const { id: endpointId } = await post('/api/endpoints', {
    name: 'Paced',
    baseUrl: `http://127.0.0.1:${endpointPort}/v1`,
    model: 'paced',
    mode: 'native',
  });
  const { id } = await post('/api/sessions', {
    question: 'What comes next?',
    strategy: 'sequential',
    endpointId,
    settings: { sequentialMaxTokens: 36_000 },
  });
  const session = String(id);
  send({
    type: 'watch',
    base: server.base,
    session,
    idlePort: idlePort ?? 0,
    everyMs: Number(values.every),
  });
  await setTimeout(1000);
  return session;
}

/** Asks once more where the server closed the kept connection meanwhile. */
function ask(route: string, init?: RequestInit): Promise<Response> {
  return fetch(`${server.base}${route}`, init).catch(() => fetch(`${server.base}${route}`, init));
}

async function runs(session: string): Promise<boolean> {
  const response = await ask(`/api/sessions/${session}`);
  return ((await response.json()) as { status?: string }).status === 'running';
}

async function post(route: string, body: object): Promise<Record<string, unknown>> {
  const response = await ask(route, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${route}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Record<string, unknown>;
}

function send(message: ToWatcher): void {
  watcher.send(message);
}

async function told<T extends FromWatcher['type']>(type: T): Promise<Extract<FromWatcher, { type: T }>> {
  for (;;) {
    const [message] = (await once(watcher, 'message')) as [FromWatcher];
    if (message.type === type) return message as Extract<FromWatcher, { type: T }>;
  }
}

function isOver({ health, stream }: Row): boolean {
  const isLate = ({ p99Ms, maxMs }: { p99Ms: number; maxMs: number }, usualMs: number) =>
    maxMs - usualMs > MOST_MS || p99Ms - usualMs > MOST_P99_MS;
  return health.failed > 0 || isLate(health, 0) || isLate(stream, GATHERED_MS);
}

function line(row: Row): string {
  const { job, route, tookMs, health, stream, idle: control, turn, peakMegabytes, note } = row;
  const ms = (value: number) => value.toFixed(value < 10 ? 1 : 0);
  const cells = [
    isOver(row) ? `**${job}**` : job,
    `\`${route}\``,
    (tookMs / 1000).toFixed(1),
    `${ms(health.p50Ms)} / ${ms(health.p99Ms)} / ${ms(health.maxMs)}${health.failed > 0 ? ` (${health.failed} failed)` : ''}`,
    `${ms(stream.p99Ms)} / ${ms(stream.maxMs)}${stream.ended ? ' (ended)' : ''}`,
    `${ms(control.p99Ms)} / ${ms(control.maxMs)}`,
    turn ? `${ms(turn.processorMs)} / ${ms(turn.ms)}` : '–',
    peakMegabytes || '–',
    note,
  ];
  return `| ${cells.join(' | ')} |`;
}

function load(): string {
  return (os.loadavg()[0] ?? 0).toFixed(1);
}
