import type { EventOf } from './events.ts';
import { findStage, waitingAnswer, waitingExecution, waitingPlan } from './pieces.ts';
import { startPiece } from './reduce-piece.ts';
import type { AnswerState, ExecutionState, PlanState, StageState, TraceState } from './state.ts';
import { planStream } from './streams.ts';

/** We add missing branches before a named one as waiting; a number past this is noise, not a branch. */
export const MAX_BRANCHES = 1000;

/** Replaces a changed stage; returns the same state if nothing changed. */
export function replaceStage(state: TraceState, before: StageState, after: StageState): TraceState {
  if (before === after) return state;
  return { ...state, stages: state.stages.with(before.stage - 1, after) };
}

export function updatePlan(
  state: TraceState,
  stage: number,
  change: (plan: PlanState) => PlanState,
): TraceState {
  const before = findStage(state, stage);
  if (!before) return state;
  const plan = change(before.plan);
  return plan === before.plan ? state : replaceStage(state, before, { ...before, plan });
}

/** The stage with execution `index` known; earlier branches that nothing has named yet wait as well. */
export function withBranch(stage: StageState, index: number, at: number): StageState {
  if (index <= stage.executions.length || index > MAX_BRANCHES) return stage;
  const executions = [...stage.executions];
  while (executions.length < index) executions.push(waitingExecution(stage.stage, executions.length + 1, at));
  return { ...stage, executions };
}

export function updateExecution(
  state: TraceState,
  place: { stage: number; index: number; at: number },
  change: (execution: ExecutionState) => ExecutionState,
): TraceState {
  const before = findStage(state, place.stage);
  if (!before) return state;
  const known = withBranch(before, place.index, place.at);
  const execution = known.executions[place.index - 1];
  if (!execution) return state;
  const changed = change(execution);
  // An event that changes nothing in an unknown branch does not make it known.
  if (changed === execution) return state;
  return replaceStage(state, before, {
    ...known,
    executions: known.executions.with(place.index - 1, changed),
  });
}

export function startStage(state: TraceState, event: EventOf<'stage-start'>): TraceState {
  if (event.stage !== state.stages.length + 1) return state;
  const stage: StageState = {
    stage: event.stage,
    startedAt: event.at,
    endedAt: null,
    status: 'running',
    plan: planOf(state, event),
    executions: [],
  };
  const withdrawn = stage.plan === state.withdrawn ? null : state.withdrawn;
  return { ...state, stages: [...state.stages, stage], withdrawn };
}

/** An answer that turned out to be thinking returned its reply ([F15b]): the plan continues from it. */
const planOf = ({ withdrawn }: TraceState, { stage, at }: EventOf<'stage-start'>): PlanState =>
  withdrawn?.status === 'waiting' && withdrawn.stream === planStream(stage)
    ? withdrawn
    : waitingPlan(stage, at);

export function endStage(state: TraceState, event: EventOf<'stage-end'>): TraceState {
  const stage = findStage(state, event.stage);
  if (!stage || stage.endedAt !== null) return state;
  if (state.withdrawn?.stream === stage.plan.stream) return removeWithdrawnStage(state);
  return replaceStage(state, stage, { ...stage, endedAt: event.at, status: event.status });
}

/** The planner answered instead of planning, so its stage never was one. Only the last stage can be withdrawn. */
export function removeWithdrawnStage(state: TraceState): TraceState {
  const last = state.stages.at(-1);
  if (!last || state.withdrawn?.stream !== planStream(last.stage)) return state;
  return {
    ...state,
    stages: state.stages.slice(0, -1),
    dependencies: withoutDependenciesOf(state, last.stage),
  };
}

/** Drops the references in a plan's text that is now void; returns the same array if there were none. */
export function withoutDependenciesOf(state: TraceState, stage: number): TraceState['dependencies'] {
  const stream = planStream(stage);
  return state.dependencies.some((dependency) => dependency.to === stream)
    ? state.dependencies.filter((dependency) => dependency.to !== stream)
    : state.dependencies;
}

export function startPrompt(state: TraceState, event: EventOf<'prompt-start'>): TraceState {
  return updatePlan(state, event.stage, (plan) => {
    if (event.index !== plan.prompts.length + 1) return plan;
    const prompt = {
      index: event.index,
      start: event.offset,
      end: null,
      written: event.written ?? null,
      tokens: null,
      tokensWithTags: null,
      thinkingTokens: null,
      thinkingLength: 0,
      startedAt: event.at,
      endedAt: null,
    };
    return { ...plan, prompts: [...plan.prompts, prompt] };
  });
}

/** The fork: from now on execution `stage.index` is known, and waits for its request to leave. */
export function endPrompt(state: TraceState, event: EventOf<'prompt-end'>): TraceState {
  const stage = findStage(state, event.stage);
  const prompt = stage?.plan.prompts[event.index - 1];
  if (!stage || !prompt || prompt.end !== null) return state;
  const prompts = stage.plan.prompts.with(event.index - 1, {
    ...prompt,
    end: event.offset,
    tokens: event.tokens,
    tokensWithTags: event.tokensWithTags,
    thinkingTokens: event.thinkingTokens ?? null,
    thinkingLength: stage.plan.thinking.length,
    endedAt: event.at,
  });
  const forked = withBranch(stage, event.index, event.at);
  return replaceStage(state, stage, { ...forked, plan: { ...stage.plan, prompts } });
}

/**
 * The answer as known so far. On its first event it takes over what the withdrawn plan's call had spent: that request
 * produced this answer, so its thinking, its failed attempts and its time belong here.
 */
export function answerPiece(state: TraceState, at: number): AnswerState {
  if (state.answer) return state.answer;
  const { withdrawn } = state;
  if (!withdrawn) return waitingAnswer(at);
  return {
    ...waitingAnswer(withdrawn.knownAt),
    attempt: withdrawn.attempt,
    requestedAt: withdrawn.requestedAt,
    firstTokenAt: withdrawn.firstTokenAt,
    lastTokenAt: withdrawn.lastTokenAt,
    lastChannel: withdrawn.thinking === '' ? null : 'thinking',
    thinking: withdrawn.thinking,
    estimatedTokens: { ...withdrawn.estimatedTokens, text: 0, textMilli: 0 },
    contextSha256: withdrawn.contextSha256,
    estimatedInputTokens: withdrawn.estimatedInputTokens,
    failedAttempts: withdrawn.failedAttempts,
  };
}

/** Sets the answer; clears the withdrawn plan that it took over. */
export function withAnswer(state: TraceState, answer: AnswerState): TraceState {
  if (answer === state.answer) return state;
  return { ...removeWithdrawnStage(state), answer, withdrawn: null };
}

export function startAnswer(state: TraceState, event: EventOf<'answer-start'>): TraceState {
  const before = answerPiece(state, event.at);
  const answer = startPiece(before, event);
  if (answer === before) return state;
  return withAnswer(state, {
    ...answer,
    forced: event.forced ?? before.forced,
    forcedFrom: before.forcedFrom ?? (event.forced ? event.attempt : null),
  });
}
