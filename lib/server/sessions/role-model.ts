import type { Clock } from '#lib/base/clock.ts';
import type { Fetch } from '#lib/models/call/checked-fetch.ts';
import type { LearnedMemory } from '#lib/models/call/learned.ts';
import type { Endpoint } from '#lib/models/endpoint.ts';
import { extraFieldsOf } from '#lib/models/endpoint-model.ts';
import type { BodyRole } from '#lib/models/endpoints/extra-body.ts';
import { secretsOf } from '#lib/models/endpoints/headers.ts';
import { createGuardedModel } from '#lib/models/guarded-model.ts';
import { createRedactor } from '#lib/models/redact-secrets.ts';
import type { RoleModel } from '#lib/orchestrator/run.ts';
import { maskedFields } from '../secrets.ts';

/** An endpoint as a role of a session calls it and as its log names it: the log contains no key and no header. */
export function roleModel(
  endpoint: Endpoint,
  role: BodyRole,
  deps: { clock: Clock; memory: LearnedMemory; fetch?: Fetch },
): RoleModel {
  const { name, model, kind, baseUrl, mode, contextWindow, price } = endpoint;
  const ruleBased = kind === 'built-in';
  const redact = createRedactor(secretsOf(endpoint));
  const extraBody = ruleBased ? {} : maskedFields(extraFieldsOf(endpoint, role), redact);
  return {
    guarded: createGuardedModel(endpoint, { ...deps, role }),
    info: {
      endpointName: name,
      model,
      ruleBased,
      // Some gateways take a key as part of the path.
      ...(!ruleBased && { baseUrl: redact(baseUrl) }),
      mode,
      ...(contextWindow !== null && { contextWindow }),
      ...(price && { price }),
      ...(Object.keys(extraBody).length > 0 && { extraBody }),
    },
    mode,
  };
}
