import type { EventOf } from './events.ts';
import { findStage } from './pieces.ts';
import { replaceStage, updatePlan, withBranch } from './reduce-stage.ts';
import type { TraceState } from './state.ts';

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

/** The fork: from here on execution `stage.index` is known, and waits for its request to leave. */
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
