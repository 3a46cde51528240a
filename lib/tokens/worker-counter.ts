import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { createCountCache } from './count-cache.ts';
import type { TokenCounter, TokenizerName } from './counter.ts';
import { TokenCounterError } from './counter.ts';
import { type CountThreadData, modulePathOf } from './load-count.ts';

export interface WorkerCounter extends TokenCounter {
  /** Ends the worker and rejects pending counts. A counter that nobody closes keeps no process alive. */
  close(): Promise<void>;
}

interface Pending {
  resolve(count: number): void;
  reject(error: TokenCounterError): void;
}

type Reply = { id: number; count: number } | { id: number; error: string };

/**
 * Counts in a worker thread, which starts with the first text. Server only. Counts texts in the order of arrival.
 * @throws TokenCounterError from `count`; after a worker broke, the next text starts a new one.
 */
export function createCounter(name: TokenizerName): WorkerCounter {
  const cache = createCountCache();
  const pending = new Map<number, Pending>();
  let worker: Worker | null = null;
  let closed = false;
  let nextId = 0;

  function fail(from: Worker, error: TokenCounterError) {
    if (from !== worker) return;
    worker = null;
    for (const { reject } of pending.values()) reject(error);
    pending.clear();
  }

  function answer(from: Worker, reply: Reply) {
    const asked = pending.get(reply.id);
    if (!asked) return;
    pending.delete(reply.id);
    // A worker that still owes an answer keeps the process alive, an idle one does not.
    if (pending.size === 0) from.unref();
    if ('count' in reply) asked.resolve(reply.count);
    else asked.reject(new TokenCounterError('worker-failed', `The tokenizer failed: ${reply.error}`));
  }

  function start(): Worker {
    const workerData: CountThreadData = { name, modulePath: modulePathOf(name) };
    const started = new Worker(threadFile(), {
      name: `${name}-counter`,
      workerData,
      // Flags of the main thread (a loader, a test runner's hooks) mean nothing to this one.
      execArgv: [],
    });
    started.unref();
    started.on('message', (reply: Reply) => answer(started, reply));
    started.on('error', (cause) => {
      fail(started, new TokenCounterError('worker-failed', `The tokenizer broke: ${cause}`, { cause }));
    });
    started.on('exit', (code) => {
      fail(started, new TokenCounterError('worker-failed', `The tokenizer ended with exit code ${code}.`));
    });
    return started;
  }

  function ask(text: string): Promise<number> {
    return new Promise((resolve, reject) => {
      worker ??= start();
      const id = nextId++;
      pending.set(id, { resolve, reject });
      worker.ref();
      worker.postMessage({ id, text });
    });
  }

  return {
    name,
    count(text) {
      if (closed) return Promise.reject(new TokenCounterError('closed', 'The token counter was closed.'));
      return text === '' ? Promise.resolve(0) : cache.get(text, ask);
    },
    async close() {
      closed = true;
      const ending = worker;
      if (!ending) return;
      fail(ending, new TokenCounterError('closed', 'The token counter was closed.'));
      await ending.terminate();
    },
  };
}

/**
 * The compiled file if there is one (bin/steps/workers.mjs says why); beside the compiled command line; else the
 * source, from which Node strips the types. Under Next this module is a bundle elsewhere, and the working directory is
 * the checkout.
 */
function threadFile(): string {
  const compiled = process.env.SPRINT_WORKERS_DIR;
  if (compiled) return path.join(/* turbopackIgnore: true */ compiled, 'count-thread.mjs');
  const here = path.dirname(fileURLToPath(import.meta.url));
  const beside = [`${here}/count-thread.ts`, `${here}/count-thread.mjs`, `${here}/../count-thread.mjs`];
  return (
    beside.find((file) => fs.existsSync(/* turbopackIgnore: true */ file)) ??
    path.join(/* turbopackIgnore: true */ process.cwd(), 'lib/tokens/count-thread.ts')
  );
}
