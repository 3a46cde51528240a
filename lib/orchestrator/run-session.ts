import { assertUnreachable } from '#lib/base/assert.ts';
import { createSemaphore } from '#lib/base/semaphore.ts';
import { contextText } from '#lib/protocol/contexts/context.ts';
import { contextFor } from '#lib/protocol/contexts/contexts.ts';
import { CONTEXT_LAYOUT } from '#lib/protocol/contexts/layout.ts';
import { type EndStatus, LOG_VERSION } from '#lib/trace/events.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { executionStream, planStream } from '#lib/trace/streams.ts';
import { closingEvents } from './closing-events.ts';
import { type Command, decide, type ForcedReason } from './decide.ts';
import { findsOneByOne, ONE_BY_ONE } from './one-by-one.ts';
import type { RunSession } from './run.ts';
import { runPiece } from './run-piece.ts';
import { runPlanner } from './run-planner.ts';
import { createSession, diagnose, roomFor, type Session, SMALLEST_PLAN_TOKENS } from './session.ts';
import { waitToRetry } from './wait-to-retry.ts';

/**
 * Runs one session to its `session-end`. decide.ts decides from the folded log alone what to do next; this loop only
 * carries it out, each command once. Never rejects because of a model or an endpoint.
 */
export const runSession: RunSession = async (options) => {
  const { signal, settings } = options;
  const begun = new Set<string>();
  const running = new Set<Promise<void>>();
  const branches = createSemaphore(settings.parallelism);
  // If our own defect stops one piece, the others must not keep running after the session has ended.
  const crash = new AbortController();
  const begunBranches = new Set<{ stage: number; abort: AbortController; task: Promise<void> }>();
  const session = createSession(
    { ...options, signal: AbortSignal.any([signal, crash.signal]) },
    { wake: () => step(), endBranches },
  );
  const { log } = session;
  let resolveEnd: (status: EndStatus) => void;
  const ended = new Promise<EndStatus>((resolve) => {
    resolveEnd = resolve;
  });

  function step() {
    try {
      advance();
    } catch (cause) {
      crash.abort(cause);
      if (running.size === 0) void abandon();
    }
  }

  function advance() {
    if (session.options.signal.aborted) {
      if (running.size === 0) void abandon();
      return;
    }
    for (const command of decide(log.state, { contextIsFull: (state) => contextIsFull(session, state) })) {
      const key = JSON.stringify(command);
      if (begun.has(key)) continue;
      begun.add(key);
      if (command.type === 'join') {
        if (findsOneByOne(log.state, command.stage))
          log.emit({ type: 'diagnostic', place: { stage: command.stage }, ...ONE_BY_ONE });
        log.emit({ type: 'stage-end', stage: command.stage, status: command.status });
      } else if (command.type === 'finish') {
        const { status, error } = command;
        log.emit({ type: 'session-end', status, ...(error && { error }) });
        return resolveEnd(status);
      } else start(command);
      if (command.type === 'join') return advance();
    }
  }

  function start(command: Exclude<Command, { type: 'join' | 'finish' }>) {
    const task = carryOut(command)
      .catch((cause: unknown) => crash.abort(cause))
      .then(() => {
        running.delete(task);
        step();
      });
    running.add(task);
  }

  async function carryOut(command: Exclude<Command, { type: 'join' | 'finish' }>): Promise<void> {
    switch (command.type) {
      case 'ask-planner':
        return runPlanner(session, command.stage);
      case 'execute': {
        const abort = new AbortController();
        const branch = {
          stage: command.stage,
          abort,
          task: execute(command.stage, command.index, abort.signal),
        };
        begunBranches.add(branch);
        return branch.task.finally(() => begunBranches.delete(branch));
      }
      case 'force-answer':
        return forceAnswer(command.reason);
      case 'think':
        return runPiece(session, { stream: 'thought', role: 'sequential', start: { at: 'thought' } });
      default:
        assertUnreachable(command);
    }
  }

  async function execute(stage: number, index: number, abort: AbortSignal) {
    const signal = AbortSignal.any([session.options.signal, abort]);
    let release: () => void;
    try {
      release = await branches.acquire(signal);
    } catch {
      return;
    }
    try {
      const stream = executionStream(stage, index);
      const discarded = log.state.discarded.filter((one) => one.stream === stream);
      await runPiece(
        { ...session, options: { ...session.options, signal } },
        {
          stream,
          role: 'executor',
          start: { at: 'execution', stage, index },
          attempt: 1 + Math.max(0, ...discarded.map(({ attempt }) => attempt)),
        },
      );
    } finally {
      release();
    }
  }

  async function endBranches(stage: number) {
    const ending = [...begunBranches].filter((branch) => branch.stage === stage);
    for (const { abort } of ending) abort.abort();
    // If one of these fails, it is a defect of ours, and the code that began it reports it.
    await Promise.allSettled(ending.map(({ task }) => task));
  }

  async function forceAnswer(reason: ForcedReason) {
    const brokenOff = log.state.answer?.failedAttempts.at(-1);
    if (brokenOff && !(await waitToRetry(session, brokenOff.retryInMs ?? 0))) return;
    diagnose(session, 'forced-answer', {}, FORCED_BECAUSE[reason]);
    const attempt = brokenOff ? brokenOff.attempt + 1 : 1;
    await runPiece(session, {
      stream: 'answer',
      role: 'answer',
      start: { at: 'answer' },
      forced: reason,
      attempt,
    });
  }

  async function abandon() {
    const status: EndStatus = signal.aborted ? 'cancelled' : 'failed';
    const error = status === 'failed' ? internalError(crash.signal.reason) : undefined;
    log.flush();
    log.emit(...(await closingEvents(log.state, { status, error }, session.options.counter)));
    resolveEnd(status);
  }

  log.emit({
    type: 'session-start',
    logVersion: LOG_VERSION,
    question: options.question,
    strategy: options.strategy,
    mode: options.planner.mode,
    models: { planner: options.planner.info, executor: options.executor.info },
    instructions: options.instructions,
    settings,
    tokenizer: options.counter.name,
    startedAt: options.clock.date().toISOString(),
    origin: options.origin,
    clock: 'wall',
    contextLayout: CONTEXT_LAYOUT,
  });
  step();
  return ended;
};

const FORCED_BECAUSE = {
  'stage-limit': 'The session reached its last stage: the planner was asked for the final answer.',
  'context-full': 'The model’s window is full: the planner was asked for the final answer.',
  'repeated-plan': 'The plan repeats an earlier one: the planner was asked for the final answer.',
  'endless-plan': 'The plans go on without any prompt: the planner was asked for the final answer.',
  retry: 'The final answer broke off: the planner was asked for it again.',
} as const;

/** Whether the next plan would have less room than a short plan takes. */
function contextIsFull(session: Session, state: TraceState): boolean {
  const { info } = session.options.planner;
  if (info.contextWindow === undefined) return false;
  const next = planStream(state.stages.length + 1);
  return roomFor(info.contextWindow, contextText(contextFor(state, next))) < SMALLEST_PLAN_TOKENS;
}

function internalError(cause: unknown) {
  return {
    type: 'internal',
    message: `Sprintscope failed in a way it should not have: ${cause instanceof Error ? cause.message : String(cause)}`,
    remedy: 'The session is kept up to here. Please report it with the exported log.',
  };
}
