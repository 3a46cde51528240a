import { expect, test } from './fixtures.ts';
import { SessionPage } from './pages/session-page.ts';
import { expectWhole, fold } from './support/logs.ts';

test('reloading and closing the tab in mid-run lose nothing: the run goes on, and all of it is shown again', async ({
  api,
  session,
  context,
}) => {
  const id = await api.start({ tokensPerSecond: 80 });
  await session.open(id);
  await session.node('Execution 1.1', 'done').click();
  await expect(session.inspector.title).toHaveText('Execution 1.1');
  const early = await session.inspector.content.innerText();
  expect(early.length).toBeGreaterThan(100);

  await session.page.reload();
  await session.node('Execution 1.1', 'done').click();
  await expect(session.inspector.title).toHaveText('Execution 1.1');
  await expect.poll(() => session.inspector.content.innerText()).toBe(early);
  await expect(session.status(/^live · /)).toBeVisible();
  expect((await api.session(id)).status).toBe('running');

  await session.page.close();
  const seenByNobody = (await api.session(id)).lastSeq;
  await expect.poll(async () => (await api.session(id)).lastSeq).toBeGreaterThan(seenByNobody + 5);

  const again = new SessionPage(await context.newPage());
  await again.open(id);
  await expect(again.status(/^live · /)).toBeVisible();
  await again.node('Execution 1.1', 'done').click();
  await expect.poll(() => again.inspector.content.innerText()).toBe(early);
  await expect(again.status(/^done · /)).toBeVisible({ timeout: 40_000 });
  await expect(again.node('Final answer', 'done')).toBeVisible();

  const log = await api.log(id);
  expectWhole(log, 'done');
  expect(await api.events(id)).toEqual(log);
  // The page that joined in the middle holds every event, and as many cards as the log has pieces.
  expect(await again.transport.events()).toEqual({ at: log.length, of: log.length });
  const { stages } = fold(log);
  const cards = 2 + stages.length + stages.reduce((sum, stage) => sum + stage.executions.length, 0);
  await expect(again.nodes).toHaveCount(cards);
});

test('a page that loses its server says so and goes on when it is back', async ({
  api,
  session,
  context,
  clean,
}) => {
  clean.expectConsole(/Failed to load resource|ERR_INTERNET_DISCONNECTED|net::/);
  const id = await api.start({ tokensPerSecond: 80 });
  await session.open(id);
  await expect(session.node('Execution 1.1', 'running')).toBeVisible();
  await context.setOffline(true);
  await expect(session.page.getByRole('status', { name: 'Connection lost, trying again' })).toBeVisible();
  await expect(session.node('Execution 1.1')).toBeVisible();
  await context.setOffline(false);
  await expect(session.page.getByRole('status', { name: 'Connection lost, trying again' })).toHaveCount(0);
  await expect(session.node('Plan 2')).toBeVisible();
});
