// Preloaded into the server by server.ts (`--import`): measures how long one turn of its event loop takes. A bystander
// waits for at most one turn; on a busy machine a turn takes longer, but its processor time stays the same.
import http from 'node:http';
import path from 'node:path';
import { isMainThread } from 'node:worker_threads';

const EVERY_MS = 2;
const folder = process.env.BYSTANDER_LOOP_FOLDER;
if (isMainThread && folder) {
  let longest = { processorMs: 0, ms: 0 };
  let atMs = performance.now();
  let used = process.threadCpuUsage();
  setInterval(() => {
    const nowMs = performance.now();
    const { user, system } = process.threadCpuUsage(used);
    longest = {
      processorMs: Math.max(longest.processorMs, (user + system) / 1000),
      ms: Math.max(longest.ms, nowMs - atMs),
    };
    atMs = nowMs;
    used = process.threadCpuUsage();
  }, EVERY_MS).unref();
  // Each request returns the longest turn since the previous one.
  http
    .createServer((_, response) => {
      response.end(JSON.stringify(longest));
      longest = { processorMs: 0, ms: 0 };
    })
    .listen(path.join(folder, `${process.pid}.sock`))
    .unref();
}
