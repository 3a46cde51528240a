import { pieceTokens, thinkingTokens } from '#lib/trace/sequential-tokens.ts';
import type { PlanState } from '#lib/trace/state.ts';
import type { ComputedCheck } from '../check.ts';
import { capitalised, counted, listed, pieceName, quoted } from '../words.ts';

export const onePromptStages: ComputedCheck = {
  code: 'one-prompt-stages',
  kind: 'note',
  severity: 'note',
  certainty: 'certain',
  title: 'Stages with one prompt',
  description: 'A stage with one prompt runs nothing in parallel: it costs a hand-over and saves nothing.',
  example: '<Plan_1> Count the vowels. <prompt_1.1> Count them. </prompt_1.1> </Plan_1>',
  find({ state: { stages } }) {
    const single = stages.filter(({ plan, endedAt }) => endedAt !== null && plan.prompts.length === 1);
    if (single.length === 0) return [];
    const numbers = single.map(({ stage }) => stage);
    return [
      {
        places: numbers.map((stage) => ({ stream: `plan:${stage}` as const, stage })),
        explanation: `${counted(single.length, 'stage')} of ${stages.length} ${single.length === 1 ? 'has' : 'have'} one prompt: ${listed(numbers)}.`,
      },
    ];
  },
};

export const planOnlyStages: ComputedCheck = {
  code: 'plan-only-stages',
  kind: 'note',
  severity: 'note',
  certainty: 'certain',
  title: 'Plan-only stages',
  description: 'A stage without any prompt: the planner works alone, and its whole text is sequential.',
  example:
    '<Plan_3> Both agree, so the answer is 45. </Plan_3> <Execution_3> No prompt to execute. </Execution_3>',
  find({ state: { stages } }) {
    const alone = stages.filter(
      ({ plan, executions, endedAt }) =>
        endedAt !== null && plan.prompts.length === 0 && executions.length === 0,
    );
    if (alone.length === 0) return [];
    const numbers = alone.map(({ stage }) => stage);
    return [
      {
        places: numbers.map((stage) => ({ stream: `plan:${stage}` as const, stage })),
        explanation: `${counted(alone.length, 'stage')} of ${stages.length} ${alone.length === 1 ? 'has' : 'have'} no prompt: ${listed(numbers)}.`,
      },
    ];
  },
};

/** The issue’s limit; the parser itself only remarks on the eleventh, because 1.10 then follows 1.9. */
const MOST_PROMPTS = 8;

export const manyPrompts: ComputedCheck = {
  code: 'many-prompts',
  kind: 'note',
  severity: 'note',
  certainty: 'certain',
  title: 'More than 8 prompts',
  description: `A plan with more than ${MOST_PROMPTS} prompts: more executors at once than most servers have slots, and often the same small task again and again.`,
  example: '<Plan_1> <prompt_1.1> … <prompt_1.9> … </Plan_1>',
  find: ({ state: { stages } }) =>
    stages.flatMap(({ stage, plan }) => {
      const first = plan.prompts[MOST_PROMPTS];
      if (!first) return [];
      return [
        {
          places: [{ stream: plan.stream, stage, offset: first.start, end: first.end ?? plan.text.length }],
          explanation: `Plan ${stage} has ${counted(plan.prompts.length, 'prompt')}.`,
        },
      ];
    }),
};

/** The authors' curation drops a trace below this ratio (which it counts in steps, not in prompts). */
const LEAST_RATIO = 1.5;

export const lowRatio: ComputedCheck = {
  code: 'low-ratio',
  kind: 'note',
  severity: 'note',
  certainty: 'certain',
  title: 'Low parallelization ratio',
  description: `Fewer than ${LEAST_RATIO} prompts a stage. The authors’ curation keeps traces from ${LEAST_RATIO} on, where it counts steps; here, as of any trace that is no curation record, prompts ÷ stages are counted.`,
  example: 'Three stages with four prompts in all: 4 ÷ 3 ≈ 1.33.',
  find(trace) {
    const { prompts, stages, parallelizationRatio } = trace.metrics();
    if (!trace.isOver || parallelizationRatio === null || parallelizationRatio >= LEAST_RATIO) return [];
    return [
      {
        places: [],
        explanation: `Parallelization ratio ${parallelizationRatio.toFixed(2)} = ${counted(prompts, 'prompt')} ÷ ${counted(stages, 'stage')}, below ${LEAST_RATIO}.`,
      },
    ];
  },
};

/** Fewer tokens are the last sentence, or one check of the result. */
const LEAST_AFTER = 200;
const LEAST_SHARE = 0.25;

