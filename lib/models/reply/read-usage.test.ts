import { describe, expect, it } from 'vitest';
import { mergeUsage, toUsage, type UsageCounts, usageIn } from './read-usage.ts';

describe('usageIn', () => {
  it.each<[string, Record<string, unknown>, UsageCounts | null]>([
    ['nothing', {}, null],
    ['null', { usage: null }, null],
    [
      'null fields',
      { usage: { prompt_tokens: null, completion_tokens: null, prompt_tokens_details: null } },
      null,
    ],
    [
      'OpenAI',
      {
        usage: {
          prompt_tokens: 9,
          completion_tokens: 4,
          prompt_tokens_details: { cached_tokens: 5 },
          completion_tokens_details: { reasoning_tokens: 1 },
        },
      },
      { input: 9, output: 4, cached: 5, reasoning: 1 },
    ],
    ['strings', { usage: { prompt_tokens: '9', completion_tokens: ' 4 ' } }, { input: 9, output: 4 }],
    ['words and negative numbers', { usage: { prompt_tokens: 'many', completion_tokens: -1 } }, null],
    [
      'a total in place of the output',
      { usage: { prompt_tokens: 9, total_tokens: 13 } },
      { input: 9, output: 4 },
    ],
    [
      'Responses',
      { usage: { input_tokens: 9, output_tokens: 4, input_tokens_details: { cached_tokens: 5 } } },
      { input: 9, output: 4, cached: 5 },
    ],
    [
      'Anthropic: input without the cache',
      {
        usage: {
          input_tokens: 9,
          cache_read_input_tokens: 5,
          cache_creation_input_tokens: 2,
          output_tokens: 4,
        },
      },
      { input: 16, output: 4, cached: 5 },
    ],
    [
      'DeepSeek',
      {
        usage: {
          prompt_tokens: 9,
          completion_tokens: 4,
          prompt_cache_hit_tokens: 5,
          prompt_cache_miss_tokens: 4,
        },
      },
      { input: 9, output: 4, cached: 5 },
    ],
    ['Moonshot', { usage: { prompt_tokens: 9, cached_tokens: 5 } }, { input: 9, cached: 5 }],
    [
      'Gemini',
      {
        usageMetadata: {
          promptTokenCount: 9,
          candidatesTokenCount: 4,
          thoughtsTokenCount: 3,
          cachedContentTokenCount: 5,
        },
      },
      { input: 9, output: 7, cached: 5, reasoning: 3 },
    ],
    ['Groq', { x_groq: { usage: { prompt_tokens: 9, completion_tokens: 4 } } }, { input: 9, output: 4 }],
    ['Ollama', { prompt_eval_count: 9, eval_count: 4 }, { input: 9, output: 4 }],
    [
      'llama.cpp',
      { timings: { cache_n: 5, prompt_n: 4, predicted_n: 4 } },
      { input: 9, output: 4, cached: 5 },
    ],
    [
      'llama.cpp, older: what was read is not the prompt',
      { timings: { prompt_n: 4, predicted_n: 4 } },
      { output: 4 },
    ],
    [
      'llama.cpp: usage before timings',
      {
        timings: { cache_n: 5, prompt_n: 4, predicted_n: 4 },
        usage: { prompt_tokens: 10, completion_tokens: 3 },
      },
      { input: 10, output: 3, cached: 5 },
    ],
    [
      'only what was not cached',
      { usage: { prompt_tokens: 4, prompt_tokens_details: { cached_tokens: 5 } } },
      { input: 9, cached: 5 },
    ],
  ])('%s', (_, chunk, counts) => {
    expect(usageIn(chunk, null)).toEqual(counts);
  });
});

it('later numbers hold, and a 0 takes back none', () => {
  expect(mergeUsage({ input: 9, output: 1 }, { input: 0, output: 4, cached: 0 })).toEqual({
    input: 9,
    output: 4,
    cached: 0,
  });
});

it('in the SDK’s form a part is never more than the whole', () => {
  expect(toUsage({ input: 4, output: 1, cached: 4, reasoning: 3 })).toMatchObject({
    inputTokens: { total: 4, noCache: 0 },
    outputTokens: { total: 1, text: 0, reasoning: 3 },
  });
  expect(toUsage(null).inputTokens.total).toBeUndefined();
});
