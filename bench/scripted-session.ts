/** A session of known lengths: the endpoint's output, token by token, and the least time it can take. */
export interface ScriptedSession {
  question: string;
  /** The reply to a context, as tokens; the endpoint streams each as one. */
  reply(context: string): string[];
  /** Tokens on the critical path: per stage max over k of (P_k + E_k) or the plan alone, then the answer. */
  criticalTokens: number;
  /** The same when executors start only after the whole plan. */
  barrierTokens: number;
  totalTokens: number;
}

const words = (count: number, word: string) => Array.from({ length: count }, () => ` ${word}`);

/**
 * @param stages rounds before the answer
 * @param branches prompts in each
 * @param executionTokens length of execution k of a stage
 */
export function scriptSession(options: {
  stages: number;
  branches: number;
  promptTokens: number;
  betweenTokens: number;
  executionTokens(stage: number, branch: number): number;
  answerTokens: number;
}): ScriptedSession {
  const { stages, branches } = options;
  const question = `A scripted session of ${stages} stages and ${branches} branches.`;
  const plans = Array.from({ length: stages }, (_, s) => planOf(s + 1));
  const executions = plans.map((_, s) =>
    Array.from({ length: branches }, (_, k) => words(options.executionTokens(s + 1, k + 1), 'work')),
  );
  const answer = ['<Final', '_answer', '>', ...words(options.answerTokens, 'so'), ' \\boxed', '{1}'];

  function planOf(stage: number) {
    const tokens = [`<Plan`, `_${stage}`, '>'];
    const ends: number[] = [];
    for (let k = 1; k <= branches; k++) {
      tokens.push(...words(options.betweenTokens, 'think'), ` <prompt`, `_${stage}.${k}`, '>');
      tokens.push(...words(options.promptTokens, `task${k}`), ' </prompt', `_${stage}.${k}`, '>');
      ends.push(tokens.length);
    }
    tokens.push(...words(options.betweenTokens * 2, 'closing'));
    return { tokens, ends };
  }

  let criticalTokens = answer.length;
  let barrierTokens = answer.length;
  let totalTokens = answer.length;
  plans.forEach(({ tokens, ends }, s) => {
    const lengths = executions[s]!.map(({ length }) => length);
    criticalTokens += Math.max(tokens.length, ...ends.map((end, k) => end + lengths[k]!));
    barrierTokens += tokens.length + Math.max(...lengths);
    totalTokens += tokens.length + lengths.reduce((sum, length) => sum + length, 0);
  });

  return {
    question,
    criticalTokens,
    barrierTokens,
    totalTokens,
    reply(context) {
      const execution = /<execution_(\d+)\.(\d+)>\s*$/.exec(context);
      if (execution) return executions[Number(execution[1]) - 1]?.[Number(execution[2]) - 1] ?? [' nothing'];
      const stage = context.split('</Execution_').length - 1;
      if (!context.includes('<think>') || context.includes('Sequential:')) return words(totalTokens, 'alone');
      return plans[stage]?.tokens ?? answer;
    },
  };
}
