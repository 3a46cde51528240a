import { randomBytes } from 'node:crypto';
import { echoesHeaders, reply } from '#lib/models/testing/behaviours.ts';
import { expect, test } from './fixtures.ts';
import { expectSolves } from './support/countdown.ts';
import { recordResponses } from './support/response-bodies.ts';
import { shownOn } from './support/shown-on.ts';

const question = 'Use 3, 5, 7 and 11, each exactly once, with + − × ÷ to make 45.';

test('a key goes to its endpoint and nowhere else: no response, page, log or export has it', async ({
  settings,
  home,
  session,
  page,
  context,
  request,
  api,
  startEndpoint,
}) => {
  const key = `sk-${randomBytes(18).toString('hex')}`;
  const responses = recordResponses(context);
  // Answers the test, then returns every request's headers, as debugging proxies do.
  const endpoint = await startEndpoint((call) =>
    call.index === 0 ? reply('1, 2, 3, 4, 5') : echoesHeaders(call),
  );

  await settings.open();
  await settings.add({ name: 'Keyed', model: 'test-model', baseUrl: endpoint.baseUrl, apiKey: key });
  await settings.save('Save and test');
  const id = await api.adoptEndpoint('Keyed');
  await expect(settings.endpoint('Keyed').getByRole('status')).toContainText('It answers');
  await expect(settings.endpoint('Keyed')).toContainText('key set');
  expect(endpoint.requests[0]?.headers.authorization).toBe(`Bearer ${key}`);
  expect(await shownOn(page)).not.toContain(key);

  await settings.edit('Keyed');
  await expect(settings.dialog.getByText('set', { exact: true })).toBeVisible();
  expect(await shownOn(page)).not.toContain(key);
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(settings.endpoint('Keyed')).toContainText('key set');
  expect(await shownOn(page)).not.toContain(key);

  await home.open();
  await home.endpoint.selectOption(id);
  await home.question.fill('What is the capital of France?');
  await home.run.click();
  const sessionId = api.adopt(await home.startedSession());
  await expect(session.status(/^failed/)).toBeVisible();
  expect(endpoint.requests.at(-1)?.headers.authorization).toBe(`Bearer ${key}`);
  await expect(page.getByRole('region', { name: /The endpoint rejected the request/ })).toBeVisible();
  await session.node('Plan 1', 'failed').click();
  for (const tab of ['Text', 'What it saw', 'Timing', 'Raw'] as const) {
    await session.inspector.show(tab);
    expect(await shownOn(page)).not.toContain(key);
  }

  const bodies = [
    ...(await responses.all(request)),
    { url: 'log', text: await api.exported(sessionId, 'log') },
    { url: 'transcript', text: await api.exported(sessionId, 'transcript') },
    { url: 'events', text: JSON.stringify(await api.events(sessionId)) },
    { url: 'endpoints', text: JSON.stringify(await api.endpoints()) },
  ];
  expect(bodies.some(({ url }) => new URL(url, 'http://x').pathname === '/api/endpoints')).toBe(true);
  expect(bodies.filter(({ text }) => text.includes(key)).map(({ url }) => url)).toEqual([]);
});

test('the app’s own wire: add it, test it, run a session over HTTP to a correct answer, edit it, delete it', async ({
  settings,
  home,
  session,
  page,
  baseURL,
  api,
}) => {
  await settings.open();
  await settings.add({
    name: 'Over the wire',
    model: 'countdown-reasoner@500',
    baseUrl: `${baseURL}/api/builtin/v1/chat/completions`,
  });
  await settings.save();
  const endpointId = await api.adoptEndpoint('Over the wire');
  await expect(page.getByRole('status').filter({ hasText: 'Over the wire is saved' })).toBeVisible();
  // The path of one call is no base URL: the server removed it.
  await expect(settings.endpoint('Over the wire')).toContainText(`${baseURL}/api/builtin/v1`);
  await expect(settings.endpoint('Over the wire')).not.toContainText('chat/completions');
  await settings.test('Over the wire');
  await expect(settings.endpoint('Over the wire').getByRole('status')).toContainText('It answers');
  await expect(settings.endpoint('Over the wire').getByRole('status')).toContainText('first token after');

  await home.open();
  await home.endpoint.selectOption(endpointId);
  await home.question.fill(question);
  await home.run.click();
  const id = api.adopt(await home.startedSession());
  await expect(session.status(/^done/)).toBeVisible({ timeout: 30_000 });
  const { answer, status } = await api.session(id);
  expect(status).toBe('done');
  expectSolves(question, answer ?? '');
  const [start] = await api.log(id);
  expect(start).toMatchObject({
    mode: 'prompted',
    models: { planner: { model: 'countdown-reasoner@500', baseUrl: `${baseURL}/api/builtin/v1` } },
  });
  await session.choose('Plan 1');
  await session.inspector.show('What it saw');
  await expect(session.inspector.content).toContainText('Verified.');
  await expect(session.inspector.content.getByRole('region', { name: 'system message' })).toBeVisible();

  await settings.open();
  await settings.edit('Over the wire');
  await expect(settings.dialog.getByRole('textbox', { name: 'Base URL' })).toHaveValue(
    `${baseURL}/api/builtin/v1`,
  );
  await settings.fill({ name: 'Renamed wire', model: 'countdown-reasoner@1000' });
  await settings.save();
  await expect(settings.endpoint('Renamed wire')).toContainText('countdown-reasoner@1000');
  await settings.remove('Renamed wire');
  await expect(settings.endpoint('Renamed wire')).toHaveCount(0);
  await session.open(id);
  await expect(session.status(/^done/)).toBeVisible();
});

