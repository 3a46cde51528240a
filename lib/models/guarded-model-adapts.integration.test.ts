import { describe, expect, it } from 'vitest';
import { systemClock } from '#lib/base/clock.ts';
import { createGuardedModel } from './guarded-model.ts';
import { errorAnswer, refusesBeyond, rejects, reply } from './testing/behaviours.ts';
import { endpointErrorOf, endpointOf, optionsOf, record } from './testing/calls.ts';
import { apis, guard, serverForTest } from './testing/over-http.ts';

const start = serverForTest();

describe.each(apis)('%s over HTTP', (api) => {
  describe('rejected parameters', () => {
    it('are dropped or renamed, told once, and remembered', async () => {
      const { baseUrl, requests } = await start(
        (request) => rejects(request, ['max_tokens', 'stop', 'temperature', 'stream_options']) ?? reply('ok'),
      );
      const memory = new Map();
      const endpoint = endpointOf(baseUrl);
      const guarded = createGuardedModel(endpoint, { clock: systemClock, memory });
      const first = await record(guarded, optionsOf(api));
      expect(first).toMatchObject({ text: 'ok', error: null });
      expect(first.notices.map(({ code }) => code).sort()).toEqual([
        'parameter-dropped',
        'parameter-dropped',
        'parameter-dropped',
        'parameter-renamed',
      ]);
      expect(requests).toHaveLength(5);
      expect(requests[4]?.body).toMatchObject({ max_completion_tokens: 1000 });
      for (const name of ['max_tokens', 'stop', 'temperature', 'stream_options']) {
        expect(requests[4]?.body).not.toHaveProperty(name);
      }
      const second = await record(guarded, optionsOf(api));
      expect(second.notices).toEqual([]);
      expect(requests).toHaveLength(6);
      const nextSession = createGuardedModel(endpoint, { clock: systemClock, memory });
      expect((await record(nextSession, optionsOf(api))).notices).toHaveLength(4);
      expect(requests).toHaveLength(7);
    });

    it('drops the token limit where its new name is rejected too', async () => {
      const { baseUrl, requests } = await start(
        (request) => rejects(request, ['max_tokens', 'max_completion_tokens']) ?? reply('ok'),
      );
      const result = await record(guard(baseUrl), optionsOf(api));
      expect(result.text).toBe('ok');
      expect(result.notices.map(({ code }) => code)).toEqual(['parameter-renamed', 'parameter-dropped']);
      expect(requests).toHaveLength(3);
    });

    it('gives up where the server goes on complaining, and remembers nothing', async () => {
      const { baseUrl, requests } = await start(() =>
        errorAnswer(400, "Unsupported parameter: 'stop'", { param: 'stop' }),
      );
      const memory = new Map();
      const guarded = createGuardedModel(endpointOf(baseUrl), { clock: systemClock, memory });
      const result = await record(guarded, optionsOf(api));
      expect(endpointErrorOf(result).type).toBe('bad-request');
      expect(result.notices).toEqual([]);
      expect(requests).toHaveLength(2);
      expect(memory.size).toBe(0);
    });
  });

  describe('a small window', () => {
    it('lowers the limit where the prompt fits and the reply does not', async () => {
      const { baseUrl, requests } = await start((request) => refusesBeyond(request, 2048) ?? reply('ok'));
      const prompt = 'word '.repeat(1200);
      const input =
        api === 'completion'
          ? { kind: 'completion' as const, prompt }
          : { kind: 'chat' as const, messages: [{ role: 'user' as const, content: prompt }] };
      const result = await record(guard(baseUrl), optionsOf(api, { input, maxTokens: 8000 }));
      expect(result).toMatchObject({ text: 'ok', error: null, notices: [{ code: 'max-tokens-lowered' }] });
      expect(requests).toHaveLength(2);
      expect(requests[1]?.body.max_tokens).toBeLessThanOrEqual(2048 - 1500);
    });

    it('is remembered: the next call asks for no more than fits, and says nothing new', async () => {
      const { baseUrl, requests } = await start((request) => refusesBeyond(request, 2048) ?? reply('ok'));
      const guarded = guard(baseUrl);
      const options = optionsOf(api, { maxTokens: 8000, estimatedInputTokens: 2 });
      expect((await record(guarded, options)).notices).toHaveLength(1);
      expect((await record(guarded, options)).notices).toEqual([]);
      expect(requests).toHaveLength(3);
    });

    it('is too small for the prompt: context-too-long with both numbers', async () => {
      const { baseUrl, requests } = await start((request) => refusesBeyond(request, 2048) ?? reply('ok'));
      const prompt = 'word '.repeat(4000);
      const input =
        api === 'completion'
          ? { kind: 'completion' as const, prompt }
          : { kind: 'chat' as const, messages: [{ role: 'user' as const, content: prompt }] };
      const error = endpointErrorOf(await record(guard(baseUrl), optionsOf(api, { input })));
      expect(error).toMatchObject({
        type: 'context-too-long',
        context: { contextWindow: 2048, promptTokens: 5000, status: 400 },
      });
      expect(requests).toHaveLength(1);
    });

    it('is noticed where the server cuts the prompt without a word', async () => {
      const { baseUrl } = await start(() =>
        reply('ok', { usage: { prompt_tokens: 2048, completion_tokens: 1 } }),
      );
      const cut = await record(guard(baseUrl), optionsOf(api, { estimatedInputTokens: 6000 }));
      expect(cut.notices).toMatchObject([{ code: 'prompt-cut-by-server' }]);
      const near = await record(guard(baseUrl), optionsOf(api, { estimatedInputTokens: 2500 }));
      expect(near.notices).toEqual([]);
    });
  });
});
