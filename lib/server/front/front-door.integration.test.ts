import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { matchRoute, routeMethods } from '../http/match-route.ts';
import { type DoorServer, startDoorServer } from './testing/door-server.ts';

let server: DoorServer;
beforeAll(async () => {
  server = await startDoorServer(async (request, response) => {
    if (request.url?.includes('throws')) throw new Error('secret words');
    if (request.url?.includes('late-throw')) {
      response.write('begun');
      throw new Error('secret words');
    }
    if (request.url?.includes('plain-500')) {
      response.statusCode = 500;
      response.setHeader('content-encoding', 'gzip');
      response.end('Internal Server Error');
      return;
    }
    if (request.url?.includes('plain-404')) {
      response.writeHead(404, { 'content-type': 'text/plain' });
      response.end('Not Found');
      return;
    }
    if (request.url?.includes('own-500')) {
      response.writeHead(500, { 'content-type': 'application/problem+json' });
      response.end('{"type":"ours"}');
      return;
    }
    response.end(request.headers.rsc ? 'a part of a page' : 'next');
  });
});
afterAll(() => server.close());

/** Fetch corrects addresses before it sends them, so the test sends these over a bare socket. */
async function ask(method: string, target: string, headers = `Host: 127.0.0.1:${server.port}\r\n`) {
  const text = await server.raw(`${method} ${target} HTTP/1.1\r\n${headers}Connection: close\r\n\r\n`);
  const [head = '', body = ''] = text.split(/\r\n\r\n(.*)/s);
  return {
    status: Number(head.split(' ')[1]),
    type: /^content-type: (.*)$/im.exec(head)?.[1],
    allow: /^allow: (.*)$/im.exec(head)?.[1],
    body,
  };
}

const expectPage = (answer: Awaited<ReturnType<typeof ask>>, status: number) => {
  expect(answer).toMatchObject({ status, type: 'text/html; charset=utf-8' });
  expect(answer.body).toMatch(/^<!doctype html>.*<h1>/s);
};
const expectProblem = (answer: Awaited<ReturnType<typeof ask>>, status: number, type: string) => {
  expect(answer).toMatchObject({ status, type: 'application/problem+json' });
  expect(JSON.parse(answer.body)).toMatchObject({ type: `urn:sprintscope:problem:${type}`, status });
};

it('/api itself is the API’s, with a query, too', async () => {
  for (const target of ['/api', '/api?_rsc=1', '/api/?x'])
    expectProblem(await ask('GET', target), 404, 'unknown-path');
  expect((await ask('GET', '/apis?x')).body).toBe('next');
});

it('headers by which pages ask for their parts mean nothing to the API', async () => {
  const headers = `Host: 127.0.0.1:${server.port}\r\nRSC: 1\r\nNext-Router-Prefetch: 1\r\n`;
  expect((await ask('GET', '/api/health', headers)).body).toBe('next');
  expect((await ask('GET', '/library', headers)).body).toBe('a part of a page');
});

describe('addresses', () => {
  it.each([
    '/api/sessions/%ff',
    '/api/sessions/%',
    '/api/sessions/%E0%A4',
    '/api/sessions/%00',
    '/api/sessions/%0d%0aset-cookie:x',
    '/api/./health',
    '/api/%2e%2E/health',
    '/api/x%2f..%5chealth',
  ])('%s is a problem', async (target) => {
    expectProblem(await ask('GET', target), 400, 'bad-address');
  });

  it.each(['/sessions/%E0', '/sessions/%00', '/../api/health', 'http://127.0.0.1/', '*', '/sessions/ü'])(
    '%s is a page',
    async (target) => {
      expectPage(await ask('GET', target), 400);
    },
  );

  it('one of 9,000 characters is a problem', async () => {
    expectProblem(await ask('GET', `/api/${'x'.repeat(9000)}`), 400, 'bad-address');
  });

  it('what is merely strange passes', async () => {
    for (const target of ['/sessions/a%20b', '/?x=%ff&%', '/api/sessions/..x', '//api/sessions', '/x?a=/../'])
      expect((await ask('GET', target)).status, target).toBe(200);
  });
});

