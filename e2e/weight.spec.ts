import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, test } from './fixtures.ts';
import { bytesOf, weigh } from './support/page-weight.ts';
import { budgets, firstVisits, overBudget, type WeighedPage } from './support/weight-budgets.ts';

for (const name of ['home', 'session', 'library'] satisfies WeighedPage[])
  test(`a first visit of the page ${name} transfers no more script than its budget`, async ({
    browser,
    baseURL,
    ended,
  }) => {
    const context = await browser.newContext({ baseURL });
    const weight = await weigh(context, firstVisits(ended.id)[name]);
    await context.close();
    const kB = (bytes: number) => Math.round(bytes / 100) / 10;
    console.log(`${name}: ${kB(bytesOf(weight.first))} kB, then ${kB(bytesOf(weight.ahead))} kB ahead`);
    // A page without script would be within any budget.
    expect(bytesOf(weight.first)).toBeGreaterThan(50_000);
    expect(overBudget(name, weight)).toBeNull();
  });

test('what is weighed is what was sent, compressed; what comes in idle moments is counted apart', async ({
  browser,
}) => {
  const noise = (bytes: number) => `/* ${crypto.getRandomValues(Buffer.alloc(bytes)).toString('base64')} */`;
  const scripts: Record<string, string> = {
    '/first.js': `import('/second.js'); requestIdleCallback(() => import('/idle.js')); ${noise(5000)}`,
    '/second.js': `document.body.append('here'); ${noise(3000)}`,
    '/idle.js': `import('/last.js'); ${noise(2000)}`,
    '/last.js': noise(1000),
  };
  const sent = (name: string) => gzipSync(scripts[name] ?? '').length;
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const script = scripts[request.url ?? ''];
    if (script !== undefined) {
      const body = gzipSync(script);
      response
        .writeHead(200, {
          'content-type': 'text/javascript',
          'content-encoding': 'gzip',
          // Sent in chunks its size on the wire would be some bytes more.
          'content-length': body.length,
        })
        .end(body);
    } else
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<!doctype html><body><script type="module" src="/first.js"></script>');
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const context = await browser.newContext({
    baseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
  const { first, ahead } = await weigh(context, {
    path: '/',
    view: (page) => page.getByText('here').waitFor(),
  });
  await context.close();
  server.close();
  expect(bytesOf(first)).toBe(sent('/first.js') + sent('/second.js'));
  expect(bytesOf(ahead)).toBe(sent('/idle.js') + sent('/last.js'));
});

test('a byte more than its budget fails a page, and the heaviest scripts are named', () => {
  const script = (bytes: number) => ({ url: 'http://127.0.0.1/_next/static/chunks/a.js', bytes });
  const rest = budgets.home * 1000 - 100_000;
  expect(overBudget('home', { first: [script(100_000), script(rest)] })).toBeNull();
  const words = overBudget('home', { first: [script(100_000), script(rest + 1)] });
  expect(words).toContain(`home: ${budgets.home}.0 kB`);
  expect(words).toContain('100.0 kB /_next/static/chunks/a.js');
});
