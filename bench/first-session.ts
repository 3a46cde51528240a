// node bench/first-session.ts PORT QUESTION: starts the server on a new folder and at once requests a session against
// the endpoint on that port, then a second one; prints the seconds of each as JSON. orchestration.ts runs this.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { systemClock } from '#lib/base/clock.ts';
import { newSessionRequest } from '#lib/contract/session-requests.ts';
import { runSession } from '#lib/orchestrator/run-session.ts';
import { serverConfig } from '#lib/server/config.ts';
import { createServer } from '#lib/server/server.ts';
import type { TokenCounter, TokenizerName } from '#lib/tokens/counter.ts';
import { createCounter } from '#lib/tokens/worker-counter.ts';

const [port = '', question = ''] = process.argv.slice(2);
const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintscope-first-'));
const env = {
  SPRINT_DATA_DIR: dataDir,
  SPRINT_BASE_URL: `http://127.0.0.1:${port}/v1`,
  SPRINT_MODEL: 'paced',
  SPRINT_MODE: 'native',
};
const counters = new Map<TokenizerName, TokenCounter>();
const server = await createServer({
  config: serverConfig(env, '/', '0.0.0'),
  env,
  runSession,
  counterFor(name) {
    const counter = counters.get(name) ?? createCounter(name);
    counters.set(name, counter);
    return counter;
  },
  clock: systemClock,
  random: Math.random,
  randomBytes,
  pid: process.pid,
  report: (message, error) => console.error(message, error),
});
const seconds: number[] = [];
for (let session = 0; session < 2; session++) {
  const instructions = { planner: '', executor: '' };
  const { id } = await server.startSession(newSessionRequest.parse({ question, instructions }));
  const live = server.supervisor.live(id);
  while (live && live.shown.status === 'running') await systemClock.sleep(20, new AbortController().signal);
  seconds.push((live?.shown.endedAt ?? Number.NaN) / 1000);
}
console.log(JSON.stringify(seconds));
await server.close();
fs.rmSync(dataDir, { recursive: true, force: true });
process.exit(0);
