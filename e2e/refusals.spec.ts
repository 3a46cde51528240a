import { expect, test } from './fixtures.ts';

// The statuses of docs/api.md, at the production build: it contains some modules more than once, unlike the unit tests.
test('what the server refuses it says with a status of its own, never as an error of ours', async ({
  api,
}) => {
  expect(await api.refusal('DELETE', '/api/endpoints/none')).toEqual({
    status: 404,
    type: 'endpoint-not-found',
  });
  expect(await api.refusal('PATCH', '/api/endpoints/built-in', { name: 'Mine' })).toEqual({
    status: 409,
    type: 'endpoint-read-only',
  });
  expect(await api.refusal('POST', '/api/endpoints/none/test', {})).toEqual({
    status: 404,
    type: 'endpoint-not-found',
  });
  expect(await api.refusal('POST', '/api/sessions', { question: 'x', endpointId: 'none' })).toEqual({
    status: 404,
    type: 'endpoint-not-found',
  });
  expect(await api.refusal('DELETE', '/api/sessions/none')).toEqual({
    status: 404,
    type: 'session-not-found',
  });
  expect(await api.refusal('POST', '/api/sessions', { question: '' })).toEqual({
    status: 400,
    type: 'invalid-request',
  });
  expect(await api.refusal('POST', '/api/nothing')).toEqual({ status: 404, type: 'unknown-path' });
});

test('more sessions at once than allowed: the page says so, and runs when one has ended', async ({
  home,
  api,
  clean,
}) => {
  clean.expectConsole(/status of 429/);
  const [first] = await Promise.all(Array.from({ length: 16 }, () => api.start({ tokensPerSecond: 5 })));
  await home.open();
  await home.choosePace(1000);
  await home.chip(/45/).click();
  await home.run.click();
  await expect(home.composer.getByRole('alert')).toContainText('16 sessions are running');
  await api.cancel(first ?? '');
  await home.run.click();
  api.adopt(await home.startedSession());
});
