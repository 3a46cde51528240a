import http from 'node:http';
import { keepsToProtocol } from '#lib/models/testing/chat-models.ts';
import { expect, test } from './fixtures.ts';

/** Each of these would set `window.ran`, or fetch something with `trap` in its address. */
const hostile = [
  '<img src=x-trap onerror="window.ran = true">',
  '<img src="https://trap.invalid/pixel.png" onerror="window.ran = true">',
  '<script>window.ran = true; fetch("https://trap.invalid/script")</script>',
  '<svg onload="window.ran = true"></svg>',
  '<iframe src="javascript:parent.ran = true"></iframe>',
  '<a href="javascript:window.ran = true">a raw link</a>',
  '<style>body { background: url(https://trap.invalid/style) }</style>',
  '[a link](javascript:window.ran=true)',
  '[another](data:text/html,<script>window.ran=true</script>)',
  '![an image](https://trap.invalid/markdown.png)',
  '![a local image](/x-trap.png)',
  '$\\href{javascript:window.ran=true}{\\text{maths}}$',
  '$\\includegraphics{https://trap.invalid/maths.png}$',
].join('\n\n');

const script = {
  stages: [
    {
      plan: `Planning.\n\n${hostile}\n\n<prompt_1.1> First task. ${hostile} </prompt_1.1>\n<prompt_1.2> Second task. </prompt_1.2>`,
      executions: [`Carried out.\n\n${hostile}`, 'Done.'],
    },
  ],
  answer: `${hostile}\n\nSo it is $\\boxed{10}$.`,
};

test('what a model writes is shown, never run, and fetches nothing', async ({
  session,
  home,
  page,
  api,
  startEndpoint,
}) => {
  const trapped: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('trap')) trapped.push(request.url());
  });
  page.on('dialog', (dialog) => {
    trapped.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  const endpoint = await startEndpoint(
    keepsToProtocol(script, { pieceLength: 24, pieceEveryMs: 4, thinking: `Thinking. ${hostile}` }),
  );
  const title = '<img src=x-trap onerror="window.ran = true"> a title';
  const id = await api.start({ question: `Add it up. ${hostile}`, title, endpointId: endpoint.id });

  const harmless = async () => {
    expect(trapped).toEqual([]);
    expect(await page.evaluate(() => 'ran' in window)).toBe(false);
    await expect(
      page.locator('a[href^="javascript:" i], a[href^="data:" i], iframe, [onerror], [onload]'),
    ).toHaveCount(0);
  };

  // Live, while the text grows piece by piece and the page sees every tag half-written.
  await session.open(id);
  await session.node('Plan 1').click();
  await expect(session.inspector.content).toContainText('Planning.');
  await expect(session.status(/^done/)).toBeVisible({ timeout: 30_000 });
  await harmless();

  for (const name of ['Question', 'Plan 1', 'Execution 1.1', 'Final answer']) {
    await session.choose(name);
    if (name !== 'Question') {
      await session.inspector.show('Text');
      const thinking = session.inspector.content.getByText(/^Thinking ·/);
      if (await thinking.count()) await thinking.click();
      await harmless();
      await session.inspector.show('Raw');
      await expect(session.inspector.content).toContainText('<img src=x-trap onerror=');
      await session.inspector.show('What it saw');
      await expect(session.inspector.content).toContainText('Verified.');
    }
    await harmless();
    await page.keyboard.press('Escape');
  }
  await session.showTranscript();
  await expect(session.transcript).toContainText('<script>window.ran = true');
  await harmless();

  await home.open();
  await expect(home.recentRow(title)).toBeVisible();
  await harmless();
});

test('what an endpoint says in an error is text', async ({ session, page, api, startEndpoint }) => {
  const endpoint = await startEndpoint(() => ({
    kind: 'http',
    status: 400,
    contentType: 'application/json',
    body: JSON.stringify({ error: { message: `No. ${hostile}` } }),
  }));
  const { id } = await api.run({ question: 'Anything?', endpointId: endpoint.id });
  await session.open(id);
  await expect(page.getByRole('region', { name: /The endpoint rejected the request/ })).toContainText(
    '<img src=x-trap onerror=',
  );
  expect(await page.evaluate(() => 'ran' in window)).toBe(false);
});

/** Sends a request with headers that a browser would not let a page set. */
function ask(baseURL: string, path: string, options: http.RequestOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = http.request(new URL(path, baseURL), options, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', reject);
    request.end(
      options.method === 'POST' ? JSON.stringify({ question: 'Use 1, 2 and 3 to make 6.' }) : undefined,
    );
  });
}

test('a foreign Host or Origin is refused', async ({ baseURL, api, ended }) => {
  const json = { 'content-type': 'application/json' };
  const own = new URL(baseURL).host;
  for (const path of ['/api/sessions', '/api/endpoints', `/api/sessions/${ended.id}/events`]) {
    expect(await ask(baseURL, path, { headers: { host: own } }), path).toBe(200);
    expect(await ask(baseURL, path, { headers: { host: 'rebound.example' } }), path).toBe(421);
    expect(await ask(baseURL, path, { headers: { host: own, origin: 'https://other.example' } }), path).toBe(
      403,
    );
  }
  const post = (headers: Record<string, string>) =>
    ask(baseURL, '/api/sessions', { method: 'POST', headers: { ...json, ...headers } });
  expect(await post({ host: 'rebound.example' })).toBe(421);
  expect(await post({ host: own, origin: 'http://127.0.0.1:1' })).toBe(403);
  expect(await post({ host: own, 'sec-fetch-site': 'cross-site' })).toBe(403);
  expect((await api.session(ended.id)).status).toBe('done');
});

test('pages say what they may load and that nobody may frame them', async ({ request }) => {
  const headers = (await request.get('/')).headers();
  expect(headers['content-security-policy']).toContain("default-src 'self'");
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['x-powered-by']).toBeUndefined();
  expect((await request.get('/_next/image?url=/icon.svg&w=64&q=75')).status()).toBe(404);
});

test('scripts in pages run by hash or nonce, and pages work so', async ({ page, ended, request, clean }) => {
  // From the page that does not exist.
  clean.expectConsole(/status of 404/);
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    document.addEventListener('securitypolicyviolation', (event) => seen.push(event.violatedDirective));
  });
  for (const path of [
    '/',
    '/library',
    `/sessions/${ended.id}`,
    `/embed/sessions/${ended.id}`,
    '/nothing-here',
  ]) {
    const policy = (await request.get(path)).headers()['content-security-policy'] ?? '';
    expect(policy.split('style-src')[0], path).not.toContain('unsafe');
    await page.goto(path);
    // React has hydrated the page.
    await page.waitForFunction(() =>
      [...document.querySelectorAll('main, a, button')].some((element) =>
        Object.keys(element).some((key) => key.startsWith('__react')),
      ),
    );
    expect(await page.evaluate(() => (window as unknown as { seen: string[] }).seen), path).toEqual([]);
  }
});
