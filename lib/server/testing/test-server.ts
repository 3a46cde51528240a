import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '#lib/base/clock.ts';
import { serverConfig } from '../config.ts';
import { createServer, type Server, type ServerDeps } from '../server.ts';
import { type HttpBridge, startHttpBridge } from './http-bridge.ts';
import { type ScriptedRuns, scriptedRuns, wordCounter } from './scripted-run.ts';

export interface TestServer {
  server: Server;
  runs: ScriptedRuns;
  origin: string;
  dataDir: string;
  /** What the server reported to the process's output. */
  reports: string[];
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Sends a request with a JSON body. */
  send(method: string, path: string, body?: unknown): Promise<Response>;
  close(): Promise<void>;
}

/** Compiled by bin/steps/workers.mjs before the tests. */
const compiled = process.env.SPRINT_WORKERS_DIR;
const workerFile = compiled ? join(compiled, 'test-worker.mjs') : join(import.meta.dirname, 'worker.ts');

/** A server on a folder of its own behind real HTTP; the test plays its runs unless it passes `runSession`. */
export async function startTestServer(
  over: Partial<ServerDeps> & { dataDir?: string; deaf?: boolean } = {},
): Promise<TestServer> {
  const { dataDir = mkdtempSync(join(tmpdir(), 'sprintscope-server-')), deaf, env = {}, ...deps } = over;
  const runs = scriptedRuns({ deaf });
  const reports: string[] = [];
  const server = await createServer({
    config: serverConfig({ ...env, SPRINT_DATA_DIR: dataDir }, '/', '0.0.0'),
    env,
    runSession: runs.runSession,
    counterFor: () => wordCounter,
    clock: systemClock,
    random: () => 0.5,
    randomBytes,
    pid: process.pid,
    workerFile,
    report: (message, error) => reports.push(`${message}: ${error}`),
    ...deps,
  });
  const bridge: HttpBridge = await startHttpBridge(server);
  return {
    server,
    runs,
    origin: bridge.origin,
    dataDir,
    reports,
    fetch: (path, init) => fetch(`${bridge.origin}${path}`, init),
    send: (method, path, body) =>
      fetch(`${bridge.origin}${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        body: body === undefined ? undefined : JSON.stringify(body),
      }),
    async close() {
      await server.close();
      await bridge.close();
      if (!over.dataDir) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