test('a stored key can be cleared, and does not follow the address to another server', async ({
  settings,
  api,
  startEndpoint,
}) => {
  const endpoint = await startEndpoint(() => reply('1, 2, 3'));
  await settings.open();
  await settings.add({ name: 'Moved', model: 'm', baseUrl: endpoint.baseUrl, apiKey: 'sk-first-server' });
  await settings.save();
  await api.adoptEndpoint('Moved');
  await settings.edit('Moved');
  await settings.fill({ baseUrl: 'http://127.0.0.1:9/v1' });
  await expect(settings.dialog).toContainText('the stored key is not sent there');
  await settings.save();
  await expect(settings.endpoint('Moved')).toContainText('no key');

  await settings.edit('Moved');
  await settings.fill({ baseUrl: endpoint.baseUrl, apiKey: 'sk-second' });
  await settings.save();
  await expect(settings.endpoint('Moved')).toContainText('key set');
  await settings.edit('Moved');
  await settings.dialog.getByRole('button', { name: 'Clear' }).click();
  await settings.save();
  await expect(settings.endpoint('Moved')).toContainText('no key');
  await settings.test('Moved');
  await expect(settings.endpoint('Moved').getByRole('status')).toContainText('It answers');
  expect(endpoint.requests.at(-1)?.headers.authorization).toBeUndefined();
});

test('extra body, header, price and texts are saved, and reach the server', async ({
  settings,
  home,
  session,
  page,
  api,
  startEndpoint,
}) => {
  const secret = `team-${randomBytes(12).toString('hex')}`;
  const endpoint = await startEndpoint(() => reply('It is \\boxed{42}.'));
  await settings.open();
  await settings.add({ name: 'All set', model: 'test-model', baseUrl: endpoint.baseUrl });
  await settings.more();
  const { dialog } = settings;
  await dialog.getByRole('textbox', { name: 'Extra body' }).fill('{\n  "top_p": 0.9,\n  "model": "x"\n}');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('Line 3: “model” cannot be set here');
  await dialog.getByRole('textbox', { name: 'Extra body' }).fill('{ "top_p": 0.9, "seed": 7 }');
  await dialog.getByRole('button', { name: 'Add a header' }).click();
  await dialog.getByLabel('Name of header 1').fill('x-team');
  await dialog.getByLabel('Value of header 1').fill(secret);
  await dialog.getByLabel('Reasoning effort').selectOption('low');
  await dialog.getByLabel('Price in, per million tokens').fill('1000');
  await dialog.getByLabel('Price out, per million tokens').fill('2000');
  await dialog.getByText('Texts for sessions on this endpoint').click();
  await dialog.getByRole('textbox', { name: 'Sequential' }).fill('Think aloud, then box it.');
  await settings.save();
  const id = await api.adoptEndpoint('All set');
  for (const words of ['effort low', '2 extra fields', '1 header', '1 own text', '1000 in · 2000 out'])
    await expect(settings.endpoint('All set')).toContainText(words);

  await settings.edit('All set');
  await settings.more();
  await expect(dialog.getByRole('textbox', { name: 'Extra body' })).toHaveValue(/"seed": 7/);
  await expect(dialog.getByRole('button', { name: 'Replace the value of x-team' })).toBeVisible();
  expect(await shownOn(page)).not.toContain(secret);
  await page.keyboard.press('Escape');

  await home.open();
  await home.endpoint.selectOption(id);
  await home.strategy('Sequential').check();
  await home.question.fill('What is 6 times 7?');
  await home.run.click();
  const sessionId = api.adopt(await home.startedSession());
  await expect(session.status(/^done/)).toBeVisible();
  const request = endpoint.requests.at(-1);
  expect(request?.body).toMatchObject({ top_p: 0.9, seed: 7, reasoning_effort: 'low', model: 'test-model' });
  expect(JSON.stringify(request?.body)).toContain('Think aloud, then box it.');
  expect(request?.headers['x-team']).toBe(secret);
  const usage = page.getByRole('region', { name: 'Usage' });
  await expect(usage).toContainText('1 call');
  await expect(usage.getByRole('row', { name: /^Prompt tokens/ })).toContainText('≈');
  await expect(usage.getByRole('row', { name: /^Cost/ })).toBeVisible();
  const log = await api.exported(sessionId, 'log');
  expect(log).toContain('"top_p":0.9');
  expect(log).not.toContain(secret);
});

test('what is wrong in the form is said at its field', async ({ settings, page }) => {
  await settings.open();
  await settings.add({ baseUrl: 'localhost:8000' });
  await settings.dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(settings.dialog.getByRole('alert')).toContainText([
    'Give it a name',
    'Name the model',
    'Begin with http:// or https://',
  ]);
  await page.keyboard.press('Escape');
  await expect(settings.dialog).toBeHidden();
});

test('“Find local servers” ends in a result', async ({ settings }) => {
  await settings.open();
  await settings.endpoints.getByRole('button', { name: 'Find local servers' }).click();
  // The test cannot know whether a model server runs on this machine.
  await expect(settings.endpoints.getByRole('status')).toContainText(/No model server answered|\d+ models?/);
});

test('the theme is chosen once and stays', async ({ settings, page }) => {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await settings.open();
  const light = await background();
  await page.getByRole('button', { name: 'Theme' }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect.poll(background).not.toBe(light);
  const dark = await background();
  await page.reload();
  expect(await background()).toBe(dark);
  await page.getByRole('button', { name: 'Theme' }).click();
  await expect(page.getByRole('menuitemradio', { name: 'Dark' })).toBeChecked();
  await page.getByRole('menuitemradio', { name: 'Light' }).click();
  await expect.poll(background).toBe(light);
});
