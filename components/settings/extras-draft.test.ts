import { describe, expect, it } from 'vitest';
import type { PublicEndpoint } from '#lib/models/endpoint.ts';
import { endpointPresets } from '#lib/models/endpoints/presets.ts';
import {
  type ExtrasDraft,
  effortChoices,
  extrasField,
  extrasForMode,
  extrasFromEndpoint,
  extrasFromPreset,
  noExtras,
  readExtras,
} from './extras-draft.ts';

const read = (change: Partial<ExtrasDraft>, stored: readonly string[] = []) =>
  readExtras({ ...noExtras, ...change }, stored);
const preset = (id: string) => endpointPresets.find((candidate) => candidate.id === id)!;

describe('extra body', () => {
  it('goes for both roles unless they are told apart; empty is none', () => {
    expect(read({ extraPlanner: '{"top_p": 1}' }).input.extraBody).toEqual({
      planner: { top_p: 1 },
      executor: { top_p: 1 },
    });
    expect(read({ extraPlanner: '{"a": 1}', extraExecutor: ' ', extraApart: true }).input.extraBody).toEqual({
      planner: { a: 1 },
    });
    expect(read({}).input.extraBody).toBeNull();
  });

  it.each([
    ['{\n  "top_p": 1,\n  oops\n}', /^Line 3: this is no JSON from “oops” on/],
    ['{\n  "seed": oops\n}', /^Line 2: this is no JSON from “oops” on/],
    ['{\n  "top_p": 1\n\n', /^Line 2: the JSON ends too early/],
    ['{\n  "top_p": 1,\n  "model": "x"\n}', /^Line 3: “model” cannot be set here/],
    ['[1]', /Must be a JSON object/],
  ])('says what is wrong, and where: %j', (extraPlanner, problem) => {
    expect(read({ extraPlanner }).problems.extraPlanner).toMatch(problem);
  });

  it('of a preset changes with the mode as long as nobody touched it', () => {
    const draft = extrasFromPreset(preset('vllm'));
    expect(draft.extraPlanner).toBe('');
    const native = { ...draft, ...extrasForMode(draft, '', 'prompted', 'native') };
    expect(native.extraPlanner).toContain('"skip_special_tokens": false');
    expect(extrasForMode(native, '', 'native', 'prompted')).toEqual({ extraPlanner: '' });
    expect(extrasForMode({ ...native, extraPlanner: '{"a": 1}' }, '', 'native', 'prompted')).toEqual({});
  });
});

describe('headers', () => {
  it('sends what is new or replaced, removes what is gone, leaves the rest alone', () => {
    const headers = [
      { key: 0, name: 'x-api-key', value: null },
      { key: 1, name: ' api-version ', value: ' 2 ' },
      { key: 2, name: '', value: '' },
    ];
    expect(read({ headers }, ['x-api-key', 'old']).input.headers).toEqual({ 'api-version': '2', old: null });
  });

  it.each([
    [[{ key: 0, name: 'Host', value: 'x' }], /^Host: “Host” belongs/],
    [[{ key: 0, name: 'x', value: '' }], /^x: A header needs a value/],
    [[{ key: 0, name: '', value: 'x' }], /needs a name/],
    [
      [
        { key: 0, name: 'x', value: null },
        { key: 1, name: 'X', value: '1' },
      ],
      /stands here twice/,
    ],
  ])('refuses %j', (headers, problem) => {
    expect(read({ headers }).problems.headers).toMatch(problem);
  });
});

it('wants both prices or none, as numbers', () => {
  expect(read({ priceInput: '0,5', priceOutput: '2' }).input.price).toEqual({
    inputPerMillion: 0.5,
    outputPerMillion: 2,
  });
  expect(read({ priceInput: '1' }).problems.priceOutput).toMatch(/both/);
  expect(read({ priceInput: 'cheap', priceOutput: '1' }).problems.priceInput).toMatch(/number/);
});

it('reads an endpoint back to what it was filled from', () => {
  const extras = {
    preset: 'vllm',
    extraBody: { planner: { a: 1 }, executor: { b: [2] } },
    price: { inputPerMillion: 0.5, outputPerMillion: 2 },
    reasoningEffort: 'low',
    thinkingTag: 'opened',
    instructions: { planner: 'Plan.' },
  } as const;
  const endpoint = { ...extras, headerNames: ['x-key'] } as unknown as PublicEndpoint;
  expect(readExtras(extrasFromEndpoint(endpoint), ['x-key'])).toEqual({
    problems: {},
    input: { ...extras, headers: {} },
  });
});

it('offers the efforts that the server knows, and the one that is set', () => {
  const choices = (id: string, reasoningEffort: ExtrasDraft['reasoningEffort']) =>
    effortChoices({ preset: id, baseUrl: '', reasoningEffort });
  expect(choices('deepseek', 'default')).toEqual(['default', 'none', 'high']);
  expect(choices('deepseek', 'low')).toEqual(['default', 'none', 'high', 'low']);
  expect(choices('openai', 'default')).toHaveLength(6);
});

it('the server’s paths lead to fields of the form', () => {
  expect(extrasField('extraBody.executor')).toBe('extraExecutor');
  expect(extrasField('headers.x-key')).toBe('headers');
  expect(extrasField('price.outputPerMillion')).toBe('priceOutput');
  expect(extrasField('name')).toBeNull();
});
