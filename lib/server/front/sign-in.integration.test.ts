import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAccess } from '../access/access.ts';
import { localTarget } from './sign-in.ts';
import { type DoorServer, startDoorServer } from './testing/door-server.ts';

const token = 'correct-horse-battery-staple';
let server: DoorServer;
let nowMs = 0;

beforeAll(async () => {
  const access = createAccess({ token, secret: new Uint8Array(32), port: '1', clock: { now: () => nowMs } });
  server = await startDoorServer(undefined, { access });
});
afterAll(() => server.close());

const ask = (path: string, init: RequestInit = {}) => {
  nowMs += 60_000;
  return fetch(`${server.origin}${path}`, { redirect: 'manual', ...init });
};
const signIn = (form: Record<string, string>, headers: Record<string, string> = {}) =>
  ask('/sign-in', { method: 'POST', body: new URLSearchParams(form), headers });
const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? '';

describe('without the token', () => {
  it('the API asks for it, whatever is asked', async () => {
    for (const [method, path] of [
      ['GET', '/api/sessions'],
      ['POST', '/api/sessions'],
      ['GET', '/api/sessions/x/events'],
      ['GET', '/api/builtin/v1/models'],
      ['GET', '/api/health/'],
      ['GET', '/api/nothing?token=correct-horse-battery-staple'],
    ]) {
      const response = await ask(path ?? '', { method });
      expect(response.status, path).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
      expect(await response.json()).toMatchObject({
        type: 'urn:sprintscope:problem:token-needed',
        remedy: expect.stringContaining('Bearer'),
      });
    }
  });

  it('pages are a form for it, which leads to the page', async () => {
    for (const path of ['/', '/sessions/x?at=3&b=%26', '/embed/sessions/x', '/_next/data/x', '/sign-in']) {
      const response = await ask(path);
      expect(response.status, path).toBe(path === '/sign-in' ? 200 : 401);
      const page = await response.text();
      expect(page).toContain('<label for="token">Token</label>');
      expect(page).not.toContain('<script');
    }
    expect(await (await ask('/sessions/x?at=3')).text()).toContain('name="to" value="/sessions/x?at=3"');
  });

  it('files of the app and its health are open', async () => {
    for (const path of ['/_next/static/a.js', '/icon.svg', '/traces/index.json', '/api/health'])
      expect((await ask(path)).status, path).toBe(200);
    expect((await ask('/_next/static%2f..%2f..%2fapi/sessions')).status).toBe(400);
  });
});

describe('with it', () => {
  it('the printed link gives a cookie, and leads to the same page without the token', async () => {
    const link = await ask(`/library?token=${token}&sort=name`);
    expect(link.status).toBe(303);
    expect(link.headers.get('location')).toBe('/library?sort=name');
    expect(link.headers.get('cache-control')).toBe('no-store');
    const headers = { cookie: cookieOf(link) };
    expect(await (await ask('/library', { headers })).text()).toBe('next');
    expect(await (await ask('/api/sessions', { headers })).text()).toBe('next');
    // Opened from a bookmark with the token: redirected to the same address without it, so that it stays in no history.
    expect((await ask(`/?token=${token}`, { headers })).headers.get('location')).toBe('/');
    // A second browser, a phone.
    expect((await ask(`/?token=${token}`)).status).toBe(303);
  });

  it('the form does the same', async () => {
    const response = await signIn({ token: ` ${token} `, to: '/sessions/x?at=3' });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/sessions/x?at=3');
    expect((await ask('/', { headers: { cookie: cookieOf(response) } })).status).toBe(200);
  });

  it('programs send it as a bearer', async () => {
    const headers = { authorization: `Bearer ${token}` };
    expect(await (await ask('/api/sessions', { headers })).text()).toBe('next');
  });
});

describe('with a wrong one', () => {
  it('the form says so, and gives nothing', async () => {
    for (const response of [await signIn({ token: 'wrong' }), await signIn({}), await ask('/?token=wrong')]) {
      expect(response.status).toBe(401);
      expect(response.headers.get('set-cookie')).toBeNull();
      expect(await response.text()).toContain('role="alert"');
    }
  });

  it('other sites cannot send the form, large ones are refused', async () => {
    expect((await signIn({ token }, { origin: 'https://other.example' })).status).toBe(403);
    expect((await signIn({ token, to: 'x'.repeat(20_000) })).status).toBe(413);
  });

  it('a form that is too large leaves its connection to the next request', async () => {
    const host = `Host: 127.0.0.1:${server.port}\r\n`;
    const form = `POST /sign-in HTTP/1.1\r\n${host}Content-Length: 200000\r\n\r\n${'x'.repeat(200_000)}`;
    const text = await server.raw(`${form}GET /api/health HTTP/1.1\r\n${host}Connection: close\r\n\r\n`);
    expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 413', 'HTTP/1.1 200']);
  });

  it('guessing is stopped, on every way', async () => {
    await ask('/');
    const guess = () => fetch(`${server.origin}/api/health`, { headers: { authorization: 'Bearer wrong' } });
    for (let count = 0; count < 10; count++) expect((await guess()).status).toBe(200);
    expect((await guess()).status).toBe(429);
    const page = await fetch(`${server.origin}/?token=${token}`, { redirect: 'manual' });
    expect(page.status).toBe(429);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(Number(page.headers.get('retry-after'))).toBe(60);
  });
});

it('where the form leads stays on this server', () => {
  for (const to of [
    '//other.example',
    '/\\other.example',
    '/\\/other.example',
    'https://other.example',
    'javascript:x',
    '',
    '/\t/other.example',
    '/..//other.example',
  ])
    expect(localTarget(to), to).toBe('/');
  expect(localTarget('/sessions/x?at=3')).toBe('/sessions/x?at=3');
});
