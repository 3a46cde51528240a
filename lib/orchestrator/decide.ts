import type { EndStatus, ErrorInfo, EventOf } from '#lib/trace/events.ts';
import type { AnswerState, StageState, TraceState } from '#lib/trace/state.ts';

/**
 * What to do next. Commands repeat until the state shows that they have begun; the loop that carries them out drops
 * repeats by key.
 */
export type Command =
  | { type: 'ask-planner'; stage: number }
  /**
   * `attempt`: the plan's attempt. If an attempt turns out to be thinking, the next one has prompts at the same
   * positions.
   */
  | { type: 'execute'; stage: number; index: number; attempt: number }
  | { type: 'join'; stage: number; status: EndStatus; attempt: number }
  | { type: 'force-answer'; reason: ForcedReason }
  | { type: 'think' }
  | { type: 'finish'; status: EndStatus; error?: ErrorInfo };

export type ForcedReason = NonNullable<EventOf<'answer-start'>['forced']>;

/**
 * After this many plan-only stages in a row we assume that a planner goes round in circles; in 42 traces of a tuned
 * model no such stage followed another.
 */
export const MAX_PLAN_ONLY_RUN = 3;

export interface DecideOptions {
  /** Whether the planner's next context leaves no room for a plan; a function, since it is costly and rarely called. */
  contextIsFull(state: TraceState): boolean;
}

/** Decides from the folded log alone, so that we can judge a session at any moment of its log. Pure. */
export function decide(state: TraceState, options: DecideOptions): readonly Command[] {
  if (state.status !== 'running' || !state.session) return [];
  if (state.session.strategy === 'sequential') return decideSequential(state);

  const stage = state.stages.at(-1);
  if (stage?.status === 'running') return decideStage(stage, state.session.settings.forkAt);
  if (state.answer) return decideAnswer(state.answer);
  if (!stage) {
    if (state.session.settings.maxStages < 2) return [{ type: 'force-answer', reason: 'stage-limit' }];
    return [{ type: 'ask-planner', stage: 1 }];
  }

  const forced = reasonToForce(state, stage, options);
  if (forced) return [{ type: 'force-answer', reason: forced }];
  if (stage.plan.status === 'failed') return [finish(stage.plan)];
  return [{ type: 'ask-planner', stage: stage.stage + 1 }];
}

/** If an answer broke off in a planner's reply, we ask for it separately, now that its stage has joined. */
function decideAnswer(answer: AnswerState): readonly Command[] {
  if (answer.endedAt !== null) return [finish(answer)];
  const brokeOff = answer.forced === null && answer.status === 'waiting';
  return brokeOff ? [{ type: 'force-answer', reason: 'retry' }] : [];
}

function decideSequential({ thought }: TraceState): readonly Command[] {
  if (!thought) return [{ type: 'think' }];
  return thought.endedAt === null ? [] : [finish(thought)];
}

function decideStage(stage: StageState, forkAt: 'prompt' | 'plan'): readonly Command[] {
  const planEnded = stage.plan.endedAt !== null;
  const { status, attempt } = stage.plan;
  const waiting = stage.executions.filter((execution) => execution.status === 'waiting');
  if (waiting.length > 0 && (planEnded || forkAt === 'prompt'))
    return waiting.map(({ index }) => ({ type: 'execute', stage: stage.stage, index, attempt }));
  if (!planEnded || stage.executions.some((execution) => execution.endedAt === null)) return [];
  return [{ type: 'join', stage: stage.stage, status: status === 'failed' ? 'failed' : 'done', attempt }];
}

function finish(last: { status: string; error: ErrorInfo | null }): Command {
  const status = last.status === 'done' || last.status === 'truncated' ? last.status : 'failed';
  return { type: 'finish', status, ...(last.error && { error: last.error }) };
}

function reasonToForce(state: TraceState, last: StageState, options: DecideOptions): ForcedReason | null {
  const { settings } = state.session!;
  const { plan } = last;
  if (plan.status === 'failed')
    return plan.error?.type === 'context-too-long' && last.stage > 1 ? 'context-full' : null;
  if (last.stage >= settings.maxStages - 1) return 'stage-limit';
  const recent = state.stages.slice(-MAX_PLAN_ONLY_RUN);
  if (recent.length === MAX_PLAN_ONLY_RUN && recent.every((stage) => stage.executions.length === 0))
    return 'endless-plan';
  if (plan.status === 'truncated' && plan.finishReason === 'length' && last.executions.length === 0)
    return 'endless-plan';
  if (repeatsEarlierPlan(state.stages)) return 'repeated-plan';
  return options.contextIsFull(state) ? 'context-full' : null;
}

/** Whether the last plan repeats an earlier one, apart from white space and numbering. */
export function repeatsEarlierPlan(stages: readonly StageState[]): boolean {
  const essence = (text: string) =>
    text
      .replace(/execution_\d+(\.\d+)?/g, '')
      .replace(/\s+/g, ' ')
      .trim();
  const last = stages.at(-1);
  if (!last) return false;
  const said = essence(last.plan.text);
  return said !== '' && stages.slice(0, -1).some((stage) => essence(stage.plan.text) === said);
}