describe('methods', () => {
  it('each route has its own, HEAD with GET, and no other', async () => {
    for (const [route, methods] of Object.entries(routeMethods)) {
      const path = route.replace(/\[(\.\.\.)?\w+\]/g, 'x');
      const allow = [...methods, ...(methods.includes('GET' as never) ? ['HEAD'] : []), 'OPTIONS'].join(', ');
      expect(matchRoute(path)?.route).toBe(route);
      expect(await ask('OPTIONS', path)).toMatchObject({ status: 204, allow });
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND', 'BREW']) {
        const answer = await ask(method, path);
        if (allow.split(', ').includes(method)) expect(answer.status, `${method} ${path}`).toBe(200);
        else expect(answer, `${method} ${path}`).toMatchObject({ status: 405, allow });
        if (answer.status === 405 && method !== 'HEAD') expectProblem(answer, 405, 'method-not-allowed');
      }
    }
  });

  it('pages are read only', async () => {
    expect((await ask('HEAD', '/library')).status).toBe(200);
    for (const method of ['POST', 'DELETE', 'TRACE']) {
      const answer = await ask(method, '/library');
      expectPage(answer, 405);
      expect(answer.allow).toBe('GET, HEAD, OPTIONS');
    }
    expectProblem(await ask('CONNECT', '127.0.0.1:80'), 405, 'method-not-allowed');
  });
});

describe('what is no request of ours', () => {
  it.each([
    ['GARBAGE\r\n\r\n', 400, 'bad-http'],
    ['\u0016\u0003\u0001\u0002\u0000', 400, 'bad-http'],
    ['GET /api/health HTTP/1.1\r\nHost: 127.0.0.1\r\nno colon\r\n\r\n', 400, 'bad-http'],
    [
      'POST /api/sessions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      400,
      'bad-http',
    ],
  ])('%j', async (bytes, status, type) => {
    const text = await server.raw(bytes);
    expect(text).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(text).toContain(`"urn:sprintscope:problem:${type}"`);
  });

  it('17,000 bytes of headers', async () => {
    const text = await server.raw(`GET /api/health HTTP/1.1\r\nx: ${'x'.repeat(17_000)}\r\n\r\n`);
    expect(text).toMatch(/^HTTP\/1\.1 431 .*"urn:sprintscope:problem:headers-too-large"/s);
  });

  it('a missing or foreign Host is refused on pages too, a foreign Origin by the API', async () => {
    expectProblem(await ask('GET', '/api/health', ''), 421, 'foreign-host');
    expectPage(await ask('GET', '/', 'Host: rebound.example\r\n'), 421);
    const foreign = `Host: 127.0.0.1:${server.port}\r\nOrigin: https://other.example\r\n`;
    expectProblem(await ask('GET', '/api/health', foreign), 403, 'foreign-origin');
  });

  it('web sockets and strange expectations', async () => {
    const host = `Host: 127.0.0.1:${server.port}\r\n`;
    const upgrade = await server.raw(
      `GET /api/health HTTP/1.1\r\n${host}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    );
    expect(upgrade).toContain('urn:sprintscope:problem:no-upgrade');
    expectProblem(await ask('GET', '/api/health', `${host}Expect: tea\r\n`), 417, 'unknown-expectation');
  });
});

describe('failures behind the door', () => {
  it.each(['throws', 'plain-500'])('%s: a problem or a page, without what went wrong', async (name) => {
    expectProblem(await ask('GET', `/api/${name}`), 500, 'internal');
    const page = await ask('GET', `/${name}`);
    expectPage(page, 500);
    expect(page.body).not.toContain('secret words');
    expect((await ask('HEAD', `/${name}`)).status).toBe(500);
  });

  it('a plain 404, too', async () => {
    expectPage(await ask('GET', '/_next/static/plain-404.js'), 404);
    expectProblem(await ask('GET', '/api/plain-404'), 404, 'unknown-path');
  });

  it('what was thrown is reported; an answer that began breaks off', async () => {
    expect(server.reports).toContainEqual('GET /api/throws failed: Error: secret words');
    const { body } = await ask('GET', '/late-throw');
    expect(body).not.toContain('0\r\n\r\n');
  });

  it('the API’s own problems stay', async () => {
    expect((await ask('GET', '/api/own-500')).body).toContain('{"type":"ours"}');
  });
});
