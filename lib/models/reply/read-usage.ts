import type { LanguageModelV4Usage } from '@ai-sdk/provider';
import { isRecord, type JsonRecord, recordIn } from './json.ts';

/** Token counts as far as an endpoint reported them. */
export interface UsageCounts {
  input?: number;
  output?: number;
  cached?: number;
  reasoning?: number;
}

/** Servers write counts as strings, and null or -1 where they did not count. */
function count(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

function firstCount(record: JsonRecord | null, names: readonly string[]): number | undefined {
  if (!record) return undefined;
  const counts = names.map((name) => count(record[name])).filter((each) => each !== undefined);
  // If one name has a number and another has 0, the 0 is a default.
  return counts.find((each) => each > 0) ?? counts[0];
}

const INPUT = [
  'prompt_tokens',
  'input_tokens',
  'promptTokens',
  'inputTokens',
  'promptTokenCount',
  'prompt_token_count',
  'prompt_eval_count',
  'tokens_evaluated',
  // TGI.
  'input_length',
];
const OUTPUT = [
  'completion_tokens',
  'output_tokens',
  'completionTokens',
  'outputTokens',
  'candidatesTokenCount',
  'candidates_token_count',
  'generated_tokens',
  'eval_count',
  'tokens_predicted',
];
const CACHED = [
  'cached_tokens',
  // DeepSeek.
  'prompt_cache_hit_tokens',
  // Anthropic.
  'cache_read_input_tokens',
  'cachedContentTokenCount',
  'num_cached_tokens',
  'cached_prompt_tokens',
  'cached_input_tokens',
  'prompt_tokens_cached',
  'cachedTokens',
];
const REASONING = ['reasoning_tokens', 'thinking_tokens', 'thoughtsTokenCount', 'reasoningTokens'];
const INPUT_DETAILS = [
  'prompt_tokens_details',
  'input_tokens_details',
  'promptTokensDetails',
  'inputTokensDetails',
];
const OUTPUT_DETAILS = [
  'completion_tokens_details',
  'output_tokens_details',
  'completionTokensDetails',
  'outputTokensDetails',
];

function countsIn(usage: JsonRecord): UsageCounts {
  const cached = firstCount(recordIn(usage, ...INPUT_DETAILS), CACHED) ?? firstCount(usage, CACHED);
  const reasoning = firstCount(recordIn(usage, ...OUTPUT_DETAILS), REASONING) ?? firstCount(usage, REASONING);
  let input = firstCount(usage, INPUT);
  let output = firstCount(usage, OUTPUT);
  const hits = count(usage.prompt_cache_hit_tokens);
  const misses = count(usage.prompt_cache_miss_tokens);
  if (input === undefined && hits !== undefined && misses !== undefined) input = hits + misses;
  const total = firstCount(usage, ['total_tokens', 'totalTokens', 'totalTokenCount']);
  if (output === undefined && input !== undefined && total !== undefined && total >= input)
    output = total - input;
  // Gemini counts its thoughts beside the candidates.
  const thoughts = count(usage.thoughtsTokenCount);
  if (thoughts !== undefined && output !== undefined && count(usage.candidatesTokenCount) !== undefined)
    output += thoughts;
  // Anthropic's input tokens exclude those its cache held; so do those of servers that report more cached than read.
  if (input !== undefined && count(usage.cache_read_input_tokens) !== undefined && 'input_tokens' in usage)
    input += (cached ?? 0) + (count(usage.cache_creation_input_tokens) ?? 0);
  else if (input !== undefined && cached !== undefined && cached > input) input += cached;
  return defined({ input, output, cached, reasoning });
}

/** llama.cpp: `prompt_n` excludes what the slot's cache held, and older servers do not report how much that was. */
function countsInTimings(timings: JsonRecord): UsageCounts {
  const cached = count(timings.cache_n);
  const read = count(timings.prompt_n);
  const input = cached !== undefined && read !== undefined ? cached + read : undefined;
  return defined({ input, output: count(timings.predicted_n), cached, reasoning: undefined });
}

function defined(counts: { [name in keyof UsageCounts]: number | undefined }): UsageCounts {
  const told = Object.entries(counts).filter(([, value]) => value !== undefined);
  return Object.fromEntries(told) as UsageCounts;
}

/** Takes each count from `later` if it has one; a 0 does not replace a number. */
export function mergeUsage(earlier: UsageCounts | null, later: UsageCounts): UsageCounts {
  const told = Object.entries(later).filter(
    ([name, value]) => value > 0 || earlier?.[name as keyof UsageCounts] === undefined,
  );
  return { ...earlier, ...Object.fromEntries(told) };
}

const HOLDERS = ['x_groq', 'meta', 'metadata', 'response', 'message', 'delta'];
/** `details`: TGI. */
const USAGES = ['usage', 'usageMetadata', 'usage_metadata', 'token_usage', 'tokenUsage', 'details'];
/** The counts that native APIs write beside the text itself, and some servers in an event of their own. */
const NATIVE = [
  'completion_tokens',
  'prompt_eval_count',
  'eval_count',
  'tokens_evaluated',
  'tokens_predicted',
];

/** The counts in a chunk of any API, in any place; null if it holds none. `choice`: where moonshot puts them. */
export function usageIn(chunk: JsonRecord, choice: JsonRecord | null): UsageCounts | null {
  let counts: UsageCounts = {};
  // From the least informative to the most.
  const timings = recordIn(chunk, 'timings');
  if (timings) counts = mergeUsage(counts, countsInTimings(timings));
  if (NATIVE.some((name) => name in chunk)) counts = mergeUsage(counts, countsIn(chunk));
  const nested = HOLDERS.map((name) => chunk[name]).filter(isRecord);
  for (const holder of [...nested, ...(choice ? [choice] : []), chunk]) {
    const usage = recordIn(holder, ...USAGES);
    if (usage) counts = mergeUsage(counts, countsIn(usage));
  }
  return Object.keys(counts).length > 0 ? counts : null;
}

/** Usage in the AI SDK's form; everything is undefined if the endpoint reported none. */
export function toUsage(usage: UsageCounts | null): LanguageModelV4Usage {
  const { input, output, cached, reasoning } = usage ?? {};
  return {
    inputTokens: {
      total: input,
      noCache: input === undefined ? undefined : Math.max(0, input - (cached ?? 0)),
      cacheRead: cached,
      cacheWrite: undefined,
    },
    outputTokens: {
      total: output,
      text: output === undefined ? undefined : Math.max(0, output - (reasoning ?? 0)),
      reasoning,
    },
  };
}
