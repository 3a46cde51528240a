import { randomBytes } from 'node:crypto';
import { systemClock } from '#lib/base/clock.ts';
import { runSession } from '#lib/orchestrator/run-session.ts';
import type { TokenCounter, TokenizerName } from '#lib/tokens/counter.ts';
import { createCounter } from '#lib/tokens/worker-counter.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { processAccess } from './access/process-access.ts';
import { serverConfig } from './config.ts';
import { outputLine } from './output-line.ts';
import { createServer, type Server } from './server.ts';

const KEY = Symbol.for('sprintscope.server');
const shared = globalThis as { [KEY]?: Promise<Server> };

/**
 * The one server of this process, opened by the first call. We keep it on globalThis because Next loads a module up to
 * three times in one process (instrumentation, route handlers, pages), and the run lock allows one. Rejects as
 * `createServer` does; the next call then tries again.
 */
export function getServer(): Promise<Server> {
  shared[KEY] ??= open().catch((error: unknown) => {
    delete shared[KEY];
    throw error;
  });
  return shared[KEY];
}

const counters = new Map<TokenizerName, TokenCounter>();

/** One worker per tokenizer, started by the first text that it counts. */
function counterFor(name: TokenizerName): TokenCounter {
  const counter = counters.get(name) ?? createCounter(name);
  counters.set(name, counter);
  return counter;
}

async function open(): Promise<Server> {
  return createServer({
    config: serverConfig(process.env, process.cwd(), packageJson.version),
    access: processAccess(),
    env: process.env,
    runSession,
    counterFor,
    clock: systemClock,
    random: Math.random,
    randomBytes,
    pid: process.pid,
    report: (message, error) => console.error(outputLine(message, error)),
  });
}
