import { describe, expect, it } from 'vitest';
import { createAccess } from './access.ts';
import { isLoopback, listensOnLoopback } from './loopback.ts';
import { tokenSetting } from './process-access.ts';

const token = 'correct-horse-battery-staple';

function access(secret = 1) {
  let nowMs = 0;
  const made = createAccess({
    token,
    secret: new Uint8Array(32).fill(secret),
    port: '3000',
    clock: { now: () => nowMs },
  });
  const admits = (headers: Record<string, string>, from: string | null = '10.0.0.2') =>
    made.admits((name) => headers[name] ?? null, from);
  return {
    ...made,
    admits,
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

describe('access', () => {
  it('is given for the token and for the cookie, for nothing else', () => {
    const { admits, setCookie } = access();
    const cookie = setCookie.split(';')[0] ?? '';
    expect(admits({ authorization: `Bearer ${token}` })).toBe(true);
    expect(admits({ cookie: `a=b; ${cookie}; c=d` })).toBe(true);
    const useless: Record<string, string>[] = [
      {},
      { authorization: token },
      { authorization: `Bearer ${token}x` },
      { authorization: `Basic ${token}` },
      { cookie: `${cookie}x` },
      { cookie: cookie.replace('3000', '3001') },
      { cookie: `sprintscope-3000=${token}` },
      { cookie: 'sprintscope-3000=' },
    ];
    for (const headers of useless) expect(admits(headers), JSON.stringify(headers)).toBe(false);
  });

  it('the cookie hides the token, is out of reach of scripts and of other sites, and ends with the process', () => {
    const { setCookie } = access();
    expect(setCookie).not.toContain(token);
    expect(setCookie).toMatch(/; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/);
    expect(access(2).admits({ cookie: setCookie.split(';')[0] ?? '' })).toBe(false);
  });

  it('ten wrong tokens from one address, then a minute without looking at any', () => {
    const { accepts, admits, pass, setCookie } = access();
    const guess = (from: string) => accepts('wrong', from);
    for (let count = 0; count < 10; count++) expect(guess('10.0.0.2')).toBe(false);
    const tooMany = { status: 429, type: 'too-many-attempts', headers: { 'retry-after': '60' } };
    expect(() => accepts(token, '10.0.0.2')).toThrow(expect.objectContaining(tooMany));
    expect(() => admits({ authorization: `Bearer ${token}` })).toThrow(expect.objectContaining(tooMany));
    // Other addresses, and people already signed in, notice nothing.
    expect(accepts(token, '10.0.0.3')).toBe(true);
    expect(admits({ cookie: setCookie.split(';')[0] ?? '' })).toBe(true);
    pass(60_000);
    expect(accepts(token, '10.0.0.2')).toBe(true);
  });

  it('remembers a bounded number of addresses', () => {
    const { accepts } = access();
    for (let count = 0; count < 10; count++) accepts('wrong', 'first');
    for (let each = 0; each < 1000; each++) accepts('wrong', `other ${each}`);
    expect(accepts(token, 'first')).toBe(true);
  });
});

describe('SPRINT_TOKEN', () => {
  const random = (count: number) => new Uint8Array(count).fill(7);
  const setting = (env: Record<string, string>) => tokenSetting(env, random);
  const made = Buffer.alloc(24, 7).toString('base64url');

  it('is on wherever more than this machine can reach the server', () => {
    for (const HOST of ['', '127.0.0.1', 'localhost', '::1', '[::1]', '127.0.0.2'])
      expect(setting({ HOST }), HOST).toBeNull();
    for (const HOST of ['0.0.0.0', '::', '192.168.0.7', 'my-laptop.local', '::ffff:10.0.0.1'])
      expect(setting({ HOST }), HOST).toBe(made);
    expect(listensOnLoopback({})).toBe(true);
  });

  it('can be switched on, off, or be the token itself', () => {
    expect(setting({ SPRINT_TOKEN: 'on' })).toBe(made);
    expect(setting({ SPRINT_TOKEN: 'off', HOST: '0.0.0.0' })).toBeNull();
    expect(setting({ SPRINT_TOKEN: token })).toBe(token);
  });

  it.each(['short', 'yes', 'with spaces in it, long enough', 'ümlaute-sind-nicht-dabei'])(
    '%s is refused, and not repeated',
    (value) => {
      expect(() => setting({ SPRINT_TOKEN: value })).toThrow(/^SPRINT_TOKEN must be on, off, or/);
      expect(() => setting({ SPRINT_TOKEN: value })).not.toThrow(value);
    },
  );
});

it('addresses of this machine are told from those of the network', () => {
  for (const address of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])
    expect(isLoopback(address), address).toBe(true);
  for (const address of ['0.0.0.0', '::', '192.168.0.7', '::ffff:10.0.0.1', 'localhost', ''])
    expect(isLoopback(address), address).toBe(false);
});
