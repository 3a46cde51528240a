import type { Clock } from '../../base/clock.ts';
import type { Judgement } from '../equality.ts';
import type { EngineQuestion, FromEngine, ToEngine } from './questions.ts';

/** A thread that runs thread.ts, in whichever way it was started. */
export interface EngineThread {
  post(message: ToEngine): void;
  onMessage(listener: (message: FromEngine) => void): void;
  /** Called also if the thread breaks, or never starts. */
  onEnd(listener: () => void): void;
  end(): void;
}

export interface EngineHost {
  /**
   * Undecided if the engine takes too long or breaks: the host then ends its thread and starts a new one for the next
   * question.
   */
  ask(question: EngineQuestion): Promise<Judgement>;
  close(): void;
}

export interface EngineHostDeps {
  start(): EngineThread;
  clock: Pick<Clock, 'sleep'>;
  /** In ms, for one question. */
  limitMs?: number;
}

/** The engine answers in milliseconds, or is lost in a tower of powers. */
const LIMIT_MS = 800;
/** In ms. The engine loads in a second on a free machine. */
const LOAD_LIMIT_MS = 20_000;

const undecided = (how: string): Judgement => ({ verdict: 'undecided', how });

/** Asks the engine in a thread that can be ended, one question after the other; the thread starts with the first. */
export function createEngineHost({ start, clock, limitMs = LIMIT_MS }: EngineHostDeps): EngineHost {
  let thread: Promise<EngineThread | null> | null = null;
  let running: EngineThread | null = null;
  let listener: ((message: FromEngine | null) => void) | null = null;
  let last: Promise<unknown> = Promise.resolve();

  /** The next message of the thread; null if the thread ends or the time runs out. */
  async function next(ms: number): Promise<FromEngine | null> {
    const timer = new AbortController();
    const message = await new Promise<FromEngine | null>((resolve) => {
      listener = resolve;
      clock.sleep(ms, timer.signal).then(
        () => resolve(null),
        () => {},
      );
    });
    listener = null;
    timer.abort();
    if (message === null) drop();
    return message;
  }

  function drop(): void {
    running?.end();
    running = null;
    thread = null;
  }

  async function started(): Promise<EngineThread | null> {
    const begun = start();
    running = begun;
    begun.onMessage((message) => running === begun && listener?.(message));
    begun.onEnd(() => running === begun && listener?.(null));
    return (await next(LOAD_LIMIT_MS)) === null ? null : begun;
  }

  async function answer(question: EngineQuestion): Promise<Judgement> {
    thread ??= started();
    const ready = await thread;
    if (!ready || running !== ready) {
      drop();
      return undecided('the algebra engine does not start');
    }
    ready.post(question);
    const message = await next(limitMs);
    return message && 'judgement' in message
      ? message.judgement
      : undecided('takes the algebra engine too long');
  }

  return {
    ask(question) {
      const asked = last.then(() => answer(question));
      last = asked;
      return asked;
    },
    close: drop,
  };
}
