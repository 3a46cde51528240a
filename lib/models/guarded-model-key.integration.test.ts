import { describe, expect, it } from 'vitest';
import { toErrorInfo } from './errors.ts';
import { echoesHeaders, errorAnswer, reply } from './testing/behaviours.ts';
import { endpointErrorOf, optionsOf, record, TEST_KEY } from './testing/calls.ts';
import { apis, guard, serverForTest } from './testing/over-http.ts';

const start = serverForTest();

describe.each(apis)('%s over HTTP', (api) => {
  describe('the key', () => {
    const spellings = [TEST_KEY, encodeURIComponent(TEST_KEY), Buffer.from(TEST_KEY).toString('base64')];
    const leaks = (value: unknown) =>
      spellings.filter((spelling) => JSON.stringify(value).includes(spelling));

    it('is in no error, whatever the server says back', async () => {
      for (const status of [400, 401, 404, 429, 500]) {
        const { baseUrl, close } = await start((request) => echoesHeaders(request, status));
        const error = endpointErrorOf(await record(guard(baseUrl), optionsOf(api)));
        expect(leaks([error.message, error.stack, error.context, toErrorInfo(error)])).toEqual([]);
        expect(error.cause).toBeUndefined();
        await close();
      }
      for (const echo of [encodeURIComponent(TEST_KEY), Buffer.from(TEST_KEY).toString('base64')]) {
        const { baseUrl, close } = await start(() => errorAnswer(400, `you sent ${echo}!`));
        const error = endpointErrorOf(await record(guard(baseUrl), optionsOf(api)));
        expect(leaks([error.message, error.context])).toEqual([]);
        await close();
      }
    });

    it('is in no text, however it is split', async () => {
      for (const pieceLength of [1, 3, 7, 1000]) {
        const { baseUrl, close } = await start((request) => {
          const echo = `You sent ${request.headers.authorization}, k3y-`;
          return reply(echo, { thinking: echo, pieceLength });
        });
        const result = await record(guard(baseUrl), optionsOf(api));
        expect(leaks([result.text, result.thinking])).toEqual([]);
        expect(result.text).toBe('You sent Bearer [key], k3y-');
        expect(result.thinking).toBe(result.text);
        await close();
      }
    });
  });
});
