import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Clock } from '#lib/base/clock.ts';
import { JobError, type JobErrorType, receivedError, sentError } from './job-error.ts';
import { jobLimits, type Lane, lanes } from './job-limits.ts';
import type { FromThread, JobKind, JobTypes, StoreQuestion, StoreReader, ToThread } from './job-types.ts';

/** A thread without work ends after this long and frees its memory, ms. */
const IDLE_MS = 60_000;
/** A job that nobody waits for any more may end by itself within this time, ms; after that we terminate its thread. */
const GRACE_MS = 500;
/**
 * Heap of one thread, MB: a table of 64 MB with two bytes a character, the data made from it, and a tokenizer. V8 lets
 * garbage grow up to its limit.
 */
const MOST_MEGABYTES = 1024;

export interface RunOptions<K extends JobKind> {
  /** Default: the lane of the job's kind. */
  lane?: Lane;
  /** An abort ends the job: we drop a waiting job, and stop a running one or terminate its thread. */
  signal?: AbortSignal;
  /** Moved to the thread instead of copied. */
  give?: readonly ArrayBuffer[];
  /**
   * Receives the items that the job sends, one after the other. An error thrown here ends the job, and `run` rejects
   * with it.
   */
  onItem?(item: JobTypes[K]['item']): Promise<JobTypes[K]['answer']> | JobTypes[K]['answer'];
}

export interface WorkerPool {
  /**
   * Does a job in a thread. Rejects with JobError, with the signal's reason, or with the job's own refusal: an error of
   * the same name and fields (job-error.ts).
   */
  run<K extends JobKind>(
    kind: K,
    input: JobTypes[K]['input'],
    options?: RunOptions<K>,
  ): Promise<JobTypes[K]['output']>;
  /** Ends the threads and rejects pending jobs. */
  close(): Promise<void>;
}

export interface WorkerPoolDeps {
  /** The store that the pool reads for the jobs. */
  store: StoreReader;
  clock: Pick<Clock, 'sleep'>;
  /** Reports defects, with the thread's own stack. */
  report(message: string, error: unknown): void;
  /** Another program for the threads, for tests. */
  file?: string;
}

interface Task {
  kind: JobKind;
  input: unknown;
  lane: Lane;
  give: readonly ArrayBuffer[];
  onItem(item: unknown): unknown;
  resolve(result: unknown): void;
  reject(error: unknown): void;
  /** The caller's promise is settled already: we drop the job's result. */
  left: boolean;
}

interface Thread {
  worker: Worker;
  task: Task | null;
  hasTokenizer: boolean;
  /** Cancels the deadline or the idle time that is running. */
  timer: AbortController;
}

