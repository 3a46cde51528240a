import { randomUUID } from 'node:crypto';
import { systemClock } from '#lib/base/clock.ts';
import { builtinWireModels } from '#lib/models/builtin/wire-models.ts';
import { handleWireRequest } from '#lib/models/wire/handle-wire-request.ts';
import { tokenNeeded } from '../access/access.ts';
import { processAccess } from '../access/process-access.ts';
import { guardRequest, hostPolicy } from './host-policy.ts';
import { HttpProblem } from './problem.ts';

/** The built-in reasoner over HTTP, behind the same guard as the rest of the API, with errors in OpenAI's shape. */
export async function answerBuiltin(request: Request): Promise<Response> {
  try {
    guardRequest(request, hostPolicy(process.env));
    if (!processAccess().admits((name) => request.headers.get(name), null)) throw tokenNeeded();
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    const { detail: message, status } = error;
    return Response.json(
      { error: { message, type: 'invalid_request_error', param: null, code: null } },
      { status },
    );
  }
  const options = { models: builtinWireModels(systemClock), clock: systemClock, createId: randomUUID };
  return handleWireRequest(options, request);
}
