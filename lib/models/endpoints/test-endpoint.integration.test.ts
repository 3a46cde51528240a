import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '#lib/base/clock.ts';
import type { Learned } from '../call/learned.ts';
import { createGuardedModel } from '../guarded-model.ts';
import { echoesHeaders, rejects, reply, wrongKey } from '../testing/behaviours.ts';
import { endpointOf, TEST_KEY } from '../testing/calls.ts';
import {
  type MisbehavingEndpoint,
  type Respond,
  startMisbehavingEndpoint,
} from '../testing/misbehaving-endpoint.ts';
import { testEndpoint } from './test-endpoint.ts';

let server: MisbehavingEndpoint | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function test(respond: Respond, more = {}, signal?: AbortSignal) {
  server = await startMisbehavingEndpoint(respond);
  return testEndpoint(endpointOf(server.baseUrl, more), { clock: systemClock, memory: new Map(), signal });
}

describe('what a test finds out of an endpoint’s thinking', () => {
  const counted = '1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20';
  const learnedBy = async (text: string, more = {}, known: Partial<Learned> = {}) => {
    const memory = new Map<string, Learned>();
    server = await startMisbehavingEndpoint(() => reply(text, more));
    const endpoint = endpointOf(server.baseUrl);
    createGuardedModel(endpoint, { clock: systemClock, memory }).learn(known);
    const { notices } = await testEndpoint(endpoint, { clock: systemClock, memory });
    const { learned } = createGuardedModel(endpoint, { clock: systemClock, memory });
    return { codes: notices.map(({ code }) => code), opened: learned().thinkingOpenedByTemplate };
  };

  it('a lone closing tag: the template opens it', async () => {
    expect(await learnedBy(`Count, easy.\n</think>\n\n${counted}`)).toEqual({
      codes: ['thinking-opened-by-template'],
      opened: true,
    });
    expect(server?.requests).toHaveLength(1);
  });

  it('a reply cut in what may be thinking is asked for once more, longer', async () => {
    const thought = 'The user wants me to count, so I count with care. '.repeat(20);
    expect(await learnedBy(`${thought}</think>${counted}`)).toEqual({
      codes: ['thinking-opened-by-template'],
      opened: true,
    });
    expect(server?.requests.map(({ body }) => body.max_tokens)).toEqual([64, 1024]);
  });

  it('tags, or thinking sent apart: it does not', async () => {
    expect(await learnedBy(`<think>Easy.</think>${counted}`)).toEqual({
      codes: ['thinking-in-tags'],
      opened: false,
    });
    await server?.close();
    expect(await learnedBy(counted, { thinking: 'Easy.' })).toEqual({
      codes: ['thinking-apart'],
      opened: false,
    });
  });

  it('a plain answer says nothing of it, but corrects what was learned', async () => {
    expect(await learnedBy(counted)).toEqual({ codes: [], opened: null });
    await server?.close();
    expect(await learnedBy(counted, {}, { thinkingOpenedByTemplate: true })).toEqual({
      codes: [],
      opened: false,
    });
  });
});

describe('testEndpoint', () => {
  it('measures time to first token and pace, and gives the text', async () => {
    const result = await test(() => reply('1, 2, 3, 4, 5', { firstTokenAfterMs: 30, pieceEveryMs: 10 }));
    expect(result).toMatchObject({
      ok: true,
      text: '1, 2, 3, 4, 5',
      outputTokens: 4,
      countedBy: 'endpoint',
      error: null,
    });
    expect(result.firstTokenMs).toBeGreaterThan(0);
    expect(result.totalMs).toBeGreaterThanOrEqual(result.firstTokenMs ?? Number.POSITIVE_INFINITY);
    expect(result.tokensPerSecond).toBeGreaterThan(0);
  });

  it('counts pieces where the endpoint reports no usage, thinking included', async () => {
    const result = await test(() => reply('12345678', { thinking: 'abcd', usage: null }));
    expect(result).toMatchObject({ ok: true, thinking: 'abcd', outputTokens: 3, countedBy: 'pieces' });
  });

  it.each([
    ['native', 'completion'],
    ['prompted', 'chat'],
  ] as const)('asks a %s endpoint by its own API, with a small limit', async (mode, api) => {
    await test(() => reply('ok'), { mode });
    expect(server?.requests).toMatchObject([{ api, body: { max_tokens: 64 } }]);
  });

  it('tells rejected parameters', async () => {
    const result = await test((request) => rejects(request, ['temperature']) ?? reply('ok'));
    expect(result).toMatchObject({ ok: true, notices: [{ code: 'parameter-dropped' }] });
  });

  it('gives an error with its remedy, and no key', async () => {
    expect(await test(wrongKey)).toMatchObject({
      ok: false,
      firstTokenMs: null,
      error: { type: 'unauthorized', status: 401 },
    });
    await server?.close();
    const echoed = await test((request) => echoesHeaders(request));
    expect(echoed.ok).toBe(false);
    expect(JSON.stringify(echoed)).not.toContain(TEST_KEY);
  });

  it('an empty reply is no success', async () => {
    expect(await test(() => reply(''))).toMatchObject({ ok: false, error: { type: 'empty-reply' } });
  });

  it('keeps what came before a break', async () => {
    const result = await test(() => reply('abcdefgh', { breaks: 'cut', breaksAfter: 1 }));
    expect(result).toMatchObject({ ok: false, text: 'abcd', error: { type: 'dropped' } });
  });

  it('rethrows the signal’s reason', async () => {
    await expect(test(() => reply('x'), {}, AbortSignal.abort('no'))).rejects.toBe('no');
  });
});
