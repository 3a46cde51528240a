// node bench/real-server.ts --url http://127.0.0.1:8080/v1 [--model NAME] [--sessions 10] [--slots 1] [--log FILE]
//   [--mode native|prompted|both] [--strategy sprint|sequential|both] [--tokens 200] [--stages 3] [--guided] [--verbose]
// Sessions against a real llama.cpp server: how each ended, and whether time to first token, usage, cache hits and
// parallel branches in our log agree with the server's own numbers (its `timings` and, with --log, the file that
// `--verbosity 4` writes). Use a server that nobody else uses: the bench compares /metrics before and after. --save: a
// folder for the sessions' logs, as JSONL. --guided: grammars force four prompts into the first plan and some words
// into executions, so that models too small for that fork too.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '#lib/base/clock.ts';
import { defaultTimeouts } from '#lib/models/endpoint.ts';
import { createGuardedModel } from '#lib/models/guarded-model.ts';
import type { RoleModel } from '#lib/orchestrator/run.ts';
import { runSession } from '#lib/orchestrator/run-session.ts';
import { defaultInstructions } from '#lib/protocol/instructions/default-instructions.ts';
import { createCounter } from '#lib/tokens/worker-counter.ts';
import { defaultSettings } from '#lib/trace/default-settings.ts';
import type { EndStatus, Mode, Strategy, TraceEvent } from '#lib/trace/events.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { writeLog } from '#lib/trace/jsonl.ts';
import { readLlamaLog } from './llama-log.ts';
import type { CampaignSession } from './paired-calls.ts';
import { compareCalls, compareParallel, compareTotals, describeEndings } from './real-server-report.ts';
import { recordCalls } from './recorded-calls.ts';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:8080/v1' },
    model: { type: 'string', default: 'small' },
    sessions: { type: 'string', default: '10' },
    slots: { type: 'string', default: '1' },
    log: { type: 'string' },
    mode: { type: 'string', default: 'both' },
    strategy: { type: 'string', default: 'both' },
    tokens: { type: 'string', default: '200' },
    stages: { type: 'string', default: '3' },
    guided: { type: 'boolean', default: false },
    save: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});
const tokens = Number(values.tokens);
const modes: Mode[] = values.mode === 'both' ? ['native', 'prompted'] : [values.mode as Mode];
const strategies: Strategy[] =
  values.strategy === 'both' ? ['sequential', 'sprint'] : [values.strategy as Strategy];

/** Short questions: a tiny model solves none, and every token costs processor time. */
const QUESTIONS = [
  'How much is 17 + 25?',
  'Which numbers between 10 and 30 are prime?',
  'A train leaves at 9:40 and arrives at 11:15. How long does it travel?',
  'Use 3, 5 and 7 once each to make 22.',
  'How many edges does a cube have?',
  'Is 91 prime?',
  'What is the greatest common divisor of 84 and 36?',
  'A rectangle is 4 by 9. What is the side of a square of the same area?',
  'How many ways are there to order the letters of the word SUN?',
  'Solve 3x - 4 = 11.',
];

const prompt = (index: number) => `words "<prompt_1.${index}>" words "</prompt_1.${index}>\\n"`;
const PLAN_GRAMMAR = `root ::= "<Plan_1>\\n" ${[1, 2, 3, 4].map(prompt).join(' ')} "</Plan_1>"
words ::= [a-zA-Z0-9 ,.]{8,24} "\\n"`;
const EXECUTION_GRAMMAR = 'root ::= [a-zA-Z0-9 ,.]{100,160}';

let firstPlanIsDue = false;

/**
 * Guides the first plan of each session, and all executions, which it recognises by the stop strings of their roles.
 */
function guide(body: Record<string, unknown>): Record<string, unknown> {
  const stop = (body.stop ?? []) as string[];
  if (stop.includes('</execution_')) return { ...body, grammar: EXECUTION_GRAMMAR };
  if (!firstPlanIsDue) return body;
  firstPlanIsDue = false;
  return { ...body, grammar: PLAN_GRAMMAR };
}

