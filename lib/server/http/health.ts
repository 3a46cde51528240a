import { type Handler, isAdmitted, json } from './handle.ts';

/**
 * For a start script, a monitor or a page: that the server answers, and to whoever may know it what it is doing, and whether
 * it can store. 200 also while it cannot: reading and exporting work, and a restart would not help.
 */
export const getHealth: Handler = async ({ server, request }) => {
  const storage = await server.health.look();
  const open = { status: storage.state === 'ok' ? 'ok' : 'degraded', version: server.config.version };
  if (!isAdmitted(request, server)) return json(open);
  return json({ ...open, sessionsRunning: server.supervisor.running, storage });
};
