import type { Clock } from '#lib/base/clock.ts';
import type { GuardedModel } from '#lib/models/endpoint.ts';
import type { TokenCounter } from '#lib/tokens/counter.ts';
import type {
  EndStatus,
  Instructions,
  Mode,
  ModelInfo,
  SessionSettings,
  Strategy,
  TraceEvent,
} from '#lib/trace/events.ts';

export type Role = 'planner' | 'executor' | 'sequential' | 'answer';

/** One role's model: how we call it and what the log names it. */
export interface RoleModel {
  guarded: GuardedModel;
  info: ModelInfo;
  mode: Mode;
}

export interface RunOptions {
  question: string;
  strategy: Strategy;
  planner: RoleModel;
  executor: RoleModel;
  settings: SessionSettings;
  instructions: Instructions;
  origin: { kind: 'live' | 'built-in'; author?: string };
  counter: TokenCounter;
  clock: Clock;
  /** Uniform in [0, 1): the jitter of retries. */
  random(): number;
  /** Receives every event once, in order, with `seq` gapless from 0. Must not throw. */
  append(events: readonly TraceEvent[]): void;
  /** Cancels the run: every open call is aborted, every open piece ends `cancelled`. */
  signal: AbortSignal;
}

/** Runs one session to its `session-end`; never rejects because of a model or an endpoint. */
export type RunSession = (options: RunOptions) => Promise<EndStatus>;
