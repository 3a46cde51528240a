import { type Handler, json } from './handle.ts';

/** For a start script or a monitor: that the server answers, and what it is doing. */
export const getHealth: Handler = ({ server }) =>
  json({ status: 'ok', version: server.config.version, sessionsRunning: server.supervisor.running });
