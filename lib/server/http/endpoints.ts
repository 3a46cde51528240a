import { defaultChange, endpointChange, newEndpointRequest } from '#lib/contract/endpoint-requests.ts';
import { discoverLocalServers } from '#lib/models/endpoints/discovery.ts';
import { testEndpoint as runTest } from '#lib/models/endpoints/test-endpoint.ts';
import { ADDRESS_REFUSED, ADDRESS_REMEDY } from '#lib/models/error-kinds.ts';
import { readJson } from './body/body.ts';
import { type Exchange, type Handler, json } from './handle.ts';
import { HttpProblem } from './problem.ts';

export const listEndpoints: Handler = async ({ server }) => {
  const { endpoints } = server;
  const damaged = await endpoints.damaged();
  return json({
    endpoints: await endpoints.list(),
    defaultEndpointId: await endpoints.defaultId(),
    ...(damaged.length > 0 && { damaged }),
  });
};

export const createEndpoint: Handler = async ({ server, request }) => {
  const definition = await readJson(request, newEndpointRequest);
  refuseAddress(server, definition.baseUrl);
  const endpoint = await server.endpoints.create(definition);
  return json(endpoint, 201, { location: `/api/endpoints/${endpoint.id}` });
};

export const changeEndpoint: Handler = async ({ server, request, params }) => {
  const change = await readJson(request, endpointChange);
  refuseAddress(server, change.baseUrl);
  return json(await server.endpoints.change(params.id ?? '', change));
};

/** We check a name when it is resolved for a call; an address can be checked at once. */
function refuseAddress({ config }: Exchange['server'], baseUrl: string | undefined): void {
  if (baseUrl === undefined || config.addresses.allowsHost(new URL(baseUrl).hostname)) return;
  const message = `${ADDRESS_REFUSED}. ${ADDRESS_REMEDY}`;
  throw new HttpProblem(400, 'invalid-request', `baseUrl: ${message}`, {
    errors: [{ path: 'baseUrl', message }],
  });
}

/** Chooses the endpoint for sessions that name none. */
export const changeDefault: Handler = async (exchange) => {
  const { endpointId } = await readJson(exchange.request, defaultChange);
  await exchange.server.endpoints.setDefault(endpointId);
  return listEndpoints(exchange);
};

export const deleteEndpoint: Handler = async ({ server, params }) => {
  await server.endpoints.remove(params.id ?? '');
  return new Response(null, { status: 204 });
};

/** Forgets what the endpoint taught us; the next test or session learns it anew. */
export const forgetLearned: Handler = async ({ server, params }) => {
  await server.endpoints.forgetLearned(params.id ?? '');
  return new Response(null, { status: 204 });
};

/** Sends one small request to the endpoint. A failure becomes a 502, with the remedy. */
export const testEndpoint: Handler = async ({ server, request, params }) => {
  const endpoint = await server.endpoints.get(params.id ?? '');
  const signal = AbortSignal.any([request.signal, server.closing]);
  const { firstTokenMs, error, ...result } = await runTest(endpoint, {
    clock: server.clock,
    memory: server.learnedMemory,
    fetch: server.fetch,
    signal,
  });
  if (error)
    throw new HttpProblem(502, `endpoint-${error.type}`, error.message, {
      title: 'The endpoint did not answer as it should',
      remedy: error.remedy,
    });
  return json({ ...result, timeToFirstTokenMs: firstTokenMs });
};

export const discoverEndpoints: Handler = async ({ server, request }) => {
  const signal = AbortSignal.any([request.signal, server.closing]);
  return json({ servers: await discoverLocalServers({ clock: server.clock, signal }) });
};
