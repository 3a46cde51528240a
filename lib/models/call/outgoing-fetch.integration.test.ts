import { createServer } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#lib/base/clock.ts';
import { addressPolicy } from '../endpoints/address-policy.ts';
import { createGuardedModel } from '../guarded-model.ts';
import { endpointErrorOf, endpointOf, optionsOf, record } from '../testing/calls.ts';
import { createOutgoingFetch, type Lookup } from './outgoing-fetch.ts';

let interimAnswers = 0;
const server = createServer((_request, response) => {
  for (let count = 0; count < interimAnswers; count++) response.writeProcessing();
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end('{"choices":[{"message":{"content":"hello"},"finish_reason":"stop"}]}');
});
let requests = 0;
server.on('request', () => requests++);
beforeEach(async () => {
  requests = 0;
  interimAnswers = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
const portOf = () => (server.address() as AddressInfo).port;

/** Names resolve to these addresses, one answer after the other. */
const resolving = (...answers: string[][]): Lookup & { asked: number } => {
  const lookup = (_name: string, _options: unknown, callback: Parameters<Lookup>[2]) => {
    const addresses = answers[Math.min(lookup.asked++, answers.length - 1)] ?? [];
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  lookup.asked = 0;
  return lookup;
};

const call = (host: string, lookup: Lookup, listed = '') => {
  const fetch = createOutgoingFetch(addressPolicy(listed), lookup);
  const endpoint = endpointOf(`http://${host}:${portOf()}/v1`);
  return record(createGuardedModel(endpoint, { clock: systemClock, fetch }), optionsOf('chat'));
};

describe('createOutgoingFetch', () => {
  it('calls a name at the addresses that it may have', async () => {
    expect((await call('model.example', resolving(['127.0.0.1']))).text).toBe('hello');
    expect((await call('model.local', resolving(['fe80::1', '127.0.0.1']))).text).toBe('hello');
    expect((await call('127.0.0.1', resolving())).text).toBe('hello');
  });

  it('waits for the reply behind a few interim answers, not behind any number of them', async () => {
    interimAnswers = 20;
    expect((await call('127.0.0.1', resolving())).text).toBe('hello');
    interimAnswers = 10_000;
    const { context, type } = endpointErrorOf(await call('127.0.0.1', resolving()));
    expect([type, context.reason]).toEqual(['reply-too-large', 'headers']);
  });

  it.each(['169.254.169.254', 'fe80::1', 'fd00:ec2::254', '::ffff:169.254.169.254', '100.100.100.200'])(
    'calls no name at %s',
    async (address) => {
      const { context, type, message } = endpointErrorOf(await call('model.example', resolving([address])));
      expect([type, context.reason]).toEqual(['unreachable', 'link-local']);
      expect(message).toContain('SPRINT_ALLOWED_ENDPOINTS');
      expect(requests).toBe(0);
    },
  );

  it('looks at the address that is connected to, whatever a name server said before or says after', async () => {
    const lookup = resolving(['127.0.0.1'], ['169.254.169.254']);
    const fetch = createOutgoingFetch(addressPolicy(), lookup);
    const url = `http://model.example:${portOf()}/`;
    const headers = { connection: 'close' };
    await (await fetch(url, { headers })).text();
    await expect(fetch(url, { headers })).rejects.toMatchObject({
      cause: { code: 'SPRINT_ADDRESS_REFUSED' },
    });
    expect([lookup.asked, requests]).toEqual([2, 1]);
  });

  it('without a policy of its own a call goes to no metadata service', async () => {
    const guarded = createGuardedModel(endpointOf('http://169.254.169.254/v1'), { clock: systemClock });
    const { context } = endpointErrorOf(await record(guarded, optionsOf('chat')));
    expect(context.reason).toBe('link-local');
  });

  it('a reply whose connection ends while nobody reads it is whole for whoever reads it later', async () => {
    const body = 'x'.repeat(64 * 1024);
    let gone = () => {};
    const closed = new Promise<void>((resolve) => {
      gone = resolve;
    });
    const closing = createSocketServer((socket) => {
      socket.on('error', () => {}).once('close', gone);
      const head = `HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n`;
      socket.once('data', () => socket.end(head + body));
    });
    await new Promise<void>((resolve) => closing.listen(0, '127.0.0.1', resolve));
    const { port } = closing.address() as AddressInfo;
    const reply = await createOutgoingFetch(addressPolicy())(`http://127.0.0.1:${port}/`);
    await closed;
    expect(await reply.text()).toBe(body);
    await new Promise((resolve) => closing.close(resolve));
  });
});