export const tokensAfterAnswer: ComputedCheck = {
  code: 'tokens-after-answer',
  kind: 'note',
  severity: 'note',
  certainty: 'likely',
  title: 'Much written after the answer',
  description: `At least ${LEAST_SHARE * 100} % of all tokens, and ${LEAST_AFTER} of them, come after the final answer first appears (in a box, or as plain text in another notation). Branches that ran beside it are not counted.`,
  example: 'Stage 2 finds 45; stages 3 to 5 check it again and end with \\boxed{45}.',
  find(trace) {
    if (!trace.isOver) return [];
    const { first, answer, tokensAfterFirst } = trace.answerLine();
    const { totalTokens, tokenizer } = trace.metrics();
    if (!first || tokensAfterFirst === null || totalTokens === 0) return [];
    const share = tokensAfterFirst / totalTokens;
    if (tokensAfterFirst < LEAST_AFTER || share < LEAST_SHARE) return [];
    return [
      {
        places: [{ stream: first.stream, offset: first.offset, end: first.end }],
        explanation: `The answer ${answer} first appears in ${pieceName(first.stream)}; ≈ ${counted(tokensAfterFirst, 'token')} (${tokenizer ?? 'unknown tokenizer'}) of ${totalTokens.toLocaleString('en-US')} are written after it, ${Math.round(share * 100)} %.`,
      },
    ];
  },
};

/** A shorter thought only considers a plan. */
const LEAST_THOUGHT = 200;

export const plannerSolved: ComputedCheck = {
  code: 'planner-solved',
  kind: 'note',
  severity: 'note',
  certainty: 'likely',
  title: 'Probably solved before it was handed out',
  description: `The planner thought at least ${LEAST_THOUGHT} tokens, in all plans together more than all executions decoded, their thinking and their text: it probably solved the problem by itself and handed out what it knew already. A guess from two lengths; what was thought is not read.`,
  example:
    'Plans with 2,860 tokens of thinking hand out three prompts, whose executions have 310 tokens in all.',
  find(trace) {
    const { planThinkingTokens, executions, tokenizer } = trace.metrics();
    const executed = trace.state.stages
      .flatMap((stage) => stage.executions)
      .reduce((sum, execution) => sum + pieceTokens(execution), 0);
    const isMore = planThinkingTokens >= LEAST_THOUGHT && planThinkingTokens > executed;
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

/** Longest training sample of the paper's fine-tuning, tokens. */
const LONGEST = 7_168;

export const longSample: ComputedCheck = {
  code: 'long-sample',
  kind: 'note',
  severity: 'note',
  certainty: 'certain',
  title: 'Sample over 7,168 tokens',
  description: `The trace with its tags and its thinking is longer than ${LONGEST.toLocaleString('en-US')} tokens, the longest sample of the paper’s fine-tuning: a trainer with that limit would cut it.`,
  example: 'A trace of ten stages with 9,412 tokens, tags counted.',
  find(trace) {
    const { totalTokensWithTags: tokens, tokenizer } = trace.metrics();
    if (tokens <= LONGEST) return [];
    return [
      {
        places: [],
        explanation: `${counted(tokens, 'token')} (${tokenizer ?? 'unknown tokenizer'}, with tags and thinking), over ${LONGEST.toLocaleString('en-US')}.`,
      },
    ];
  },
};

/** A line, or a prompt, that holds only a program's word for nothing. */
const NOTHING = /(?:^|\n|>)[^\S\n]{0,8}((?:None|null|undefined|NaN|N\/A)\.?)[^\S\n]{0,8}(?=\n|<|$)/g;

export const literalNone: ComputedCheck = {
  code: 'literal-none',
  kind: 'note',
  severity: 'warning',
  certainty: 'certain',
  title: 'Plan holds a literal “None”',
  description:
    'A line of a plan, or a whole prompt, is “None”, “null”, “undefined” or “N/A”: a program wrote its word for nothing where a text was missing, and a model would learn to write it.',
  example: '<Plan_3> Based on execution_2.1: None </Plan_3>',
  find: ({ state }) =>
    state.stages.flatMap(({ plan }) => {
      const matches = [...plan.text.matchAll(NOTHING)];
      const inPrompts = plan.prompts.flatMap(({ start, end }) => {
        const text = plan.text.slice(start, end ?? plan.text.length);
        const match = /^\s{0,20}(None|null|undefined|NaN|N\/A)\.?\s{0,20}$/.exec(text);
        return match ? [{ start, end: start + text.length }] : [];
      });
      const ranges = matches.map((match) => {
        const end = match.index + match[0].trimEnd().length;
        return { start: end - (match[1]?.length ?? 0), end };
      });
      const [first] = [...ranges, ...inPrompts];
      if (!first) return [];
      const count = new Set([...ranges, ...inPrompts].map(({ start }) => start)).size;
      const said = quoted(plan.text.slice(first.start, first.end));
      return [
        {
          places: [{ stream: plan.stream, offset: first.start, end: first.end }],
          explanation: `${capitalised(pieceName(plan.stream))} says ${said} where a text should stand${count > 1 ? ` (${counted(count, 'time')})` : ''}.`,
        },
      ];
    }),
};
