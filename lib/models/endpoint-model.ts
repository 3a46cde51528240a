import type { LanguageModelV4 } from '@ai-sdk/provider';
import type { Clock } from '#lib/base/clock.ts';
import { BUILTIN_TOKENS_PER_SECOND, createBuiltinModel } from './builtin/model.ts';
import { createCheckedFetch, type Fetch } from './call/checked-fetch.ts';
import type { Learned } from './call/learned.ts';
import { type Adapted, adaptBody } from './call/parameters.ts';
import type { CallOptions, Endpoint } from './endpoint.ts';
import { type BodyRole, type JsonObject, mergeBody } from './endpoints/extra-body.ts';
import { requestHeaders, secretsOf } from './endpoints/headers.ts';
import { presetOf } from './endpoints/presets.ts';
import { extraFields } from './endpoints/reasoning-effort.ts';
import { displayUrl } from './endpoints/url-policy.ts';
import { createChatModel, createCompletionModel } from './openai-model.ts';
import { createRedactor } from './redact-secrets.ts';
import type { CallFacts } from './refusals/classify-response.ts';

export type Api = CallOptions['input']['kind'];

/** The AI SDK models behind one endpoint. */
export interface EndpointModel {
  /** What errors of calls to this API have in common. */
  factsFor(api: Api): CallFacts;
  /**
   * Returns a model for one request, based on what we have learned so far. Cheap: a model has no state but its
   * configuration.
   */
  open(api: Api, learned: Learned): OpenModel;
}

export interface OpenModel {
  model: LanguageModelV4;
  /** The facts of the API, with the body that this request sent. */
  facts: CallFacts;
  /** What we had to change in the last request; null before the first. */
  adapted(): Adapted | null;
}

/** Makes the models of an endpoint: the built-in one in-process, any other over HTTP through `fetch`. */
export function createEndpointModel(
  endpoint: Endpoint,
  deps: { fetch: Fetch; clock: Clock; role: BodyRole },
): EndpointModel {
  const secrets = secretsOf(endpoint);
  const redact = createRedactor(secrets);
  const facts = (url: string): CallFacts => ({
    url,
    model: endpoint.model,
    // Some gateways expect their key in another header.
    hasKey: secrets.some(Boolean),
    redact,
    now: () => deps.clock.date(),
  });

  if (endpoint.kind === 'built-in') {
    const builtin = createBuiltinModel({
      tokensPerSecond: endpoint.tokensPerSecond ?? BUILTIN_TOKENS_PER_SECOND,
      clock: deps.clock,
    });
    const builtInFacts = facts('built-in');
    return {
      factsFor: () => builtInFacts,
      open: () => ({ model: builtin, facts: builtInFacts, adapted: () => null }),
    };
  }

  const baseUrl = endpoint.baseUrl.replace(/\/+$/, '');
  const shown = (url: string) => redact(displayUrl(url));
  const headers = requestHeaders(endpoint);
  const extra = extraFieldsOf(endpoint, deps.role);
  const factsFor = (api: Api) =>
    facts(shown(`${baseUrl}${api === 'chat' ? '/chat/completions' : '/completions'}`));
  return {
    factsFor,
    open(api, learned) {
      let adapted: Adapted | null = null;
      const sent = () => adapted?.body ?? {};
      const create = api === 'chat' ? createChatModel : createCompletionModel;
      const model = create({
        baseUrl,
        modelId: endpoint.model,
        fetch: createCheckedFetch(deps.fetch, (url) => ({ ...facts(shown(url)), sent })),
        headers,
        // We change or drop what the server rejects, no matter who added it.
        adaptBody(body) {
          adapted = adaptBody(mergeBody(body, extra), learned);
          return adapted.body;
        },
      });
      return { model, facts: { ...factsFor(api), sent }, adapted: () => adapted };
    },
  };
}

/** The fields that a role's requests to an endpoint contain in addition to ours. */
export const extraFieldsOf = (endpoint: Endpoint, role: BodyRole): JsonObject =>
  extraFields(endpoint, role, presetOf(endpoint)?.effort ?? 'openai');
