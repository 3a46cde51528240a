import { expect, test } from './fixtures.ts';
import { SessionPage } from './pages/session-page.ts';
import { expectWhole, fold } from './support/logs.ts';

/** The whole text of a piece that is done, as its tagged transcript. */
async function textOf(session: SessionPage, name: string): Promise<string> {
  await session.node(name, 'done').click();
  await expect(session.inspector.title).toHaveText(name);
  await session.inspector.show('Raw');
  return session.inspector.rawText();
}

test('reloading and closing the tab in mid-run lose nothing: the run goes on, and all of it is shown again', async ({
  api,
  session,
  context,
}) => {
  const id = await api.start({ tokensPerSecond: 80 });
  await session.open(id);
  const early = await textOf(session, 'Execution 1.1');
  expect(early.length).toBeGreaterThan(100);

  await session.page.reload();
  expect(await textOf(session, 'Execution 1.1')).toBe(early);
  await expect(session.status(/^live · /)).toBeVisible();
  expect((await api.session(id)).status).toBe('running');

  await session.page.close();
  const seenByNobody = (await api.session(id)).lastSeq;
  await expect.poll(async () => (await api.session(id)).lastSeq).toBeGreaterThan(seenByNobody + 5);

  const again = new SessionPage(await context.newPage());
  await again.open(id);
  await expect(again.status(/^live · /)).toBeVisible();
  expect(await textOf(again, 'Execution 1.1')).toBe(early);
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