export function createWorkerPool({ store, clock, report, file = workerFile() }: WorkerPoolDeps): WorkerPool {
  const threads = new Set<Thread>();
  let waiting: Task[] = [];
  let closed = false;

  function start(): Thread {
    const worker = new Worker(file, {
      name: 'jobs',
      // Flags of the main thread (a loader, a test runner's hooks) mean nothing to this one.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
    });
    const thread: Thread = { worker, task: null, hasTokenizer: false, timer: new AbortController() };
    threads.add(thread);
    worker.on('message', (message: FromThread) => receive(thread, message));
    worker.on('error', (error: NodeJS.ErrnoException) => {
      const full = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      if (!full) report('A worker thread broke', error);
      drop(thread, full ? 'out-of-memory' : 'worker-ended');
    });
    worker.on('exit', () => drop(thread, 'worker-ended'));
    return thread;
  }

  function receive(thread: Thread, message: FromThread): void {
    const { task } = thread;
    if ('report' in message) report(message.report.message, message.report.error);
    else if (!task) return;
    else if ('item' in message) void answer(thread, task, message.item);
    else if ('read' in message) void read(thread, task, message.read);
    else {
      if ('result' in message) task.resolve(message.result);
      else if ('defect' in message.failure) {
        if (!task.left) report(`A job failed (${task.kind})`, message.failure.defect);
        task.reject(new JobError('internal'));
      } else task.reject(receivedError(message.failure));
      rest(thread);
      fill();
    }
  }

  /** The deadline stands still meanwhile: the thread waits for the main thread. */
  async function answer(thread: Thread, task: Task, item: unknown): Promise<void> {
    if (task.left) return;
    thread.timer.abort();
    try {
      reply(thread, task, { answer: await task.onItem(item) });
    } catch (error) {
      task.reject(error);
      stop(thread, task);
    }
  }

  async function read(thread: Thread, task: Task, question: StoreQuestion): Promise<void> {
    if (task.left) return;
    thread.timer.abort();
    try {
      reply(thread, task, { answer: await readStore(store, question) });
    } catch (error) {
      reply(thread, task, { refusal: sentError(error) });
    }
  }

  function reply(thread: Thread, task: Task, message: ToThread): void {
    if (thread.task !== task || task.left) return;
    wait(thread, jobLimits[task.kind].deadlineMs, 'too-slow');
    post(thread, message);
  }

  function give(thread: Thread, task: Task): void {
    thread.task = task;
    thread.hasTokenizer ||= jobLimits[task.kind].countsTokens;
    // A working thread keeps the process alive, an idle one does not.
    thread.worker.ref();
    wait(thread, jobLimits[task.kind].deadlineMs, 'too-slow');
    thread.worker.postMessage({ kind: task.kind, input: task.input } satisfies ToThread, task.give);
  }

  const post = (thread: Thread, message: ToThread) => thread.worker.postMessage(message);

  function rest(thread: Thread): void {
    thread.task = null;
    thread.worker.unref();
    wait(thread, IDLE_MS, 'closed');
  }

  function wait(thread: Thread, ms: number, then: JobErrorType): void {
    thread.timer.abort();
    thread.timer = new AbortController();
    clock.sleep(ms, thread.timer.signal).then(
      () => drop(thread, then),
      () => {},
    );
  }

  /** The thread has ended, or we terminate it; its job fails, and other threads take over. */
  function drop(thread: Thread, type: JobErrorType): void {
    if (!threads.delete(thread)) return;
    thread.timer.abort();
    // We terminate a thread from outside only in the middle of its work.
    if (thread.task) void thread.worker.terminate();
    else {
      thread.worker.ref();
      post(thread, { end: true });
    }
    thread.task?.reject(new JobError(type));
    thread.task = null;
    if (!closed) fill();
  }

  function stop(thread: Thread, task: Task): void {
    task.left = true;
    if (thread.task !== task) return;
    post(thread, { stop: true });
    wait(thread, GRACE_MS, 'closed');
  }

  function leave(task: Task, reason: unknown): void {
    task.reject(reason);
    waiting = waiting.filter((other) => other !== task);
    for (const thread of threads) if (thread.task === task) stop(thread, task);
  }

  /** First come, first served, separately in each lane. */
  function fill(): void {
    const left: Task[] = [];
    for (const task of waiting) {
      const busy = [...threads].filter((thread) => thread.task?.lane === task.lane).length;
      if (busy < lanes[task.lane]) give(idleThread(task.kind) ?? start(), task);
      else left.push(task);
    }
    waiting = left;
  }

  /** Prefers a thread with a tokenizer for a job that counts tokens, and one without for other jobs. */
  function idleThread(kind: JobKind): Thread | undefined {
    const idle = [...threads].filter(({ task }) => task === null);
    return idle.find(({ hasTokenizer }) => hasTokenizer === jobLimits[kind].countsTokens) ?? idle[0];
  }

  return {
    run(kind, input, { lane = jobLimits[kind].lane, signal, give: moved = [], onItem } = {}) {
      if (closed) return Promise.reject(new JobError('closed'));
      if (signal?.aborted) return Promise.reject(signal.reason);
      const { promise, resolve, reject } = Promise.withResolvers<JobTypes[typeof kind]['output']>();
      const task: Task = {
        ...{ kind, input, lane, give: moved, reject, left: false },
        resolve: resolve as (result: unknown) => void,
        onItem: (item) => onItem?.(item as never),
      };
      const onAbort = () => leave(task, signal?.reason);
      signal?.addEventListener('abort', onAbort, { once: true });
      waiting.push(task);
      fill();
      return promise.finally(() => signal?.removeEventListener('abort', onAbort));
    },
    async close() {
      closed = true;
      for (const { reject } of waiting.splice(0)) reject(new JobError('closed'));
      const ending = [...threads].map(({ worker }) => new Promise((resolve) => worker.once('exit', resolve)));
      for (const thread of threads) drop(thread, 'closed');
      await Promise.all(ending);
    },
  };
}

/**
 * We read rows here and not in the thread: if a thread is terminated, or runs out of memory, in the middle of its own
 * read, its connection is destroyed while in use. A page of 1,000 events takes a millisecond or two.
 */
function readStore(store: StoreReader, { name, values }: StoreQuestion): Promise<unknown> {
  switch (name) {
    case 'session':
      return store.session(...values);
    case 'events':
      return store.events(...values);
    case 'annotations':
      return store.annotations(...values);
  }
}

/**
 * The compiled file if there is one (bin/steps/workers.mjs says why), else the source: Node strips the types. Under
 * Next this module is a bundle elsewhere, and the working directory is the checkout (bin/start.mjs).
 */
function workerFile(): string {
  const compiled = process.env.SPRINT_WORKERS_DIR;
  return compiled
    ? path.join(/* turbopackIgnore: true */ compiled, 'worker.mjs')
    : path.join(/* turbopackIgnore: true */ process.cwd(), 'lib/server/workers/worker.ts');
}
