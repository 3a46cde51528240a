import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { ensureBuild } from '../../bin/steps/build.mjs';
import { ensureDependencies } from '../../bin/steps/dependencies.mjs';
import { serverFlags } from '../../bin/steps/server-flags.mjs';
import { ensureWorkers, workersFolder } from '../../bin/steps/workers.mjs';

const root = path.resolve(import.meta.dirname, '../..');

/** The longest turn of the server's event loop: processor time of its thread, and total time. */
export interface LongestTurn {
  processorMs: number;
  ms: number;
}

export interface WatchedServer {
  readonly base: string;
  /** Linux only: resident memory of all its processes now, bytes; null where it is not known. */
  memory(): number | null;
  /** Since the last call; null where the server does not answer. */
  longestTurn(): Promise<LongestTurn | null>;
  /** What it printed. */
  output(): string;
  isRunning(): boolean;
  /** SIGTERM, after 20 s SIGKILL. Returns ms until it was gone. */
  stop(): Promise<number>;
  kill(): Promise<void>;
}

/** A server that already runs: we know nothing of its process. */
export const givenServer = (base: string): WatchedServer => ({
  base,
  memory: () => null,
  longestTurn: async () => null,
  output: () => '',
  isRunning: () => true,
  stop: async () => 0,
  kill: async () => {},
});

/** The production server as `npm start` runs it, or (`bridge`) only its API on node:http, which needs no build. */
export async function startServer(options: {
  dataDir: string;
  bridge: boolean;
  env?: Record<string, string>;
}): Promise<WatchedServer> {
  // Not through the start script: npm may run an older Node, which cannot read the modules imported below.
  if (!options.bridge) {
    ensureDependencies();
    ensureBuild();
  }
  ensureWorkers();
  const loops = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintscope-loop-'));
  const port = options.bridge ? 0 : await freePort();
  const script = options.bridge ? 'lib/server/testing/serve.ts' : 'bin/start.mjs';
  const watch = pathToFileURL(path.join(import.meta.dirname, 'loop-watch.ts')).href;
  const child = spawn(process.execPath, [...serverFlags, path.join(root, script)], {
    cwd: root,
    env: {
      ...process.env,
      SPRINT_DATA_DIR: options.dataDir,
      PORT: String(port),
      NODE_OPTIONS: `--import ${watch}`,
      SPRINT_WORKERS_DIR: workersFolder,
      BYSTANDER_LOOP_FOLDER: loops,
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-200_000);
    });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  void ended.then(() => fs.rmSync(loops, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
  const isRunning = () => child.exitCode === null && child.signalCode === null;

  async function listening(): Promise<string> {
    for (;;) {
      if (!isRunning()) throw new Error(`The server ended: ${output}`);
      const address = options.bridge ? /listening (\S+)/.exec(output)?.[1] : `http://127.0.0.1:${port}`;
      if (address && (await fetch(`${address}/api/health`).catch(() => null))?.ok) return address;
      await setTimeout(50);
    }
  }

  function tellAll(signal: NodeJS.Signals): void {
    if (!isRunning()) return;
    // The start script's children first: they would outlive it.
    for (const pid of processesOf(child).reverse())
      try {
        process.kill(pid, signal);
      } catch {}
  }
  // Whatever ends this program: a server that stays behind would hold the folder.
  process.once('exit', () => tellAll('SIGKILL'));
  const base = await listening();

  function end(signal: NodeJS.Signals): Promise<void> {
    tellAll(signal);
    return ended;
  }

  return {
    base,
    memory: () => processesOf(child).reduce((sum, pid) => sum + residentBytes(pid), 0),
    async longestTurn() {
      const turns = await Promise.all(
        fs.readdirSync(loops).map((name) => ask(path.join(loops, name)).catch(() => null)),
      );
      const known = turns.filter((turn) => turn !== null);
      return known.reduce<LongestTurn | null>(
        (longest, turn) => ({
          processorMs: Math.max(longest?.processorMs ?? 0, turn.processorMs),
          ms: Math.max(longest?.ms ?? 0, turn.ms),
        }),
        null,
      );
    },
    output: () => output,
    isRunning,
    async stop() {
      const from = performance.now();
      const late = new AbortController();
      if (isRunning())
        await Promise.race([
          end('SIGTERM'),
          setTimeout(20_000, null, { signal: late.signal })
            .then(() => end('SIGKILL'))
            .catch(() => {}),
        ]);
      late.abort();
      return performance.now() - from;
    },
    kill: () => (isRunning() ? end('SIGKILL') : Promise.resolve()),
  };
}

function ask(socketPath: string): Promise<LongestTurn> {
  return new Promise((resolve, reject) => {
    const request = http.get({ socketPath, path: '/', timeout: 5000 }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve(JSON.parse(text)));
    });
    request.on('timeout', () => request.destroy(new Error('no answer'))).on('error', reject);
  });
}

/** Linux only: the process and all that descend from it. */
function processesOf({ pid }: ChildProcess): number[] {
  const found: number[] = pid === undefined ? [] : [pid];
  for (const each of found)
    try {
      for (const task of fs.readdirSync(`/proc/${each}/task`))
        found.push(
          ...fs
            .readFileSync(`/proc/${each}/task/${task}/children`, 'utf8')
            .split(' ')
            .filter(Boolean)
            .map(Number),
        );
    } catch {}
  return found;
}

function residentBytes(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
