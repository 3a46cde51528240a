import { reply } from '#lib/models/testing/behaviours.ts';
import { expect, test } from './fixtures.ts';
import { expectWhole } from './support/logs.ts';

test('cancelling in mid-run ends the session; what was written stays, and it can be run again', async ({
  session,
  home,
  api,
}) => {
  const id = await api.start({ tokensPerSecond: 60 });
  await session.open(id);
  await expect(session.runningExecutions.first()).toBeVisible();
  await session.header.getByRole('button', { name: 'Cancel run' }).click();

  const notice = session.page.getByRole('region', { name: 'This run was cancelled' });
  await expect(notice).toContainText('Everything written until then is here');
  await expect(session.status(/^cancelled · \d stages?/)).toBeVisible();
  await expect(session.header.getByRole('button', { name: 'Cancel run' })).toHaveCount(0);
  await expect(session.node('Plan 1', 'cancelled').or(session.node('Plan 1', 'done'))).toBeVisible();
  await expect(
    session.graph.getByRole('button', { name: /, (running|awaiting first token|waiting)/ }),
  ).toHaveCount(0);
  expect(await api.session(id)).toMatchObject({ status: 'cancelled', answer: null });
  expectWhole(await api.log(id), 'cancelled');

  await session.node('Execution 1.1').click();
  await expect(session.inspector.content).toContainText('Prompt 1.1');
  await notice.getByRole('button', { name: 'Dismiss' }).click();
  await expect(notice).toHaveCount(0);

  await session.page.reload();
  await expect(session.status(/^cancelled · \d stages?/)).toBeVisible();
  await notice.getByRole('button', { name: 'Run again' }).click();
  await session.page.waitForURL((url) => !url.pathname.endsWith(id));
  const next = api.adopt(await home.startedSession());
  await expect(session.status(/^live · /)).toBeVisible();
  expect((await api.session(next)).question).toBe((await api.session(id)).question);
});

test('cancelling hangs up on the endpoint', async ({ session, api, startEndpoint }) => {
  const endpoint = await startEndpoint(() =>
    reply('<Plan_1>\nI think about it, and think, and think, and think. '.repeat(500), { pieceEveryMs: 50 }),
  );
  const id = await api.start({ question: 'What is 1 + 1?', endpointId: endpoint.id });
  await session.open(id);
  await expect(session.node('Plan 1', 'running')).toBeVisible();
  expect(endpoint.open).toBe(1);
  await session.header.getByRole('button', { name: 'Cancel run' }).click();
  await endpoint.idle();
  expect(endpoint.requests.map((request) => request.aborted)).toEqual([true]);
  await expect(session.status(/^cancelled/)).toBeVisible();
});

test('deleting asks first, then leads home; the address says that it is gone', async ({
  session,
  page,
  api,
  clean,
}) => {
  clean.expectConsole(/status of 404/);
  const { id } = await api.run({ title: 'To be deleted' });
  await session.open(id);
  await session.header.getByRole('button', { name: 'Delete session' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete this session?' });
  await dialog.getByRole('button', { name: 'Keep' }).click();
  await expect(dialog).toBeHidden();
  await expect(session.graph).toBeVisible();

  await session.header.getByRole('button', { name: 'Delete session' }).click();
  await dialog.getByRole('button', { name: 'Delete session' }).click();
  await page.waitForURL('/');
  await expect(page.getByRole('status').filter({ hasText: 'Session deleted.' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'To be deleted' })).toHaveCount(0);

  await page.goto(`/sessions/${id}`);
  await expect(page.getByText('There is no such session')).toBeVisible();
  await page.getByRole('link', { name: 'To the start page' }).click();
  await page.waitForURL('/');
});

test('a new title stays', async ({ session, home, page, api }) => {
  const { id } = await api.run();
  await session.open(id);
  await page.getByRole('button', { name: /, rename$/ }).click();
  await page.getByRole('textbox', { name: 'Title of this session' }).fill('Five numbers to 137');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: /^Five numbers to 137/ })).toBeVisible();
  await expect(page).toHaveTitle('Five numbers to 137 · Sprintscope');
  await expect.poll(async () => (await api.session(id)).title).toBe('Five numbers to 137');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: /^Five numbers to 137/ })).toBeVisible();
  await home.open();
  await expect(home.recentRow('Five numbers to 137')).toBeVisible();
});
