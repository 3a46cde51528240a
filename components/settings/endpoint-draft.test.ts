import { describe, expect, it } from 'vitest';
import type { PublicEndpoint } from '#lib/models/endpoint.ts';
import {
  draftFromEndpoint,
  type EndpointDraft,
  fieldProblems,
  hasFoldedProblem,
  originOf,
  readEndpointDraft,
} from './endpoint-draft.ts';

const endpoint: PublicEndpoint = {
  id: 'e1',
  name: 'Lab',
  kind: 'openai-compatible',
  baseUrl: 'http://127.0.0.1:8000/v1',
  model: 'sprint-7b',
  mode: 'native',
  contextWindow: 32_768,
  timeouts: { firstTokenMs: 60_000, stallMs: 30_000, totalMs: 600_000 },
  thinkingTag: 'auto',
  tokensPerSecond: null,
  source: 'settings',
  hasKey: true,
};

const read = (change: Partial<EndpointDraft>) =>
  readEndpointDraft({ ...draftFromEndpoint(endpoint), ...change });

describe('readEndpointDraft', () => {
  it('reads an untouched form back to what it was filled from, and leaves the key alone', () => {
    const { name, baseUrl, model, mode, contextWindow, timeouts } = endpoint;
    const reading = read({});
    expect(reading).toMatchObject({
      ok: true,
      input: { name, baseUrl, model, mode, contextWindow, timeouts, price: null, extraBody: null },
    });
    expect(reading.ok && 'apiKey' in reading.input).toBe(false);
  });

  it.each([
    [{ kind: 'set', text: ' secret ' }, 'secret'],
    [{ kind: 'clear' }, null],
    [{ kind: 'set', text: '' }, undefined],
    [{ kind: 'none' }, undefined],
  ] as const)('sends the key only where it changes: %j', (key, sent) => {
    const reading = read({ key });
    expect(reading.ok && reading.input.apiKey).toBe(sent);
  });

  it('takes an empty context window as unknown', () => {
    const reading = read({ contextWindow: ' ' });
    expect(reading.ok && reading.input.contextWindow).toBeNull();
  });

  it('names every field that cannot be read', () => {
    expect(
      read({ name: ' ', baseUrl: 'localhost:8000', model: '', contextWindow: '12', stallSeconds: '0' }),
    ).toEqual({
      ok: false,
      problems: {
        name: 'Give it a name.',
        baseUrl: 'Begin with http:// or https://.',
        model: 'Name the model to ask for.',
        contextWindow: 'A whole number of at least 256, or nothing.',
        stallSeconds: 'Between 1 and 86,400 seconds.',
      },
    });
  });
});

describe('what the server says of fields', () => {
  it('stands at the field of the form, folded ones recognised', () => {
    const problems = fieldProblems({
      baseUrl: 'Odd',
      'timeouts.stallMs': 'Too short',
      tags: 'Unknown field',
    });
    expect(problems).toEqual({ baseUrl: 'Odd', stallSeconds: 'Too short' });
    expect(hasFoldedProblem(problems)).toBe(true);
    expect(hasFoldedProblem(fieldProblems({ baseUrl: 'Odd' }))).toBe(false);
  });
});

describe('originOf', () => {
  it('tells another port from another path, and takes half-typed addresses', () => {
    expect(originOf('http://127.0.0.1:8000/v1')).toBe(originOf('http://127.0.0.1:8000/api '));
    expect(originOf('http://127.0.0.1:8000')).not.toBe(originOf('http://127.0.0.1:8001'));
    expect(originOf('http://')).toBe('');
  });
});
