// node bench/full-disk.ts [ROUNDS] [SEED]: as root, on Linux. Mounts a disk of 16 MB in memory, runs a whole server on
// it over HTTP and fills the disk while three sessions run, at another moment and in another way in each round; then
// frees it. Checks that the stored log has every event that a viewer saw, that no session stays running, that deleting
// works, and that everything works again in the same process. Unmounts whatever happens.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import timers from 'node:timers/promises';
import { createRandom } from '#lib/formats/testing/random.ts';
import { startServerProcess } from '#lib/server/testing/server-process.ts';
import { openSse, type SseClient } from '#lib/server/testing/sse-client.ts';

const rounds = Number(process.argv[2] ?? 20);
const seed = Number(process.argv[3] ?? 1);
const random = createRandom(seed).next;
const sleep = (ms: number) => timers.setTimeout(ms);
const MEGABYTE = 1024 * 1024;
/** For what the server does by itself: it checks the disk at least every 5 s. */
const PATIENCE_MS = 30_000;

const disk = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintscope-full-disk-'));
execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', disk]);
const endpoint = spawn(
  process.execPath,
  [
    path.join(import.meta.dirname, 'paced-endpoint.ts'),
    JSON.stringify({
      ...{ rate: 150, stages: 3, branches: 4, promptTokens: 8, betweenTokens: 20, answerTokens: 300 },
      ...{ shortest: 400, step: 60 },
    }),
  ],
  { stdio: ['ignore', 'pipe', 'inherit'] },
);
let server: ReturnType<typeof startServerProcess> | null = null;
let failed = 0;
try {
  const [port] = (await once(endpoint.stdout, 'data')) as [Buffer];
  server = startServerProcess(path.join(disk, 'data'), {
    SPRINT_BASE_URL: `http://127.0.0.1:${port.toString().trim()}/v1`,
    SPRINT_MODEL: 'paced',
    SPRINT_MODE: 'native',
  });
  const origin = await server.listening;
  const totals = { rounds: 0, shown: 0, missing: 0, stuck: 0, deletedWhileFull: 0, slowestRecoveryMs: 0 };
  for (let round = 1; round <= rounds; round++) {
    const result = await playRound(origin, round);
    totals.rounds++;
    totals.shown += result.shown;
    totals.missing += result.missing;
    totals.stuck += result.stuck;
    totals.deletedWhileFull += result.deleted === 204 ? 1 : 0;
    totals.slowestRecoveryMs = Math.max(totals.slowestRecoveryMs, result.recoveryMs);
    failed += result.problems.length;
    console.log(`round ${round}: ${JSON.stringify(result)}`);
  }
  if (server.child.exitCode !== null) failed++;
  console.log(
    JSON.stringify({ seed, ...totals, problems: failed, sameProcess: server.child.exitCode === null }),
  );
} finally {
  await end(server?.child);
  await end(endpoint);
  execFileSync('umount', [disk]);
  fs.rmdirSync(disk);
}
process.exit(failed > 0 ? 1 : 0);

interface Viewed {
  id: string;
  viewer: SseClient;
}

