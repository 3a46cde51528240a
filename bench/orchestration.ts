// node bench/orchestration.ts [--runs 5] [--rate 200] [--branches 8] [--starts 3] Run time of a live session over HTTP
// against its ideal (the critical path at the endpoint's pace), against a variant that waits for the whole plan before
// it starts executors, and against one sequential stream of as many tokens. Then the first session after a start of the
// server, and the next one, each in a new process.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '#lib/base/clock.ts';
import { defaultTimeouts } from '#lib/models/endpoint.ts';
import { createGuardedModel } from '#lib/models/guarded-model.ts';
import type { RoleModel } from '#lib/orchestrator/run.ts';
import { runSession } from '#lib/orchestrator/run-session.ts';
import { createCounter } from '#lib/tokens/worker-counter.ts';
import { defaultSettings } from '#lib/trace/default-settings.ts';
import type { SessionSettings, Strategy } from '#lib/trace/events.ts';
import { scriptSession } from './scripted-session.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    rate: { type: 'string', default: '200' },
    branches: { type: 'string', default: '8' },
    starts: { type: 'string', default: '3' },
  },
});
const runs = Number(values.runs);
const rate = Number(values.rate);
const branches = Number(values.branches);
const shape = {
  stages: 2,
  branches,
  promptTokens: 12,
  betweenTokens: 6,
  answerTokens: 40,
  shortest: 60,
  step: 20,
};
const scripted = scriptSession({
  ...shape,
  executionTokens: (stage, branch) => shape.shortest + ((stage * 31 + branch * 17) % 8) * shape.step,
});

const endpoint = spawn(
  process.execPath,
  [path.join(import.meta.dirname, 'paced-endpoint.ts'), JSON.stringify({ rate, ...shape })],
  {
    stdio: ['ignore', 'pipe', 'inherit'],
  },
);
const [port] = await once(endpoint.stdout!, 'data');
const counter = createCounter('qwen3');
await counter.count('The tokenizer loads once, before anything is timed.');

const variants: Record<
  string,
  { strategy: Strategy; settings: Partial<SessionSettings>; idealTokens: number }
> = {
  'forks at each prompt': { strategy: 'sprint', settings: {}, idealTokens: scripted.criticalTokens },
  'waits for the plan': {
    strategy: 'sprint',
    settings: { forkAt: 'plan' },
    idealTokens: scripted.barrierTokens,
  },
  sequential: { strategy: 'sequential', settings: {}, idealTokens: scripted.totalTokens },
};
const seconds: Record<string, number[]> = Object.fromEntries(Object.keys(variants).map((name) => [name, []]));
// Alternates the variants, so that a slow minute of the machine affects all of them.
for (let run = 0; run < runs; run++)
  for (const [name, variant] of Object.entries(variants)) seconds[name]!.push(await time(variant));
const starts: number[][] = [];
for (let start = 0; start < Number(values.starts); start++) starts.push(await sessionsAfterStart());
endpoint.kill();

const ideal = scripted.criticalTokens / rate;
console.log(
  `${rate} tokens/s per stream, ${shape.stages} stages, ${branches} branches, ${runs} runs; ideal ${ideal.toFixed(2)} s`,
);
console.log(`${os.cpus()[0]?.model}, ${os.cpus().length} cores, Node ${process.version}\n`);
console.log(
  '| variant | median s | its own ideal s | ÷ own ideal | ÷ ideal of forking | worst ÷ own ideal |',
);
console.log('| --- | --- | --- | --- | --- | --- |');
for (const [name, { idealTokens }] of Object.entries(variants)) {
  const sorted = seconds[name]!.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)]!;
  const own = idealTokens / rate;
  const cells = [
    median.toFixed(2),
    own.toFixed(2),
    ratio(median / own),
    ratio(median / ideal),
    ratio(sorted.at(-1)! / own),
  ];
  console.log(`| ${name} | ${cells.join(' | ')} |`);
}
if (starts.length > 0) {
  console.log('\n| session after a start of the server | median ÷ ideal | worst ÷ ideal |');
  console.log('| --- | --- | --- |');
  for (const [position, name] of ['first', 'second'].entries()) {
    const sorted = starts.map((one) => one[position]! / ideal).toSorted((a, b) => a - b);
    console.log(`| ${name} | ${ratio(sorted[Math.floor(sorted.length / 2)]!)} | ${ratio(sorted.at(-1)!)} |`);
  }
}
process.exit(0);

/** Seconds of the first session and of the next, by their own clocks. */
async function sessionsAfterStart(): Promise<number[]> {
  const server = spawn(
    process.execPath,
    [path.join(import.meta.dirname, 'first-session.ts'), String(port).trim(), scripted.question],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  for await (const chunk of server.stdout!) said += chunk;
  return JSON.parse(said) as number[];
}

function ratio(value: number): string {
  return value.toFixed(3);
}

async function time({
  strategy,
  settings,
}: {
  strategy: Strategy;
  settings: Partial<SessionSettings>;
}): Promise<number> {
  const baseUrl = `http://127.0.0.1:${String(port).trim()}/v1`;
  const guarded = createGuardedModel(
    {
      id: 'bench',
      name: 'Paced endpoint',
      kind: 'openai-compatible',
      baseUrl,
      apiKey: null,
      model: 'paced',
      mode: 'native',
      contextWindow: null,
      timeouts: defaultTimeouts,
      thinkingTag: 'auto',
      tokensPerSecond: null,
      source: 'settings',
    },
    { clock: systemClock },
  );
  const role: RoleModel = {
    guarded,
    mode: 'native',
    info: { endpointName: 'Paced endpoint', model: 'paced', ruleBased: false, mode: 'native' },
  };
  const startMs = performance.now();
  const status = await runSession({
    question: scripted.question,
    strategy,
    planner: role,
    executor: role,
    settings: { ...defaultSettings, ...settings },
    instructions: { planner: '', executor: '', sequential: 'Sequential:' },
    origin: { kind: 'live' },
    counter,
    clock: systemClock,
    random: Math.random,
    append: () => {},
    signal: new AbortController().signal,
  });
  if (status !== 'done') throw new Error(`The session ended ${status}`);
  return (performance.now() - startMs) / 1000;
}
