import { errorAnswer, webPage, wrongKey } from '#lib/models/testing/behaviours.ts';
import { keepsToProtocol, turnOf } from '#lib/models/testing/chat-models.ts';
import { expect, test } from './fixtures.ts';
import { deadPort } from './support/dead-port.ts';
import { expectWhole } from './support/logs.ts';

test('an endpoint that is down: Test says so with a remedy, and a session with it fails readably', async ({
  settings,
  home,
  session,
  page,
  api,
  clean,
}) => {
  // The test answers with a 502, which the browser reports.
  clean.expectConsole(/status of 502/);
  const address = `http://127.0.0.1:${await deadPort()}/v1`;
  await settings.open();
  await settings.add({ name: 'Nobody home', model: 'some-model', baseUrl: address });
  await settings.save('Save and test');
  await api.adoptEndpoint('Nobody home');
  const problem = settings.endpoint('Nobody home').getByRole('alert');
  await expect(problem).toContainText('Nothing answers at the endpoint');
  await expect(problem).toContainText(address);
  await expect(problem).toContainText('Start the server, or correct the host and port');

  await home.open();
  await home.endpoint.selectOption({ label: 'Nobody home · some-model' });
  await home.question.fill('What is the sum of the first ten primes?');
  await home.openAdvanced();
  await home.composer.getByRole('spinbutton', { name: 'Attempts per call' }).fill('2');
  await home.run.click();
  const id = api.adopt(await home.startedSession());

  const notice = page.getByRole('region', { name: /^Nothing answers at the endpoint/ });
  await expect(notice).toContainText('Start the server, or correct the host and port');
  await expect(notice).toContainText(address);
  await expect(notice.getByRole('link', { name: 'Open settings' })).toHaveAttribute('href', '/settings');
  await expect(session.status(/^failed/)).toBeVisible();
  expect((await api.session(id)).status).toBe('failed');
  expectWhole(await api.log(id), 'failed');

  // The page stays usable: inspector, scrubbing, transcript.
  await session.node('Plan 1', 'failed').click();
  await expect(session.inspector.title).toHaveText('Plan 1');
  await expect(session.inspector.content).toContainText('Attempt 1 failed');
  await session.inspector.show('What it saw');
  await expect(session.inspector.content).toContainText('Verified.');
  await session.transport.step('To the start').click();
  await expect(session.nodes).toHaveCount(1);
  await session.transport.step('To the end').click();
  await expect(session.node('Plan 1', 'failed')).toBeVisible();
  await session.showTranscript();
  await expect(session.transcript).toContainText('sum of the first ten primes');
});

const refusals = [
  {
    name: 'a wrong key',
    respond: wrongKey,
    says: 'The endpoint refused the API key',
    remedy: 'Check that the key',
  },
  {
    name: 'a web page instead of JSON',
    respond: () => webPage(200),
    says: 'something other than JSON',
    remedy: 'Check the base URL',
  },
  {
    name: 'a model that does not exist',
    respond: () => errorAnswer(404, 'The model `test-model` does not exist.', { code: 'model_not_found' }),
    says: 'does not serve the model “test-model”',
    remedy: 'Choose a model',
  },
];

for (const { name, respond, says, remedy } of refusals) {
  test(`a session that meets ${name} says what to do`, async ({ session, page, api, startEndpoint }) => {
    const endpoint = await startEndpoint(respond);
    const { id, status } = await api.run({ question: 'What is 1 + 1?', endpointId: endpoint.id });
    expect(status).toBe('failed');
    await session.open(id);
    const notice = page.getByRole('region', { name: new RegExp(says) });
    await expect(notice).toContainText(remedy);
    await expect(session.node('Question')).toBeVisible();
  });
}

test('one branch that fails does not end the session: the planner is told', async ({
  session,
  api,
  startEndpoint,
}) => {
  const script = {
    stages: [
      {
        plan: 'Two parts. <prompt_1.1> Add 2 and 2. </prompt_1.1> <prompt_1.2> Add 3 and 3. </prompt_1.2>',
        executions: ['2 + 2 = 4', '3 + 3 = 6'],
      },
    ],
    answer: 'Together $\\boxed{10}$.',
  };
  const speak = keepsToProtocol(script);
  const endpoint = await startEndpoint((request) => {
    const turn = turnOf(request.prompt);
    return turn.role === 'executor' && turn.index === 2 ? errorAnswer(500, 'Out of memory') : speak(request);
  });
  const { id, status } = await api.run({
    question: 'What is 2 + 2 + 3 + 3?',
    endpointId: endpoint.id,
    settings: { maxAttempts: 2 },
  });
  expect(status).toBe('done');
  await session.open(id);
  await expect(session.node('Execution 1.1', 'done')).toBeVisible();
  await session.node('Execution 1.2', 'failed').click();
  await expect(session.inspector.content).toContainText('Out of memory');
  await expect(session.node('Final answer', 'done')).toBeVisible();
});
