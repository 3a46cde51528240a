import { expect, it } from 'vitest';
import { createSimulatedClock } from '#lib/base/testing/simulated-clock.ts';
import { endpointOf, TEST_KEY } from '#lib/models/testing/calls.ts';
import { roleModel } from './role-model.ts';

it('a key that is part of the address is not named in the log', () => {
  const endpoint = endpointOf(`http://gateway.invalid/${TEST_KEY}/v1`);
  const { info } = roleModel(endpoint, { clock: createSimulatedClock(), memory: new Map() });
  expect(info.baseUrl).toBe('http://gateway.invalid/[key]/v1');
  expect(JSON.stringify(info)).not.toContain(TEST_KEY);
});
