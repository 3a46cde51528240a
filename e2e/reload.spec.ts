import { keepsToProtocol, turnOf } from '#lib/models/testing/chat-models.ts';
import { expect, test } from './fixtures.ts';
import { SessionPage } from './pages/session-page.ts';
import { expectWhole, fold } from './support/logs.ts';

/** The whole text of a piece that is done, as its tagged transcript. */
async function textOf(session: SessionPage, name: string): Promise<string> {
  await expect(session.node(name, 'done')).toBeVisible();
  await session.choose(name);
  await session.inspector.show('Raw');
  return session.inspector.rawText();
}

const script = {
  stages: [
    {
      plan: 'Two ways. <prompt_1.1> Count the pairs. </prompt_1.1> <prompt_1.2> Count by a formula. </prompt_1.2>',
      executions: ['Pair by pair: '.concat('one more, '.repeat(40), 'in all 45.'), '10 · 9 ÷ 2 = 45'],
    },
    {
      plan: 'Based on execution_1.1, execution_1.2: they agree. <prompt_2.1> Check with four people. </prompt_2.1>',
      executions: ['4 · 3 ÷ 2 = 6, and counted: 6.'],
    },
  ],
  answer: 'There are $\\boxed{45}$ handshakes.',
};

test('reloading and closing the tab in mid-run lose nothing: the run goes on, and all of it is shown again', async ({
  api,
  session,
  context,
  startEndpoint,
}) => {
  // The endpoint continues when the test allows it: until then the session is in the middle of its run.
  const formula = Promise.withResolvers<void>();
  const check = Promise.withResolvers<void>();
  const speak = keepsToProtocol(script, { pieceEveryMs: 2 });
  const endpoint = await startEndpoint(async (request) => {
    const turn = turnOf(request.prompt);
    if (turn.role === 'executor' && turn.stage === 1 && turn.index === 2) await formula.promise;
    if (turn.role === 'executor' && turn.stage === 2) await check.promise;
    return speak(request);
  });
  const id = await api.start({
    question: 'Ten people shake hands, each with each. How many handshakes?',
    endpointId: endpoint.id,
  });

  await session.open(id);
  const early = await textOf(session, 'Execution 1.1');
  expect(early).toContain(script.stages[0]?.executions[0] ?? '?');
  await session.page.reload();
  expect(await textOf(session, 'Execution 1.1')).toBe(early);
  await expect(session.node('Execution 1.2', 'awaiting first token')).toBeVisible();
  await expect(session.status(/^live · /)).toBeVisible();
  expect((await api.session(id)).status).toBe('running');

  await session.page.close();
  formula.resolve();
  // The next round begins although nobody watches.
  await expect
    .poll(async () => (await api.log(id)).some((event) => event.type === 'prompt-end' && event.stage === 2))
    .toBe(true);

  const again = new SessionPage(await context.newPage());
  await again.open(id);
  await expect(again.status(/^live · /)).toBeVisible();
  expect(await textOf(again, 'Execution 1.1')).toBe(early);
  expect(await textOf(again, 'Execution 1.2')).toContain('10 · 9 ÷ 2 = 45');
  await expect(again.node('Execution 2.1', 'awaiting first token')).toBeVisible();
  check.resolve();
  await expect(again.status(/^done · 2 stages/)).toBeVisible();
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

test('a page that loses its server says so, and shows what it missed when it is back', async ({
  api,
  session,
  context,
  clean,
  startEndpoint,
}) => {
  clean.expectConsole(/Failed to load resource|net::/);
  const formula = Promise.withResolvers<void>();
  const speak = keepsToProtocol(script);
  const endpoint = await startEndpoint(async (request) => {
    const turn = turnOf(request.prompt);
    if (turn.role === 'executor' && turn.stage === 1 && turn.index === 2) await formula.promise;
    return speak(request);
  });
  const id = await api.start({ question: 'Ten people shake hands.', endpointId: endpoint.id });
  await session.open(id);
  await expect(session.node('Execution 1.1', 'done')).toBeVisible();

  const lost = session.page.getByRole('status', { name: 'Connection lost, trying again' });
  await context.setOffline(true);
  formula.resolve();
  await expect(lost).toBeVisible();
  await expect(session.node('Execution 1.1', 'done')).toBeVisible();
  await expect.poll(async () => (await api.session(id)).status).toBe('done');
  await expect(session.node('Execution 1.2', 'done')).toHaveCount(0);

  await context.setOffline(false);
  await expect(session.status(/^done · 2 stages/)).toBeVisible();
  await expect(lost).toHaveCount(0);
  await expect(session.node('Final answer', 'done')).toBeVisible();
});
