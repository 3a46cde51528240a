import { expect } from 'vitest';
import { type Clock, systemClock } from '#lib/base/clock.ts';
import type { LearnedMemory } from '#lib/models/call/learned.ts';
import type { Endpoint } from '#lib/models/endpoint.ts';
import { TEST_KEY } from '#lib/models/testing/calls.ts';
import { instructionsFor } from '#lib/protocol/instructions/default-instructions.ts';
import { roleModel } from '#lib/server/sessions/role-model.ts';
import { defaultSettings } from '#lib/trace/default-settings.ts';
import type { EndStatus, Instructions, SessionSettings, Strategy, TraceEvent } from '#lib/trace/events.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { runSession } from '../run-session.ts';
import { expectWhole } from './expect-whole.ts';
import { wordCounter } from './run-scripted.ts';

/** Real time, but short waits between attempts: a test of retries need not take long. */
export const hurriedClock: Clock = {
  ...systemClock,
  sleep: (durationMs, signal) => systemClock.sleep(Math.min(durationMs, 5), signal),
};

export interface HttpRun {
  status: EndStatus;
  events: readonly TraceEvent[];
  state: TraceState;
  codes: readonly string[];
}

export interface HttpRunOptions {
  planner: Endpoint;
  /** Default: the planner's. */
  executor?: Endpoint;
  question?: string;
  strategy?: Strategy;
  /** Texts that replace ours. */
  instructions?: Partial<Instructions>;
  settings?: Partial<SessionSettings>;
  /** The orchestrator's clock; endpoints keep real time. Default: hurried. */
  clock?: Clock;
  signal?: AbortSignal;
  /** What earlier sessions learned. Default: nothing. */
  memory?: LearnedMemory;
  onEvents?(events: readonly TraceEvent[]): void;
}

/**
 * Runs a whole session over real HTTP and checks what is true of every session, however it ends: the log is complete
 * and readable, we can rebuild from it what we sent, and it holds no key.
 */
export async function runOverHttp(options: HttpRunOptions): Promise<HttpRun> {
  const { planner, executor } = options;
  const events: TraceEvent[] = [];
  // As in the product, both roles share what they learn; each run learns anew unless the test passes a memory.
  const memory = options.memory ?? new Map();
  const status = await runSession({
    question: options.question ?? 'How much is 2 + 4?',
    strategy: options.strategy ?? 'sprint',
    planner: roleModel(planner, 'planner', { clock: systemClock, memory }),
    executor: roleModel(executor ?? planner, 'executor', { clock: systemClock, memory }),
    settings: { ...defaultSettings, maxAttempts: 3, ...options.settings },
    instructions: instructionsFor(
      { planner: planner.mode, executor: (executor ?? planner).mode },
      options.instructions,
    ),
    origin: { kind: 'live' },
    counter: wordCounter,
    clock: options.clock ?? hurriedClock,
    random: () => 0.5,
    append(batch) {
      events.push(...batch);
      options.onEvents?.(batch);
    },
    signal: options.signal ?? new AbortController().signal,
  });
  const state = foldEvents(events);
  const jsonl = await expectWhole(events, state, status);
  for (const spelling of spellingsOf(TEST_KEY)) expect(jsonl).not.toContain(spelling);
  return { status, events, state, codes: state.diagnostics.map(({ code }) => code) };
}

const spellingsOf = (key: string): string[] => [
  key,
  encodeURIComponent(key),
  Buffer.from(key).toString('base64'),
];
