import { expect, it } from 'vitest';
import { createSimulatedClock } from '#lib/base/testing/simulated-clock.ts';
import { endpointOf, TEST_KEY } from '#lib/models/testing/calls.ts';
import { roleModel } from './role-model.ts';

it('a key that is part of the address is not named in the log', () => {
  const endpoint = endpointOf(`http://gateway.invalid/${TEST_KEY}/v1`);
  const { info } = roleModel(endpoint, 'planner', { clock: createSimulatedClock(), memory: new Map() });
  expect(info.baseUrl).toBe('http://gateway.invalid/[key]/v1');
  expect(JSON.stringify(info)).not.toContain(TEST_KEY);
});

it('price and extra fields of the role stand in the log, headers and what looks like a key do not', () => {
  const endpoint = endpointOf('http://gateway.invalid/v1', {
    headers: { 'x-gateway': 'abc-gateway-secret' },
    price: { inputPerMillion: 1, outputPerMillion: 4 },
    reasoningEffort: 'low',
    extraBody: {
      planner: {
        top_p: 0.9,
        user: `me ${TEST_KEY} abc-gateway-secret`,
        stop_token_ids: [1, 2],
        auth: {
          api_key: 'short',
          note: 'sk-abcdefgh12345678',
          model: 'meta-llama/Llama-3.3-70B-Instruct-Turbo',
        },
      },
      executor: { top_p: 0.5 },
    },
  });
  const deps = { clock: createSimulatedClock(), memory: new Map() };
  const { info } = roleModel(endpoint, 'planner', deps);
  expect(info).toMatchObject({
    price: { inputPerMillion: 1, outputPerMillion: 4 },
    extraBody: {
      reasoning_effort: 'low',
      top_p: 0.9,
      user: 'me [key] [key]',
      stop_token_ids: [1, 2],
      auth: { api_key: '[key]', note: '[key]', model: 'meta-llama/Llama-3.3-70B-Instruct-Turbo' },
    },
  });
  expect(JSON.stringify(info)).not.toContain('x-gateway');
  expect(roleModel(endpoint, 'executor', deps).info.extraBody).toEqual({
    reasoning_effort: 'low',
    top_p: 0.5,
  });
});
