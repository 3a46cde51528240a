import { randomBytes } from 'node:crypto';
import type { Fetch } from '#lib/models/call/checked-fetch.ts';
import { createOutgoingFetch } from '#lib/models/call/outgoing-fetch.ts';
import type { Endpoint } from '#lib/models/endpoint.ts';
import { builtinEndpoint, defaultTimeouts } from '#lib/models/endpoint.ts';
import { addressPolicy } from '#lib/models/endpoints/address-policy.ts';
import { endpointsFromEnvironment } from '#lib/models/endpoints/environment.ts';
import { normaliseBaseUrl } from '#lib/models/endpoints/url-policy.ts';
import { createEndpoints, type Endpoints } from '#lib/server/endpoints.ts';
import { newId } from '#lib/server/new-id.ts';
import { existingStore } from '../data-folder.ts';
import { CommandError, type Terminal } from '../terminal.ts';

export interface EndpointOptions {
  /** Name or id of an endpoint (of Settings, `environment`, `built-in`), or an address. */
  endpoint?: string;
  model?: string;
  mode?: Endpoint['mode'];
  /** Name of the environment variable that holds the key for an address. */
  keyVariable?: string;
  tokensPerSecond?: number;
}

/**
 * The endpoints that a run uses. Unless the person chooses: those of the environment, else the built-in. A key in
 * `SPRINT_API_KEY` belongs to `SPRINT_BASE_URL`; we send it to no other address.
 * @throws CommandError, ConfigurationError
 */
export async function runEndpoints(
  terminal: Terminal,
  options: EndpointOptions,
  data: string,
): Promise<{ planner: Endpoint; executor: Endpoint }> {
  if (options.endpoint && /^https?:\/\//i.test(options.endpoint)) {
    const endpoint = addressed(options.endpoint, options, terminal);
    return { planner: endpoint, executor: endpoint };
  }
  const store = await existingStore(data);
  try {
    const endpoints = createEndpoints({
      store: store ?? {
        endpoints: async () => [],
        saveEndpoint: async () => {},
        deleteEndpoint: async () => false,
        meta: async () => null,
        setMeta: async () => {},
      },
      builtIn: builtinEndpoint(options.tokensPerSecond),
      environment: endpointsFromEnvironment(terminal.env),
      clock: terminal.clock,
      newId: () => newId(randomBytes),
    });
    const endpointId = options.endpoint && (await idOf(endpoints, options.endpoint));
    const { tokensPerSecond, model } = options;
    return await endpoints.choose({ endpointId, model, tokensPerSecond });
  } finally {
    await store?.close();
  }
}

/** Calls endpoints: only addresses that `SPRINT_ALLOWED_ENDPOINTS` lists, or that need no listing. */
export const terminalFetch = ({ env }: Terminal): Fetch =>
  createOutgoingFetch(addressPolicy(env.SPRINT_ALLOWED_ENDPOINTS));

async function idOf(endpoints: Endpoints, wanted: string): Promise<string> {
  const all = await endpoints.list();
  const name = wanted.toLowerCase();
  const found = all.find(({ id }) => id === wanted) ?? all.find((one) => one.name.toLowerCase() === name);
  if (found) return found.id;
  const known = all.map(({ id, name }) => (id === name ? id : `${id} (${name})`)).join(', ');
  throw new CommandError(
    'not-found',
    `There is no endpoint “${wanted}”. Known: ${known}; or give an address, for example http://127.0.0.1:8000/v1, with --model.`,
  );
}

function addressed(address: string, options: EndpointOptions, terminal: Terminal): Endpoint {
  if (!options.model)
    throw new CommandError(
      'bad-argument',
      `An address needs a model: add --model NAME, one that ${address}/models lists.`,
    );
  const { keyVariable } = options;
  const apiKey = keyVariable ? (terminal.env[keyVariable]?.trim() ?? null) : null;
  if (keyVariable && !apiKey)
    throw new CommandError(
      'bad-argument',
      `The environment variable ${keyVariable} is not set: there is no key to send.`,
    );
  const { baseUrl } = normaliseBaseUrl(address);
  return {
    id: 'command-line',
    name: new URL(baseUrl).host,
    kind: 'openai-compatible',
    baseUrl,
    apiKey,
    model: options.model,
    mode: options.mode ?? 'prompted',
    contextWindow: null,
    timeouts: defaultTimeouts,
    thinkingTag: 'auto',
    tokensPerSecond: null,
    source: 'settings',
  };
}
