import { describe, expect, it } from 'vitest';
import type { Endpoint } from './endpoint.ts';
import { type Behaviour, reply } from './testing/behaviours.ts';
import { endpointErrorOf, endpointOf, optionsOf, record } from './testing/calls.ts';
import { apis, guard, serverForTest } from './testing/over-http.ts';

const start = serverForTest();

describe.each(apis)('%s over HTTP', (api) => {
  describe('timeouts hang up', () => {
    const impatient = (timeouts: Partial<Endpoint['timeouts']>) => ({
      timeouts: { ...endpointOf('').timeouts, ...timeouts },
    });

    const cases: [string, Behaviour, Partial<Endpoint['timeouts']>][] = [
      ['first-token-timeout', { kind: 'hang' }, { firstTokenMs: 50 }],
      ['first-token-timeout', reply('late', { firstTokenAfterMs: 60_000 }), { firstTokenMs: 50 }],
      ['stalled', reply('abcdefgh', { breaks: 'stall', breaksAfter: 1 }), { stallMs: 50 }],
      ['total-timeout', reply('abcdefgh'.repeat(100), { pieceEveryMs: 10 }), { totalMs: 100 }],
    ];
    it.each(cases)('%s (case %#)', async (type, behaviour, timeouts) => {
      const { baseUrl, idle, requests } = await start(() => behaviour);
      const failure = endpointErrorOf(await record(guard(baseUrl, impatient(timeouts)), optionsOf(api)));
      expect(failure.type).toBe(type);
      expect(failure.context.afterMs).toBe(Object.values(timeouts)[0]);
      await idle();
      expect(requests[0]?.aborted).toBe(true);
    });
  });

  describe('abort', () => {
    it('by the signal while waiting for headers: rethrows its reason and closes the socket', async () => {
      const { baseUrl, requests, arrived, idle } = await start(() => ({ kind: 'hang' }));
      const controller = new AbortController();
      const running = record(guard(baseUrl), optionsOf(api, { signal: controller.signal }));
      await arrived(1);
      const reason = new Error('cancelled by the person');
      controller.abort(reason);
      expect((await running).error).toBe(reason);
      await idle();
      expect(requests[0]?.aborted).toBe(true);
    });

    it('by the signal in the middle of the reply', async () => {
      const { baseUrl, requests, idle } = await start(() => reply('ab'.repeat(5000), { pieceEveryMs: 1 }));
      const controller = new AbortController();
      const seen: string[] = [];
      const reason = new Error('enough');
      const run = async () => {
        for await (const part of guard(baseUrl).call(optionsOf(api, { signal: controller.signal }))) {
          if (part.type === 'text') seen.push(part.text);
          if (seen.length === 3) controller.abort(reason);
        }
      };
      await expect(run()).rejects.toBe(reason);
      expect(seen).toHaveLength(3);
      await idle();
      expect(requests[0]?.aborted).toBe(true);
    });

    it('by leaving the loop', async () => {
      const { baseUrl, requests, idle } = await start(() => reply('ab'.repeat(5000), { pieceEveryMs: 1 }));
      for await (const part of guard(baseUrl).call(optionsOf(api))) if (part.type === 'text') break;
      await idle();
      expect(requests[0]?.aborted).toBe(true);
    });

    it('before the start sends nothing', async () => {
      const { baseUrl, requests } = await start(() => reply('never'));
      const result = await record(guard(baseUrl), optionsOf(api, { signal: AbortSignal.abort('no') }));
      expect(result.error).toBe('no');
      expect(requests).toHaveLength(0);
    });
  });
});
