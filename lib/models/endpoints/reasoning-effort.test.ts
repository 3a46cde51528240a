import { describe, expect, it } from 'vitest';
import { endpointPresets, presetOf } from './presets.ts';
import { effortFields, effortsOf, extraFields, reasoningEfforts } from './reasoning-effort.ts';

describe('effortFields', () => {
  it('sends nothing for the default, something for every other choice, whatever the dialect', () => {
    for (const { effort: dialect } of endpointPresets) {
      expect(effortFields(dialect, 'default')).toEqual({});
      for (const effort of reasoningEfforts.slice(1)) expect(effortFields(dialect, effort)).not.toEqual({});
      expect(effortsOf(dialect)[0]).toBe('default');
    }
  });

  it.each([
    ['openai', 'low', { reasoning_effort: 'low' }],
    ['openrouter', 'high', { reasoning: { effort: 'high' } }],
    ['together', 'none', { reasoning: { enabled: false } }],
    ['template', 'none', { chat_template_kwargs: { enable_thinking: false } }],
    ['template', 'medium', { reasoning_effort: 'medium' }],
    ['template-only', 'high', { chat_template_kwargs: { enable_thinking: true, reasoning_effort: 'high' } }],
    ['qwen', 'none', { enable_thinking: false }],
    ['qwen', 'low', { enable_thinking: true, thinking_budget: 2048 }],
    ['qwen', 'high', { enable_thinking: true }],
    ['deepseek', 'none', { thinking: { type: 'disabled' } }],
  ] as const)('%s, %s', (dialect, effort, fields) => {
    expect(effortFields(dialect, effort)).toEqual(fields);
  });
});

describe('extraFields', () => {
  const endpoint = {
    mode: 'prompted',
    reasoningEffort: 'none',
    extraBody: { planner: { chat_template_kwargs: { custom: 1 }, top_p: 0.9 } },
  } as const;

  it('merges the effort’s fields under the person’s own, role by role', () => {
    expect(extraFields(endpoint, 'planner', 'template')).toEqual({
      chat_template_kwargs: { enable_thinking: false, custom: 1 },
      top_p: 0.9,
    });
    expect(extraFields(endpoint, 'executor', 'template')).toEqual({
      chat_template_kwargs: { enable_thinking: false },
    });
  });

  it('asks a text completion for no effort', () => {
    expect(extraFields({ ...endpoint, mode: 'native' }, 'executor', 'template')).toEqual({});
  });
});

describe('presetOf', () => {
  it.each([
    [{ baseUrl: 'https://openrouter.ai/api/v1' }, 'openrouter'],
    [{ baseUrl: 'http://localhost:8000/v1' }, 'vllm'],
    [{ baseUrl: 'http://127.0.0.1:8080/v1' }, 'llama-cpp'],
    [{ baseUrl: 'https://gpu.example.org:8000/v1' }, undefined],
    [{ baseUrl: 'https://gpu.example.org/v1', preset: 'vllm' }, 'vllm'],
    [{ baseUrl: 'https://openrouter.ai/api/v1', preset: 'custom' }, 'openrouter'],
    [{ baseUrl: '' }, undefined],
  ])('%j is %s', (endpoint, id) => {
    expect(presetOf(endpoint)?.id).toBe(id);
  });
});