const counter = createCounter('qwen3');
await counter.count('The tokenizer loads once, before anything is timed.');
const metricsBefore = await readMetrics();
const { fetch, calls } = recordCalls(values.guided ? guide : undefined);
const sessions: CampaignSession[] = [];
for (const mode of modes)
  for (const strategy of strategies)
    for (let index = 0; index < Number(values.sessions); index++)
      sessions.push(await run(mode, strategy, QUESTIONS[index % QUESTIONS.length]!));

const kind = values.guided ? ', first plans and executions guided by grammars' : '';
console.log(
  `${values.sessions} sessions of each kind, ${values.slots} slots, ${tokens} tokens a call${kind}\n`,
);
console.log(describeEndings(sessions));
const tasks = values.log ? readLlamaLog(readFileSync(values.log, 'utf8')) : [];
console.log(compareCalls(sessions, calls, tasks));
console.log(compareParallel(sessions, Number(values.slots)));
console.log(compareTotals(sessions, calls, metricsBefore, await readMetrics()));
process.exit(0);

async function run(mode: Mode, strategy: Strategy, question: string): Promise<CampaignSession> {
  const guarded = createGuardedModel(
    {
      id: 'real',
      name: 'Real server',
      kind: 'openai-compatible',
      baseUrl: values.url,
      apiKey: null,
      model: values.model,
      mode,
      contextWindow: null,
      timeouts: defaultTimeouts,
      thinkingTag: 'auto',
      tokensPerSecond: null,
      source: 'settings',
    },
    { clock: systemClock, fetch },
  );
  const role: RoleModel = {
    guarded,
    mode,
    info: { endpointName: 'Real server', model: values.model, ruleBased: false, baseUrl: values.url, mode },
  };
  const events: TraceEvent[] = [];
  firstPlanIsDue = strategy === 'sprint';
  const firstCall = calls.length;
  const status: EndStatus = await runSession({
    question,
    strategy,
    planner: role,
    executor: role,
    settings: {
      ...defaultSettings,
      maxStages: Number(values.stages),
      // A grammar picks short tokens: a plan cut before its third prompt would be useless.
      plannerMaxTokens: values.guided ? 5 * tokens : tokens,
      executorMaxTokens: tokens,
      sequentialMaxTokens: tokens,
    },
    instructions: defaultInstructions(mode),
    origin: { kind: 'live' },
    counter,
    clock: systemClock,
    random: Math.random,
    append: (batch) => events.push(...batch),
    signal: new AbortController().signal,
  });
  const session = {
    mode,
    strategy,
    status,
    events,
    state: foldEvents(events),
    calls: calls.slice(firstCall),
  };
  if (values.save) {
    mkdirSync(values.save, { recursive: true });
    const file = `${strategy}-${mode}-${values.slots}-slots-${sessions.length + 1}.jsonl`;
    writeFileSync(path.join(values.save, file), writeLog(events));
  }
  if (values.verbose) {
    const codes = new Set(session.state.diagnostics.map(({ code }) => code));
    const why = session.state.error ? ` (${session.state.error.type}: ${session.state.error.message})` : '';
    console.log(
      `${strategy} ${mode}: ${status}${why}, ${session.calls.length} calls, ${[...codes].join(' ')}`,
    );
  }
  return session;
}

/** The counters of /metrics by name; empty where the server does not offer them. */
async function readMetrics(): Promise<Map<string, number>> {
  const response = await globalThis.fetch(new URL('/metrics', values.url)).catch(() => null);
  const text = response?.ok ? await response.text() : '';
  const lines = text.split('\n').filter((line) => line.startsWith('llamacpp:'));
  return new Map(
    lines.map((line) => {
      const [name = '', value] = line.slice('llamacpp:'.length).split(' ');
      return [name, Number(value)];
    }),
  );
}
