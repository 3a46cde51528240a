import { describe, expect, it } from 'vitest';
import { finishReasonIn, toFinishReason } from './finish-reasons.ts';

describe('toFinishReason', () => {
  it.each([
    [
      'stop',
      'stop STOP Stop eos eos_token EOS end_turn stop_sequence stop-sequence COMPLETE completed done finished FINISH_REASON_STOP',
    ],
    [
      'length',
      'length LENGTH limit max_tokens MAX_TOKENS max_new_tokens max_output_tokens model_length truncated token_limit ERROR_LIMIT model_context_window_exceeded',
    ],
    [
      'content-filter',
      'content_filter content-filter CONTENT_FILTERED SAFETY RECITATION refusal sensitive ERROR_TOXIC PROHIBITED_CONTENT',
    ],
    ['interrupted', 'abort ABORT aborted cancelled canceled USER_CANCEL interrupted'],
    ['error', 'error ERROR failed network_error insufficient_system_resource timeout'],
    ['tool-calls', 'tool_calls function_call tool_use'],
    ['other', 'whatever 17'],
  ])('%s', (unified, words) => {
    for (const raw of words.split(' ')) expect(toFinishReason(raw)).toEqual({ unified, raw });
  });

  it('of a reply that never said: interrupted', () => {
    expect(toFinishReason(null)).toEqual({ unified: 'interrupted', raw: undefined });
  });
});

describe('finishReasonIn', () => {
  it.each<[string, object, string | null]>([
    ['nothing', {}, null],
    ['null', { finish_reason: null, stop_reason: null }, null],
    ['an empty one', { finish_reason: ' ' }, null],
    ['one that says not yet', { finish_reason: 'null', finishReason: 'FINISH_REASON_UNSPECIFIED' }, null],
    ['flags that are off', { done: false, stop: false }, null],
    ['other spellings', { finishReason: 'STOP' }, 'STOP'],
    ['Ollama', { done: true, done_reason: 'length' }, 'length'],
    ['Ollama, older', { done: true }, 'stop'],
    ['an object', { finish_details: { type: 'max_tokens' } }, 'max_tokens'],
    ['vLLM: the stop string', { finish_reason: 'stop', stop_reason: '</Plan_' }, 'stop'],
    ['a stop string alone', { stop_reason: '</Plan_' }, 'stop'],
    ['a stop token alone', { stop_reason: 151645 }, 'stop'],
    ['Anthropic', { stop_reason: 'max_tokens' }, 'max_tokens'],
    ['llama.cpp', { stop: true, stop_type: 'limit' }, 'limit'],
    ['llama.cpp, not yet', { stop: false, stop_type: 'none' }, null],
  ])('%s', (_, holder, reason) => {
    expect(finishReasonIn({ ...holder })).toBe(reason);
  });
});
