// node bench/thinking-shapes.ts QUESTIONS.jsonl WAY=URL [WAY=URL …] [--count 10] [--model NAME] [--verbose] One text,
// one number: SPRINT and sequential sessions on the same questions, in chat, against endpoints that send the same
// thinking in different ways (separately as reasoning_content or reasoning, inline, without its opening tag, …). Prints
// how many ended with the recorded answer, and the tokens, which may differ only by the tags. A question a line:
// {"question": …, "answer": …}. In each way the first session learns the endpoint again.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { sameAnswer } from '#lib/answers/equality.ts';
import { extractAnswer } from '#lib/answers/extract-answer.ts';
import { systemClock } from '#lib/base/clock.ts';
import type { LearnedMemory } from '#lib/models/call/learned.ts';
import type { Endpoint } from '#lib/models/endpoint.ts';
import { defaultTimeouts } from '#lib/models/endpoint.ts';
import { createGuardedModel } from '#lib/models/guarded-model.ts';
import type { RoleModel } from '#lib/orchestrator/run.ts';
import { runSession } from '#lib/orchestrator/run-session.ts';
import { defaultInstructions } from '#lib/protocol/instructions/default-instructions.ts';
import { createCounter } from '#lib/tokens/worker-counter.ts';
import { defaultSettings } from '#lib/trace/default-settings.ts';
import type { Strategy, TraceEvent } from '#lib/trace/events.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '10' },
    model: { type: 'string', default: 'any' },
    verbose: { type: 'boolean', default: false },
  },
});
const [file, ...endpoints] = positionals;
if (!file || endpoints.length === 0) throw new Error('Usage: thinking-shapes.ts QUESTIONS.jsonl WAY=URL …');
const questions = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .slice(0, Number(values.count))
  .map((line) => JSON.parse(line) as { question: string; answer: string });
const counter = createCounter('qwen3');

function roleOf(baseUrl: string, memory: LearnedMemory): RoleModel {
  const { model } = values;
  const endpoint: Endpoint = {
    id: 'shapes',
    name: 'Shapes',
    kind: 'openai-compatible',
    baseUrl,
    apiKey: null,
    model,
    mode: 'prompted',
    contextWindow: null,
    timeouts: defaultTimeouts,
    thinkingTag: 'auto',
    tokensPerSecond: null,
    source: 'settings',
  };
  return {
    guarded: createGuardedModel(endpoint, { clock: systemClock, memory }),
    mode: 'prompted',
    info: { endpointName: 'Shapes', model, ruleBased: false, baseUrl, mode: 'prompted' },
  };
}

async function run(strategy: Strategy, question: string, role: RoleModel) {
  const events: TraceEvent[] = [];
  const status = await runSession({
    question,
    strategy,
    planner: role,
    executor: role,
    settings: defaultSettings,
    instructions: defaultInstructions('prompted'),
    origin: { kind: 'live' },
    counter,
    clock: systemClock,
    random: Math.random,
    append: (batch) => events.push(...batch),
    signal: new AbortController().signal,
  });
  const state = foldEvents(events);
  const { totalTokens, thinkingTokens, sequentialTokens, discardedTokens } = sessionMetrics(state);
  const failures = events.flatMap((event) => (event.type === 'attempt-failed' ? [event.error.type] : []));
  const answer = extractAnswer((state.answer ?? state.thought)?.text ?? '')?.answer ?? null;
  return { status, answer, totalTokens, thinkingTokens, sequentialTokens, discardedTokens, failures };
}

console.log(
  '| strategy | thinking | right | total | thinking | sequential | discarded | attempts that failed |',
);
console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
for (const strategy of ['sprint', 'sequential'] as const)
  for (const endpoint of endpoints) {
    const at = endpoint.indexOf('=');
    const role = roleOf(endpoint.slice(at + 1), new Map());
    let right = 0;
    const sum = { total: 0, thinking: 0, sequential: 0, discarded: 0 };
    const failures: string[] = [];
    for (const { question, answer } of questions) {
      const result = await run(strategy, question, role);
      const isRight = result.status === 'done' && result.answer !== null && sameAnswer(result.answer, answer);
      if (isRight) right++;
      sum.total += result.totalTokens;
      sum.thinking += result.thinkingTokens;
      sum.sequential += result.sequentialTokens.authors;
      sum.discarded += result.discardedTokens;
      failures.push(...result.failures);
      if (values.verbose || !isRight)
        console.log(`  ${question.slice(0, 50)}…: ${result.status}, ${result.answer} for ${answer}`);
    }
    const kinds = [...new Set(failures)].map(
      (kind) => `${failures.filter((one) => one === kind).length} ${kind}`,
    );
    console.log(
      `| ${strategy} | ${endpoint.slice(0, at)} | ${right} of ${questions.length} | ${sum.total} | ${sum.thinking} | ${sum.sequential} | ${sum.discarded} | ${kinds.join(', ')} |`,
    );
  }
process.exit(0);