async function playRound(origin: string, round: number) {
  const problems: string[] = [];
  const api = async (method: string, where: string, body?: object) => {
    const response = await fetch(`${origin}${where}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  };
  const until = async (what: string, holds: () => Promise<boolean>) => {
    for (const start = performance.now(); !(await holds()); await sleep(50))
      if (performance.now() - start > PATIENCE_MS) return void problems.push(`not in time: ${what}`);
  };
  const health = async () => (await api('GET', '/api/health')).body;
  const startSession = async (): Promise<Viewed | null> => {
    const { status, body } = await api('POST', '/api/sessions', { question: `Round ${round}: what fits?` });
    if (status !== 201) return null;
    return { id: body.id, viewer: await openSse(`${origin}/api/sessions/${body.id}/events`) };
  };

  const old = (await startSession()) ?? fail('no session could be started');
  await old.viewer.until(200);
  await api('POST', `/api/sessions/${old.id}/cancel`);
  const sessions: Viewed[] = [];
  for (let count = 0; count < 3; count++) {
    const started = await startSession();
    if (started) sessions.push(started);
    else problems.push('a session could not be started');
  }
  await sleep(200 + random() * 3000);
  // Fills the disk once, or again and again, which also uses up the space that the server reserves for this case.
  const greedy = round % 2 === 0;
  fillDisk();
  const filling = greedy ? setInterval(fillDisk, 5) : null;
  await until('degraded', async () => (await health()).status === 'degraded');
  const atStart = await health();
  if (atStart.storage.kind !== 'no-space')
    problems.push(`the disk is full, but said is ${atStart.storage.kind}`);
  const refused = await api('POST', '/api/sessions', { question: 'Not now?' });
  if (refused.status !== 507 || !refused.body.remedy) problems.push(`a new session: ${refused.status}`);
  if (filling) clearInterval(filling);
  const { status: deleted } = await api('DELETE', `/api/sessions/${old.id}`);
  if (deleted !== 204 && !(greedy && deleted === 507)) problems.push(`delete: ${deleted}`);
  const { status: cancelled } = await api('POST', `/api/sessions/${sessions[0]?.id}/cancel`);
  if (cancelled !== 200 && cancelled !== 507) problems.push(`cancel: ${cancelled}`);
  await sleep(random() * 2000);

  const freedAt = performance.now();
  fs.rmSync(path.join(disk, 'ballast'), { force: true });
  await until('ok', async () => (await health()).status === 'ok');
  const recoveryMs = Math.round(performance.now() - freedAt);
  await until('no session runs', async () => (await health()).sessionsRunning === 0);
  let shown = 0;
  let missing = 0;
  let stuck = 0;
  for (const { id, viewer } of sessions) {
    const log = await openSse(`${origin}/api/sessions/${id}/events`);
    await Promise.race([Promise.all([log.ended, viewer.ended]), sleep(PATIENCE_MS)]);
    const stored = new Set(log.events.map((event) => JSON.stringify(event)));
    shown += viewer.events.length;
    missing += viewer.events.filter((event) => !stored.has(JSON.stringify(event))).length;
    const { body } = await api('GET', `/api/sessions/${id}`);
    if (body.status === 'running') stuck++;
    else if (body.status !== 'failed' || body.error?.type !== 'no-space')
      problems.push(`a session ended ${body.status}, ${body.error?.type}`);
    if (viewer.events.at(-1)?.type !== 'session-end') problems.push('a viewer saw no end');
    viewer.close();
    await api('DELETE', `/api/sessions/${id}`);
  }
  const again = await startSession();
  if (again) {
    await again.viewer.until(100);
    if (again.viewer.events.length < 100) problems.push('a new session does not run');
    await api('POST', `/api/sessions/${again.id}/cancel`);
    await api('DELETE', `/api/sessions/${again.id}`);
  } else problems.push('nothing can be started after there is room');
  old.viewer.close();
  await api('DELETE', `/api/sessions/${old.id}`);
  if (missing > 0) problems.push(`${missing} events are missing`);
  if (stuck > 0) problems.push(`${stuck} sessions stay running`);
  return { greedy, shown, missing, stuck, deleted, cancelled, recoveryMs, problems };
}

/** Takes all that is left, down to single blocks. */
function fillDisk(): void {
  const descriptor = fs.openSync(path.join(disk, 'ballast'), 'a');
  for (let size = MEGABYTE; size >= 512; size /= 2) {
    const block = Buffer.alloc(size, 1);
    try {
      while (fs.writeSync(descriptor, block) === size);
    } catch {
      // The disk has no room for this size.
    }
  }
  fs.closeSync(descriptor);
}

async function end(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 12_000);
  await exited;
  clearTimeout(late);
}

function fail(message: string): never {
  throw new Error(message);
}
