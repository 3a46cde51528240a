import type { Clock } from '#lib/base/clock.ts';
import type { Endpoint } from '#lib/models/endpoint.ts';
import { createGuardedModel } from '#lib/models/guarded-model.ts';
import type { LearnedMemory } from '#lib/models/learned.ts';
import { createRedactor } from '#lib/models/redact.ts';
import type { RoleModel } from '#lib/orchestrator/run.ts';

/** An endpoint as a session calls it and as its log names it: the log gets no key. */
export function roleModel(endpoint: Endpoint, deps: { clock: Clock; memory: LearnedMemory }): RoleModel {
  const { name, model, kind, baseUrl, mode, contextWindow } = endpoint;
  const ruleBased = kind === 'built-in';
  return {
    guarded: createGuardedModel(endpoint, deps),
    info: {
      endpointName: name,
      model,
      ruleBased,
      // Some gateways take a key as part of the path.
      ...(!ruleBased && { baseUrl: createRedactor(endpoint.apiKey)(baseUrl) }),
      mode,
      ...(contextWindow !== null && { contextWindow }),
    },
    mode,
  };
}
