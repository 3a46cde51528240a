import { type Handler, json } from './handle.ts';

/**
 * For a start script, a monitor or a page: that the server answers, what it is doing, and whether it can store. 200 also
 * while it cannot: reading and exporting work, and a restart would not help.
 */
export const getHealth: Handler = async ({ server }) => {
  const storage = await server.health.look();
  return json({
    status: storage.state === 'ok' ? 'ok' : 'degraded',
    version: server.config.version,
    sessionsRunning: server.supervisor.running,
    storage,
  });
};
