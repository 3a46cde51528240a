import type { NewSession } from '#lib/contract/session-requests.ts';
import type { PublicEndpoint } from '#lib/models/endpoint.ts';
import type { EventOf, ModelInfo } from '#lib/trace/events.ts';

export type RunAgainPlan =
  | { readonly ok: true; readonly request: NewSession }
  /** Endpoints that the session used and that no longer exist, as the log names them. */
  | { readonly ok: false; readonly missing: readonly ModelInfo[] };

/**
 * The request that starts the same session again: the same endpoints, models, settings and instruction texts. Never
 * replaces an endpoint that is gone by another. `builtInPace`: tokens a second, which no log records; sent where a role
 * uses the built-in.
 */
export function planRunAgain(
  start: EventOf<'session-start'>,
  endpoints: readonly PublicEndpoint[],
  builtInPace: number,
): RunAgainPlan {
  const { planner, executor } = start.models;
  const plannerEndpoint = endpointOf(planner, endpoints);
  // A sequential session calls no executor.
  const used = start.strategy === 'sprint' ? [planner, executor] : [planner];
  const missing = used.filter((model) => !endpointOf(model, endpoints));
  if (!plannerEndpoint || missing.length > 0) {
    return {
      ok: false,
      missing: missing.filter((model, at) => missing.findIndex((other) => sameEndpoint(other, model)) === at),
    };
  }
  const executorEndpoint = start.strategy === 'sprint' ? endpointOf(executor, endpoints) : null;
  return {
    ok: true,
    request: {
      question: start.question,
      strategy: start.strategy,
      settings: start.settings,
      instructions: start.instructions,
      endpointId: plannerEndpoint.id,
      model: planner.model,
      // Sent even where it is the planner's: for an environment the server would choose another.
      ...(executorEndpoint && { executorEndpointId: executorEndpoint.id, executorModel: executor.model }),
      ...(used.some((model) => model.ruleBased) && { tokensPerSecond: builtInPace }),
    },
  };
}

/**
 * The endpoint that a log describes; a log holds no id. Same name, address and mode; of several the one with its model.
 */
function endpointOf(model: ModelInfo, endpoints: readonly PublicEndpoint[]): PublicEndpoint | null {
  const same = endpoints.filter(
    (endpoint) =>
      endpoint.name === model.endpointName &&
      endpoint.mode === model.mode &&
      // A log stores no address for the built-in.
      (model.ruleBased ? endpoint.kind === 'built-in' : endpoint.baseUrl === model.baseUrl),
  );
  return same.find((endpoint) => endpoint.model === model.model) ?? same[0] ?? null;
}

const sameEndpoint = (left: ModelInfo, right: ModelInfo): boolean =>
  left.endpointName === right.endpointName && left.baseUrl === right.baseUrl && left.mode === right.mode;
