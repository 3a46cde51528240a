import type { RunOptions, RunSession } from '#lib/orchestrator/run.ts';
import { type EndStatus, LOG_VERSION, type TraceEvent, type UnstampedEvent } from '#lib/trace/events.ts';

/** A run that a test plays by hand: the supervisor sees only what a real run would show it. */
export interface ScriptedRun {
  readonly options: RunOptions;
  /** Appends events with the next `seq`; `at` counts by 10 ms. */
  emit(...events: UnstampedEvent[]): void;
  /** Appends `count` answer deltas of the given text. */
  write(count: number, text?: string): void;
  /** Ends the open answer and the session. */
  end(status?: EndStatus): void;
  /** Rejects the run, as a defect of ours would. */
  crash(error: Error): void;
}

export interface ScriptedRuns {
  runSession: RunSession;
  /** The next run to start, or the oldest that the test has not taken yet. */
  next(): Promise<ScriptedRun>;
}

const tokens = { text: 1, withTags: 1, thinking: 0 };

/**
 * Runs that begin with `session-start` and `answer-start` and then wait for the test. An abort ends them as
 * `cancelled`, unless `deaf`.
 */
export function scriptedRuns({ deaf = false } = {}): ScriptedRuns {
  const started: ScriptedRun[] = [];
  const takers: ((run: ScriptedRun) => void)[] = [];

  const runSession: RunSession = (options) => {
    const { promise, resolve, reject } = Promise.withResolvers<EndStatus>();
    let seq = 0;
    const emit = (...events: UnstampedEvent[]) =>
      options.append(events.map((event) => ({ seq, at: seq++ * 10, ...event }) as TraceEvent));
    const run: ScriptedRun = {
      options,
      emit,
      write(count, text = 'word ') {
        for (let index = 0; index < count; index++)
          emit({ type: 'answer-delta', stream: 'answer', attempt: 1, channel: 'text', text });
      },
      end(status = 'done') {
        emit({ type: 'answer-end', stream: 'answer', attempt: 1, status, tokens });
        emit({ type: 'session-end', status });
        resolve(status);
      },
      crash: reject,
    };
    if (!deaf) options.signal.addEventListener('abort', () => run.end('cancelled'), { once: true });
    emit({
      type: 'session-start',
      logVersion: LOG_VERSION,
      question: options.question,
      strategy: options.strategy,
      mode: options.planner.mode,
      models: { planner: options.planner.info, executor: options.executor.info },
      instructions: options.instructions,
      settings: options.settings,
      tokenizer: options.counter.name,
      startedAt: options.clock.date().toISOString(),
      origin: options.origin,
      clock: 'wall',
    });
    emit({ type: 'answer-start', stream: 'answer', attempt: 1, requestedAt: 0 });
    const taker = takers.shift();
    if (taker) taker(run);
    else started.push(run);
    return promise;
  };

  return {
    runSession,
    next: () =>
      new Promise((resolve) => {
        const run = started.shift();
        if (run) resolve(run);
        else takers.push(resolve);
      }),
  };
}

/** A text that contains this triggers a defect of the counter in a test's threads. */
export const BREAKS_COUNTING = '(what breaks the counter)';

/** Counts words: enough to show that something counted. */
export const wordCounter = {
  name: 'words',
  count: async (text: string) => text.split(/\s+/).filter((word) => word !== '').length,
};
