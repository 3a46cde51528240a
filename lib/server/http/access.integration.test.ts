import { afterEach, beforeEach, expect, it } from 'vitest';
import { createAccess } from '../access/access.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

const token = 'correct-horse-battery-staple';
let server: TestServer;

beforeEach(async () => {
  const access = createAccess({ token, secret: new Uint8Array(32), port: '1', clock: { now: () => 0 } });
  server = await startTestServer({ access });
});
afterEach(() => server.close());

it('handlers ask for the token themselves, too: there need be no front door (next dev)', async () => {
  const response = await server.fetch('/api/sessions');
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({ type: 'urn:sprintscope:problem:token-needed' });
  const headers = { authorization: `Bearer ${token}` };
  expect((await server.fetch('/api/sessions', { headers })).status).toBe(200);
});

it('health is open, and says to strangers only that and which', async () => {
  const health = await server.fetch('/api/health');
  expect(health.status).toBe(200);
  expect(Object.keys((await health.json()) as object).sort()).toEqual(['status', 'version']);
  const headers = { authorization: `Bearer ${token}` };
  expect(await (await server.fetch('/api/health', { headers })).json()).toHaveProperty('sessionsRunning', 0);
});
