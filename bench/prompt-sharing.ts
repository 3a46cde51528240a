// node bench/prompt-sharing.ts [FOLDER of transcripts]
// How many prompt tokens of a session are the beginning of an earlier call of the same session, which a server with a
// prefix cache does not compute again: by mode and by layout of the contexts (lib/protocol/contexts/layout.ts). Without
// a folder the recorded traces of public/traces are taken. Counted twice: with the prompts of earlier calls, and with
// their replies too, since vLLM, SGLang and llama.cpp keep what they wrote like what they read. Executors of a stage run
// at the same time; what they have in common counts as cached for all but the first.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Context, partsText } from '#lib/protocol/contexts/context.ts';
import { contextFor } from '#lib/protocol/contexts/contexts.ts';
import { instructionsFor } from '#lib/protocol/instructions/default-instructions.ts';
import { logFromTranscript } from '#lib/protocol/transcript-log/transcript-log.ts';
import { planOpening, planTextParts } from '#lib/protocol/writer-parts.ts';
import { loadQwenTokenizer } from '#lib/tokens/count-qwen.ts';
import { modulePathOf } from '#lib/tokens/load-count.ts';
import { defaultSettings } from '#lib/trace/default-settings.ts';
import type { ContextPolicy, EventOf, Instructions, Mode } from '#lib/trace/events.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { parseLog } from '#lib/trace/jsonl.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { executionStream, type StreamId } from '#lib/trace/streams.ts';
import { sourceTexts } from './source-texts.ts';

const tokenizer = loadQwenTokenizer(modulePathOf('qwen3'));
const texts = sourceTexts(process.argv[2]).filter((text) => /<Plan_1>/.test(text));
/** The texts that were sent before layout 2, from the sessions recorded then. */
const layout1 = (mode: Mode): Instructions => {
  const file = path.join(import.meta.dirname, `../lib/protocol/testing/layout-1/${mode}-paper.jsonl`);
  const parsed = parseLog(fs.readFileSync(file, 'utf8'));
  if (!parsed.ok) throw parsed.error;
  return (parsed.events[0] as EventOf<'session-start'>).instructions;
};

interface Sharing {
  calls: number;
  prompt: number;
  /** Shared with the prompt of an earlier call. */
  common: number;
  /** Shared with the prompt and the reply of an earlier call. */
  commonWithReplies: number;
}

async function stateOf(text: string, mode: Mode, layout: 1 | 2, policy: ContextPolicy): Promise<TraceState> {
  const model = { endpointName: '', model: '', ruleBased: false, mode };
  const events = await logFromTranscript(text, {
    counter: { name: 'characters', count: async (piece) => piece.length },
    origin: { kind: 'imported' },
    startedAt: '1970-01-01T00:00:00.000Z',
    models: { planner: model, executor: model },
    settings: { ...defaultSettings, contextPolicy: policy },
  });
  const instructions = layout === 1 ? layout1(mode) : instructionsFor({ planner: mode, executor: mode });
  return foldEvents(
    events.map((event) =>
      event.type === 'session-start' ? { ...event, instructions, contextLayout: layout } : event,
    ),
  );
}

/** The server's input: a chat in Qwen's template. */
function prompt(context: Context): string {
  if (context.kind === 'completion') return partsText(context.parts);
  const messages = context.messages.map(
    ({ role, parts }) => `<|im_start|>${role}\n${partsText(parts)}<|im_end|>\n`,
  );
  return `${messages.join('')}<|im_start|>assistant\n`;
}

const encode = (text: string): readonly number[] => tokenizer.encode(text, { add_special_tokens: false });

/** Every call of the session in order, with its recorded reply. */
function callsOf(state: TraceState): { stream: StreamId; reply: string }[] {
  return [
    ...state.stages.flatMap(({ stage, plan, executions }) => [
      { stream: plan.stream, reply: partsText([planOpening(stage), ...planTextParts(stage, plan)]) },
      ...executions.map(({ index, text }) => ({ stream: executionStream(stage, index), reply: text })),
    ]),
    ...(state.answer ? [{ stream: 'answer' as const, reply: '' }] : []),
  ];
}

function commonPrefix(one: readonly number[], other: readonly number[]): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return at;
}

function sharingOf(state: TraceState): Sharing {
  const sum: Sharing = { calls: 0, prompt: 0, common: 0, commonWithReplies: 0 };
  const prompts: (readonly number[])[] = [];
  const withReplies: (readonly number[])[] = [];
  for (const { stream, reply } of callsOf(state)) {
    const context = contextFor(state, stream);
    const text = prompt(context);
    const tokens = encode(text);
    const longest = (earlier: readonly (readonly number[])[]) =>
      Math.max(0, ...earlier.map((one) => commonPrefix(tokens, one)));
    sum.calls++;
    sum.prompt += tokens.length;
    sum.common += longest(prompts);
    sum.commonWithReplies += longest(withReplies);
    prompts.push(tokens);
    // In a chat another message's marks come between a prompt and its reply, so that no later prompt continues there.
    withReplies.push(context.kind === 'completion' ? encode(text + reply) : tokens);
  }
  return sum;
}

console.log(`${new Date().toISOString().slice(0, 10)}, ${os.cpus().length} cores, Node ${process.version}`);
console.log(`${texts.length} traces; tokens of Qwen's vocabulary, means per trace\n`);
console.log(
  '| mode | policy | layout | calls | prompt tokens | in common with prompts | uncached | in common with prompts and replies | uncached |',
);
console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const whole = (value: number) => Math.round(value).toLocaleString('en-US');
const percent = (part: number, of: number) => `${Math.round((part / of) * 100)} %`;
for (const mode of ['native', 'prompted'] as const)
  for (const policy of ['paper', 'authors'] as const) {
    const uncached = { common: [] as number[], commonWithReplies: [] as number[] };
    for (const layout of [1, 2] as const) {
      const rows: Sharing[] = [];
      for (const text of texts) rows.push(sharingOf(await stateOf(text, mode, layout, policy)));
      const of = (key: keyof Sharing) => mean(rows.map((row) => row[key]));
      const cells = (['common', 'commonWithReplies'] as const).flatMap((key) => {
        const left = of('prompt') - of(key);
        uncached[key].push(left);
        const before = uncached[key][0] ?? left;
        const change = layout === 1 ? '' : ` (${percent(left, before)} of before)`;
        return [`${whole(of(key))} (${percent(of(key), of('prompt'))})`, `${whole(left)}${change}`];
      });
      const row = [mode, policy, layout, of('calls').toFixed(1), whole(of('prompt')), ...cells];
      console.log(`| ${row.join(' | ')} |`);
    }
  }
