import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Clock } from '#lib/base/clock.ts';
import type { CurationJob, CurationJobResults } from './job.ts';
import { CurationJobError, type JobFailure } from './job-failure.ts';

/**
 * Two threads at most: each holds a tokenizer (200 MB), and the server, the counting of sessions and the database want
 * a core as well.
 */
export const MOST_WORKERS = 2;
/**
 * Heap of one thread. 70 MB live, the tokenizer most of it, and 200 more while it has a trace of a megabyte; without a
 * limit V8 lets garbage grow to 500 before it looks.
 */
const MOST_MEGABYTES = 384;
/** A job that takes longer is given up, ms: the slowest real trace takes a second. */
const JOB_MS = 60_000;
/** A worker without work gives its memory back after this long, ms. */
const IDLE_MS = 60_000;

export interface CurationPool {
  /**
   * Runs a job in a thread. `now`: somebody waits for it, so it goes before all of a batch. Rejects with
   * CurationJobError.
   */
  run<J extends CurationJob>(job: J, options?: { now?: boolean }): Promise<CurationJobResults[J['type']]>;
  /** Ends the threads; what is pending is rejected. */
  close(): Promise<void>;
}

export interface CurationPoolDeps {
  clock: Pick<Clock, 'sleep'>;
  /** Defects, with the worker's own stack. */
  report(message: string, error: unknown): void;
  workers?: number;
  jobMs?: number;
}

interface Task {
  job: CurationJob;
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

interface Thread {
  worker: Worker;
  task: Task | null;
  /** Ends the deadline or the idle time that runs. */
  timer: AbortController;
}

type Reply = { result: unknown } | { failure: JobFailure };

export function createCurationPool({
  clock,
  report,
  workers = MOST_WORKERS,
  jobMs = JOB_MS,
}: CurationPoolDeps): CurationPool {
  const threads = new Set<Thread>();
  const urgent: Task[] = [];
  const waiting: Task[] = [];
  let closed = false;

  function start(): Thread {
    const worker = new Worker(workerFile(), {
      name: 'curation',
      // Flags of the main thread (a loader, a test runner's hooks) have no meaning for this one.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
    });
    const thread: Thread = { worker, task: null, timer: new AbortController() };
    threads.add(thread);
    worker.on('message', (reply: Reply) => settle(thread, reply));
    worker.on('error', (error) => {
      report('A curation worker broke', error);
      drop(thread, 'worker-ended');
    });
    worker.on('exit', () => drop(thread, 'worker-ended'));
    return thread;
  }

  function settle(thread: Thread, reply: Reply): void {
    const { task } = thread;
    thread.task = null;
    thread.timer.abort();
    if (!task) return;
    if ('result' in reply) task.resolve(reply.result);
    else task.reject(errorOf(reply.failure, report));
    next(thread);
  }

  function next(thread: Thread): void {
    const task = urgent.shift() ?? waiting.shift();
    if (!task) {
      rest(thread);
      return;
    }
    thread.timer.abort();
    thread.timer = new AbortController();
    thread.task = task;
    // One that works keeps the process alive, an idle one does not.
    thread.worker.ref();
    thread.worker.postMessage(task.job);
    clock.sleep(jobMs, thread.timer.signal).then(
      () => drop(thread, 'too-slow'),
      () => {},
    );
  }

  function rest(thread: Thread): void {
    thread.worker.unref();
    thread.timer = new AbortController();
    clock.sleep(IDLE_MS, thread.timer.signal).then(
      () => drop(thread, 'closed'),
      () => {},
    );
  }

  /** The worker ended, or is ended; what it worked on fails, and others take over. */
  function drop(thread: Thread, type: 'too-slow' | 'worker-ended' | 'closed'): void {
    if (!threads.delete(thread)) return;
    thread.timer.abort();
    thread.task?.reject(ended[type]());
    thread.task = null;
    void thread.worker.terminate();
    if (!closed) fill();
  }

  function fill(): void {
    for (const thread of threads) if (!thread.task && urgent.length + waiting.length > 0) next(thread);
    while (threads.size < workers && urgent.length + waiting.length > 0) next(start());
  }

  return {
    run(job, { now = false } = {}) {
      if (closed) return Promise.reject(ended.closed());
      return new Promise((resolve, reject) => {
        (now ? urgent : waiting).push({ job, resolve: resolve as (result: unknown) => void, reject });
        fill();
      });
    },
    async close() {
      closed = true;
      for (const { reject } of [...urgent.splice(0), ...waiting.splice(0)]) reject(ended.closed());
      const ending = [...threads].map(({ worker }) => worker.terminate());
      for (const thread of threads) drop(thread, 'closed');
      await Promise.all(ending);
    },
  };
}

const ended = {
  'too-slow': () =>
    new CurationJobError(
      'too-slow',
      'Taking this trace apart took more than a minute and was given up.',
      'Check that it is one trace of a usual length; shorten it, or leave it out.',
    ),
  'worker-ended': () =>
    new CurationJobError(
      'worker-ended',
      'The thread that took this trace apart ended.',
      'Try again. If it happens each time, the machine may lack memory; the server’s output says more.',
    ),
  closed: () => new CurationJobError('closed', 'Sprintscope is shutting down.', 'Try again when it runs.'),
};

function errorOf(
  { message, remedy, field, expected }: JobFailure,
  report: CurationPoolDeps['report'],
): CurationJobError {
  if (expected) return new CurationJobError('unreadable', message, remedy, field);
  report('Curation failed on a trace', message);
  return new CurationJobError(
    'internal',
    'Sprintscope failed on this trace in a way it should not have; its output says more.',
    'Please report it, with the trace if you can.',
  );
}

/**
 * The worker's source runs as it is: Node takes the types off. Under Next this module is a bundle elsewhere, and the
 * working directory is the checkout (bin/start.mjs).
 */
function workerFile(): string {
  return path.join(/* turbopackIgnore: true */ process.cwd(), 'lib/server/curation/worker.ts');
}
