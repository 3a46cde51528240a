import { pieceTokens, thinkingTokens } from '#lib/trace/sequential-tokens.ts';
import type { PlanState } from '#lib/trace/state.ts';
import type { ComputedCheck } from './check.ts';
import { counted } from './words.ts';

/** Less than this is a plan being thought of. */
const LEAST_TOKENS = 200;

export const plannerSolved: ComputedCheck = {
  code: 'planner-solved',
  kind: 'note',
  severity: 'note',
  certainty: 'likely',
  title: 'Probably solved before it was handed out',
  description: `The planner thought at least ${LEAST_TOKENS} tokens, in all plans together more than all executions decoded, their thinking and their text: it probably solved the problem by itself and handed out what it knew already. A guess from two lengths; what was thought is not read.`,
  example:
    'Plans with 2,860 tokens of thinking hand out three prompts, whose executions have 310 tokens in all.',
  find(trace) {
    const { planThinkingTokens, executions, tokenizer } = trace.metrics();
    const executed = trace.state.stages
      .flatMap((stage) => stage.executions)
      .reduce((sum, execution) => sum + pieceTokens(execution), 0);
    const isMore = planThinkingTokens >= LEAST_TOKENS && planThinkingTokens > executed;
    if (!trace.isOver || executions === 0 || !isMore) return [];
    const plan = trace.state.stages.map((stage) => stage.plan).reduce(longerThinking);
    return [
      {
        places: [{ stream: plan.stream }],
        explanation: `The planner thought ${counted(planThinkingTokens, 'token')}, all executions decoded ${counted(executed, 'token')} together (${tokenizer ?? 'unknown tokenizer'}): the plan was probably solved before it was handed out.`,
      },
    ];
  },
};

const longerThinking = (one: PlanState, other: PlanState): PlanState =>
  thinkingTokens(other) > thinkingTokens(one) ? other : one;
