import { afterEach, describe, expect, it } from 'vitest';
import type { Endpoint } from '#lib/models/endpoint.ts';
import {
  type Behaviour,
  type EndpointRequest,
  echoesHeaders,
  errorAnswer,
  json,
  reply,
  webPage,
} from '#lib/models/testing/behaviours.ts';
import { endpointOf, TEST_KEY } from '#lib/models/testing/calls.ts';
import { type Script, scriptedText, turnOf } from '#lib/models/testing/chat-models.ts';
import {
  type MisbehavingEndpoint,
  type Respond,
  startMisbehavingEndpoint,
} from '#lib/models/testing/misbehaving-endpoint.ts';
import { runOverHttp } from './testing/run-over-http.ts';

const script: Script = {
  stages: [{ plan: 'One part. <prompt_1.1> Do A. </prompt_1.1>', executions: ['A is 6.'] }],
  answer: 'So it is \\boxed{6}.',
};

const servers: MisbehavingEndpoint[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const keyOf = ({ headers }: EndpointRequest) => String(headers.authorization ?? '').replace('Bearer ', '');
const said = (request: EndpointRequest) => `The headers are ${JSON.stringify(request.headers)}. `;

/** Every way we know in which a server could echo a key. */
const echoes: Record<string, (request: EndpointRequest) => Behaviour> = {
  'in an error of status 400': (request) => echoesHeaders(request),
  'in an error of status 401': (request) => echoesHeaders(request, 401),
  'in an error of status 500': (request) => echoesHeaders(request, 500),
  'in an error that a 200 holds': (request) => json(200, { error: { message: said(request) } }),
  'in an error inside the stream': (request) =>
    reply('x', { breaks: 'error-chunk', errorChunk: { error: { message: said(request) } } }),
  'in base64, or for a URL': (request) =>
    errorAnswer(
      400,
      `${Buffer.from(keyOf(request)).toString('base64')} ${encodeURIComponent(keyOf(request))}`,
    ),
  'in a web page': (request) => webPage(200, `Signed in with ${keyOf(request)}`),
  'in a redirect': (request) => json(307, {}, { location: `http://127.0.0.1:1/?key=${keyOf(request)}` }),
  'in its text': (request) => reply(`${said(request)}${scriptedText(script, request)}`, { pieceLength: 3 }),
  'in its reasoning': (request) =>
    reply(scriptedText(script, request), { thinking: said(request), pieceLength: 5 }),
  'at the end of a text that breaks off': (request) =>
    reply(`${scriptedText(script, request).slice(0, 12)}${said(request)}`, {
      ignoreLimits: true,
      breaks: 'cut',
      breaksAfter: 10_000,
    }),
};

/** The calls that get such a reply; the others get a good one. */
const positions: Record<string, (request: EndpointRequest) => boolean> = {
  'to every call': () => true,
  'to executors': ({ prompt }) => turnOf(prompt).role === 'executor',
};

// `runOverHttp` looks for the key, in three spellings, in the log of every run.
describe.each(['native', 'prompted'] as const)('a server that says the key back, %s', (mode) => {
  it.each(Object.entries(echoes))('%s: no event of the log has it', async (_, echo) => {
    for (const isSo of Object.values(positions)) {
      const seen = new Set<string>();
      const respond: Respond = (request) => {
        seen.add(keyOf(request));
        return isSo(request) ? echo(request) : reply(scriptedText(script, request));
      };
      const server = await startMisbehavingEndpoint(respond);
      servers.push(server);
      const endpoint: Endpoint = endpointOf(server.baseUrl, { mode });
      const { events } = await runOverHttp({ planner: endpoint, settings: { maxAttempts: 2 } });
      expect([...seen]).toEqual([TEST_KEY]);
      expect(events.at(-1)?.type).toBe('session-end');
    }
  });
});

it('neither the planner’s key nor the executors’ reaches the other endpoint', async () => {
  const keys: string[][] = [[], []];
  const start = async (which: number) => {
    const server = await startMisbehavingEndpoint((request) => {
      keys[which]?.push(keyOf(request));
      return reply(scriptedText(script, request));
    });
    servers.push(server);
    return server.baseUrl;
  };
  const { status } = await runOverHttp({
    planner: endpointOf(await start(0), { apiKey: 'planner-key-1234567' }),
    executor: endpointOf(await start(1), { apiKey: 'executor-key-1234567' }),
  });
  expect(status).toBe('done');
  expect(keys.map((seen) => [...new Set(seen)])).toEqual([['planner-key-1234567'], ['executor-key-1234567']]);
});
