import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '#lib/base/clock.ts';
import { createGuardedModel } from '../guarded-model.ts';
import { reply } from '../testing/behaviours.ts';
import { endpointOf, optionsOf, record } from '../testing/calls.ts';
import {
  type MisbehavingEndpoint,
  type Respond,
  startMisbehavingEndpoint,
} from '../testing/misbehaving-endpoint.ts';
import { type Learned, learnedKey, readLearnedKey } from './learned.ts';

let server: MisbehavingEndpoint | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function start(respond: Respond, more = {}) {
  server = await startMisbehavingEndpoint(respond);
  const memory = new Map<string, Learned>();
  const endpoint = endpointOf(server.baseUrl, more);
  const create = (changed = {}) =>
    createGuardedModel({ ...endpoint, ...changed }, { clock: systemClock, memory });
  return { server, memory, create };
}

describe('what an endpoint taught', () => {
  it('of stop strings that bite thinking: chat calls go without them, and say so once', async () => {
    const { server, create } = await start(() => reply('ok'));
    const guarded = create();
    guarded.learn({ stopBitesThinking: true });
    const first = await record(guarded, optionsOf('chat'));
    expect(first.notices.map(({ code }) => code)).toEqual(['stop-left-out']);
    expect((await record(guarded, optionsOf('chat'))).notices).toEqual([]);
    await record(guarded, optionsOf('completion'));
    expect(server.requests.map(({ body }) => body.stop)).toEqual([undefined, undefined, ['</Plan_']]);
  });

  it('is of one API, one model and one address', async () => {
    const { create } = await start(() => reply('ok'));
    create().learn({ thinkingOpenedByTemplate: true });
    const opened = (more = {}) => create(more).learned().thinkingOpenedByTemplate;
    expect(opened()).toBe(true);
    expect(opened({ mode: 'native' })).toBeNull();
    expect(opened({ model: 'other' })).toBeNull();
    expect(opened({ id: 'other' })).toBeNull();
    expect(opened({ baseUrl: 'http://127.0.0.1:9/v1' })).toBeNull();
  });

  it('is outweighed by the endpoint’s own setting, and not lost by it', async () => {
    const { create } = await start(() => reply('ok'));
    create().learn({ thinkingOpenedByTemplate: true });
    expect(create({ thinkingTag: 'none' }).learned().thinkingOpenedByTemplate).toBe(false);
    create({ thinkingTag: 'none' }).learn({ contextWindow: 4096 });
    expect(create().learned()).toMatchObject({ thinkingOpenedByTemplate: true, contextWindow: 4096 });
    expect(create({ thinkingTag: 'opened' }).learned().thinkingOpenedByTemplate).toBe(true);
  });

  it('by a refusal that stands in the stream, before a word came', async () => {
    const errorChunk = {
      error: { message: "Unsupported parameter: 'temperature'", type: 'invalid_request_error' },
    };
    const { server, create } = await start(({ body }) =>
      body.temperature === undefined
        ? reply('ok')
        : reply('never said', { breaks: 'error-chunk', errorChunk }),
    );
    const result = await record(create(), optionsOf('chat'));
    expect(result).toMatchObject({ error: null, text: 'ok', notices: [{ code: 'parameter-dropped' }] });
    expect(server.requests).toHaveLength(2);
  });

  it('is not kept where the call fails all the same', async () => {
    const { memory, create } = await start(({ body }) =>
      body.temperature === undefined
        ? { kind: 'http', status: 500, body: 'out of memory', contentType: 'text/plain' }
        : {
            kind: 'http',
            status: 400,
            body: "Unsupported parameter: 'temperature'",
            contentType: 'text/plain',
          },
    );
    expect((await record(create(), optionsOf('chat'))).error).toMatchObject({ type: 'server-error' });
    expect(memory.size).toBe(0);
  });

  it('by calls of one stage at the same time is all kept', async () => {
    const { memory, create } = await start(({ body }) => {
      const odd = Number(body.max_tokens) % 2 === 1;
      const refused = odd ? 'temperature' : 'stop';
      return body[refused] === undefined
        ? reply('ok', { headersAfterMs: 20 })
        : {
            kind: 'http',
            status: 400,
            body: `Unsupported parameter: '${refused}'`,
            contentType: 'text/plain',
          };
    });
    const guarded = create();
    await Promise.all([1000, 1001].map((maxTokens) => record(guarded, optionsOf('chat', { maxTokens }))));
    const [learned] = memory.values();
    expect(learned?.changes.map(({ parameter }) => parameter).sort()).toEqual(['stop', 'temperature']);
  });
});

it('a key is read back, and what is none is not', () => {
  const about = { endpointId: 'a b', api: 'chat', url: 'http://x/"y"', model: 'm' } as const;
  expect(readLearnedKey(learnedKey(about))).toEqual(about);
  for (const key of ['', 'http://x m', '[]', '["a","voice","u","m"]', '[1,2,3,4]'])
    expect(readLearnedKey(key)).toBeNull();
});
