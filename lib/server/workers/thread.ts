import { setPriority } from 'node:os';
import { inspect } from 'node:util';
import { parentPort } from 'node:worker_threads';
import type { TokenCounter, TokenizerName } from '#lib/tokens/counter.ts';
import { receivedError, sentError } from './job-error.ts';
import type { FromThread, JobContext, JobKind, RunJob, ToThread } from './job-types.ts';
import { runners } from './runners.ts';

export interface ThreadDeps {
  counterFor(name: TokenizerName): TokenCounter;
  countTokens(text: string): number;
}

/** The work of a pool's thread: one job after the other, until the thread ends. */
export function serveJobs({ counterFor, countTokens }: ThreadDeps): void {
  let gifts: ArrayBuffer[] = [];
  let told: PromiseWithResolvers<unknown> | null = null;
  let stopped = false;

  function post(message: FromThread): void {
    const moved = gifts;
    gifts = [];
    parentPort?.postMessage(message, moved);
  }

  /** One question at a time: a job continues only with the answer. */
  function ask(message: FromThread): Promise<never> {
    if (stopped) return Promise.reject(new Stopped());
    told = Promise.withResolvers();
    post(message);
    return told.promise as Promise<never>;
  }

  const context: JobContext = {
    store: {
      session: (...values) => ask({ read: { name: 'session', values } }),
      events: (...values) => ask({ read: { name: 'events', values } }),
      annotations: (...values) => ask({ read: { name: 'annotations', values } }),
    },
    counterFor,
    countTokens,
    tell: (item) => ask({ item }),
    give(bytes) {
      if (bytes.byteLength === bytes.buffer.byteLength) gifts.push(bytes.buffer);
      return bytes;
    },
    report: (message, error) => post({ report: { message, error: inspect(error) } }),
  };

  async function work(kind: JobKind, input: unknown): Promise<void> {
    stopped = false;
    try {
      const run = (await runners[kind]()) as unknown as RunJob<JobKind>;
      post({ result: await run(input as never, context as never) });
    } catch (error) {
      gifts = [];
      post({ failure: sentError(error) });
    }
  }

  parentPort?.on('message', (message: ToThread) => {
    if ('kind' in message) void work(message.kind, message.input);
    else if ('answer' in message) told?.resolve(message.answer);
    else if ('refusal' in message) told?.reject(receivedError(message.refusal));
    else if ('end' in message) parentPort?.close();
    else {
      stopped = true;
      told?.reject(new Stopped());
    }
  });
  yieldToMainThread();
}

/**
 * Half the share of the main thread; with a lower priority, other programs on the machine would stop this thread
 * altogether.
 */
const NICENESS = 3;

/**
 * On Linux each thread has its own priority: a request for a page goes before background work. Elsewhere this would
 * change the whole process.
 */
function yieldToMainThread(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(0, NICENESS);
  } catch {
    // Not permitted here: the system then shares its cores evenly.
  }
}

class Stopped extends Error {
  override name = 'Stopped';
}
