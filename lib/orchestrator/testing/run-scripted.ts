import { createSimulatedClock, type SimulatedClock } from '#lib/base/testing/simulated-clock.ts';
import type { Learned } from '#lib/models/call/learned.ts';
import type { TokenCounter } from '#lib/tokens/counter.ts';
import { defaultSettings } from '#lib/trace/default-settings.ts';
import type { EndStatus, Mode, SessionSettings, Strategy, TraceEvent } from '#lib/trace/events.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import type { TraceState } from '#lib/trace/state.ts';
import type { RoleModel } from '../run.ts';
import { runSession } from '../run-session.ts';
import { createScriptedModel, type ScriptedModel, type ScriptedReply } from './scripted-model.ts';

export interface ScriptedRun {
  status: EndStatus;
  events: readonly TraceEvent[];
  state: TraceState;
  planner: ScriptedModel;
  executor: ScriptedModel;
  codes: readonly string[];
}

export interface ScriptedRunOptions {
  planner: (sent: string, call: number) => ScriptedReply;
  executor?: (sent: string, call: number) => ScriptedReply;
  /** How many calls the executor's server works on at a time; default: all. */
  executorSlots?: number;
  /** What both models' endpoints taught us before. */
  known?: Partial<Learned>;
  ruleBased?: boolean;
  mode?: Mode;
  strategy?: Strategy;
  settings?: Partial<SessionSettings>;
  contextWindow?: number;
  clock?: SimulatedClock;
  signal?: AbortSignal;
  counter?: TokenCounter;
  random?: () => number;
  onEvents?(events: readonly TraceEvent[], models: { planner: ScriptedModel; executor: ScriptedModel }): void;
}

/** Words: enough of a tokenizer to distinguish counts, and easy to count by hand. */
export const wordCounter = {
  name: 'words',
  count: async (text: string) => text.split(/\s+/).filter(Boolean).length,
};

/** Runs a session of scripted models in simulated time. */
export async function runScripted(options: ScriptedRunOptions): Promise<ScriptedRun> {
  const clock = options.clock ?? createSimulatedClock();
  const mode = options.mode ?? 'native';
  const planner = createScriptedModel(clock, options.planner, undefined, undefined, options.known);
  const executor = createScriptedModel(
    clock,
    options.executor ?? (() => ({ text: 'Done.' })),
    undefined,
    options.executorSlots,
    options.known,
  );
  const events: TraceEvent[] = [];
  const role = (guarded: ScriptedModel, model: string): RoleModel => ({
    guarded,
    mode,
    info: {
      endpointName: 'scripted',
      model,
      ruleBased: options.ruleBased ?? false,
      mode,
      ...(options.contextWindow && { contextWindow: options.contextWindow }),
    },
  });
  const status = await clock.run(
    runSession({
      question: 'What is 6 × 7?',
      strategy: options.strategy ?? 'sprint',
      planner: role(planner, 'planner'),
      executor: role(executor, 'executor'),
      settings: { ...defaultSettings, ...options.settings },
      instructions: { planner: 'Plan.', executor: 'Execute.', sequential: 'Think.' },
      origin: { kind: 'live' },
      counter: options.counter ?? wordCounter,
      clock,
      random: options.random ?? (() => 0.5),
      append(batch) {
        events.push(...batch);
        options.onEvents?.(batch, { planner, executor });
      },
      signal: options.signal ?? new AbortController().signal,
    }),
  );
  const state = foldEvents(events);
  return { status, events, state, planner, executor, codes: state.diagnostics.map(({ code }) => code) };
}
