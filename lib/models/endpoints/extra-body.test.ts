import { describe, expect, it } from 'vitest';
import { extraBodyProblem, MAX_EXTRA_BODY_LENGTH, mergeBody } from './extra-body.ts';

const nested = (depth: number): unknown => (depth === 0 ? 1 : { inner: nested(depth - 1) });

describe('extraBodyProblem', () => {
  it.each([
    {},
    { top_p: 0.9, seed: 7, stop: ['</x>'], temperature: 0, max_tokens: 10 },
    { chat_template_kwargs: { enable_thinking: false, model: 'inside it is the server’s' } },
    { temperature: null, max_tokens: null },
    nested(12),
  ])('takes %j', (value) => {
    expect(extraBodyProblem(value)).toBeNull();
  });

  it.each(['model', 'messages', 'prompt', 'stream', 'n', 'tools', 'tool_choice', 'echo', 'stream_options'])(
    'refuses %s, which is ours, and says why',
    (name) => {
      expect(extraBodyProblem({ [name]: 1 })).toMatch(new RegExp(`^“${name}” cannot be set here: .+`));
    },
  );

  it.each([
    ['a list', []],
    ['a text', 'x'],
    ['null', null],
    ['what is nested too deep', nested(13)],
    ['what is too long', { x: 'y'.repeat(MAX_EXTRA_BODY_LENGTH) }],
    ['a limit that is none', { max_tokens: 'many' }],
    ['__proto__', JSON.parse('{"__proto__": {"polluted": true}}')],
    ['__proto__ inside', JSON.parse('{"a": [{"__proto__": {"polluted": true}}]}')],
    ['constructor', { a: { constructor: 1 } }],
  ])('refuses %s', (_what, value) => {
    expect(extraBodyProblem(value)).toEqual(expect.any(String));
  });

  it('repeats no value', () => {
    expect(extraBodyProblem({ model: 'sk-secret' })).not.toContain('sk-secret');
  });
});

describe('mergeBody', () => {
  const body = { model: 'm', max_tokens: 100, temperature: 0.6, stop: ['a'], options: { a: 1, b: { c: 2 } } };

  it('adds, replaces, merges objects, and leaves out what is null', () => {
    expect(mergeBody(body, { top_p: 1, stop: ['b'], temperature: null, options: { b: { d: 3 } } })).toEqual({
      model: 'm',
      max_tokens: 100,
      stop: ['b'],
      top_p: 1,
      options: { a: 1, b: { c: 2, d: 3 } },
    });
    expect(body.options).toEqual({ a: 1, b: { c: 2 } });
  });

  it('takes a token limit only where it lowers ours, under the name that was asked for', () => {
    expect(mergeBody(body, { max_tokens: 50 })).toMatchObject({ max_tokens: 50 });
    expect(mergeBody(body, { max_tokens: 500 })).toMatchObject({ max_tokens: 100 });
    const renamed = mergeBody(body, { max_completion_tokens: 500 });
    expect(renamed).toMatchObject({ max_completion_tokens: 100 });
    expect(renamed).not.toHaveProperty('max_tokens');
    expect(mergeBody(body, { max_tokens: null })).not.toHaveProperty('max_tokens');
  });
});
