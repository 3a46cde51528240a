import { afterEach } from 'vitest';
import { systemClock } from '#lib/base/clock.ts';
import type { Endpoint } from '../endpoint.ts';
import { createGuardedModel } from '../guarded-model.ts';
import { endpointOf } from './calls.ts';
import { type MisbehavingEndpoint, type Respond, startMisbehavingEndpoint } from './misbehaving-endpoint.ts';

/** The two APIs through which we call a model. */
export const apis = ['chat', 'completion'] as const;

/** Starts real servers for a test and closes them after it. */
export function serverForTest(): (respond: Respond) => Promise<MisbehavingEndpoint> {
  const servers: MisbehavingEndpoint[] = [];
  afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));
  return async (respond) => {
    const server = await startMisbehavingEndpoint(respond);
    servers.push(server);
    return server;
  };
}

export const guard = (baseUrl: string, more: Partial<Endpoint> = {}) =>
  createGuardedModel(endpointOf(baseUrl, more), { clock: systemClock, memory: new Map() });
