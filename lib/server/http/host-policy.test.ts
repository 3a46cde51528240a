import { describe, expect, it } from 'vitest';
import { guardRequest, hostPolicy } from './host-policy.ts';

function check(headers: Record<string, string>, env: Record<string, string> = {}, method = 'POST'): number {
  try {
    guardRequest(new Request('http://ignored/', { method, headers }), hostPolicy(env));
    return 200;
  } catch (error) {
    return (error as { status: number }).status;
  }
}

describe('Host', () => {
  it.each(['127.0.0.1:3000', 'localhost', 'LOCALHOST:80', '[::1]:8080', 'localhost:1'])(
    'takes %s',
    (host) => {
      expect(check({ host })).toBe(200);
    },
  );

  it.each([
    'evil.example',
    'evil.example:3000',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    'localhost@evil.example',
    'evil.example#localhost',
    'evil.example/localhost',
    '192.168.1.5:3000',
    '10.0.0.1',
    '[::2]:3000',
    'localhost:99999',
    '',
    '127.0.0.1, evil.example',
  ])('refuses "%s"', (host) => {
    expect(check({ host })).toBe(421);
  });

  it('refuses a request without Host', () => {
    expect(check({})).toBe(421);
  });

  it('takes what HOST and SPRINT_ALLOWED_HOSTS name, with the port where one is named', () => {
    const env = { HOST: '192.168.1.5', SPRINT_ALLOWED_HOSTS: ' Lab.example , other.example:8443,' };
    expect(check({ host: '192.168.1.5:3000' }, env)).toBe(200);
    expect(check({ host: 'lab.example' }, env)).toBe(200);
    expect(check({ host: 'other.example:8443' }, env)).toBe(200);
    expect(check({ host: 'other.example:8444' }, env)).toBe(421);
    expect(check({ host: 'sub.lab.example' }, env)).toBe(421);
    expect(check({ host: '[fe80::1]:3000' }, { HOST: 'fe80::1' })).toBe(200);
  });

  it('listening on every interface takes addresses but no foreign names', () => {
    for (const HOST of ['0.0.0.0', '::']) {
      expect(check({ host: '192.168.1.5:3000' }, { HOST })).toBe(200);
      expect(check({ host: '[fe80::1]:3000' }, { HOST })).toBe(200);
      expect(check({ host: 'evil.example' }, { HOST })).toBe(421);
    }
  });
});

describe('Origin', () => {
  const host = '127.0.0.1:3000';

  it.each(['http://127.0.0.1:3000', 'https://127.0.0.1:3000'])('takes our own: %s', (origin) => {
    expect(check({ host, origin })).toBe(200);
  });

  it.each([
    'https://evil.example',
    'http://127.0.0.1:8080',
    'http://localhost:3000',
    'http://127.0.0.1:3000.evil.example',
    'http://127.0.0.1:3000@evil.example',
    'null',
    'file://',
    'chrome-extension://abc',
    '',
  ])('refuses "%s", reading too', (origin) => {
    expect(check({ host, origin })).toBe(403);
    expect(check({ host, origin }, {}, 'GET')).toBe(403);
  });

  it('HOST names no origin: npm start always sets it, and another port is still another origin', () => {
    for (const HOST of ['127.0.0.1', 'localhost', '192.168.1.5']) {
      const own = `${HOST}:3000`;
      expect(check({ host: own, origin: `http://${own}` }, { HOST })).toBe(200);
      expect(check({ host: own, origin: `http://${HOST}:8080` }, { HOST })).toBe(403);
    }
  });

  it('takes the outer name of a reverse proxy that rewrites Host', () => {
    const env = { SPRINT_ALLOWED_HOSTS: 'lab.example' };
    expect(check({ host, origin: 'https://lab.example' }, env)).toBe(200);
    expect(check({ host, origin: 'https://evil.example' }, env)).toBe(403);
  });

  it('without Origin a browser’s Sec-Fetch-Site decides on writes; a program sends neither', () => {
    expect(check({ host, 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(check({ host, 'sec-fetch-site': 'same-site' })).toBe(403);
    expect(check({ host, 'sec-fetch-site': 'same-origin' })).toBe(200);
    expect(check({ host, 'sec-fetch-site': 'cross-site' }, {}, 'GET')).toBe(200);
    expect(check({ host })).toBe(200);
  });
});
