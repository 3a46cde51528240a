// What `npm start` runs once all is built, and `npm run dev`: our HTTP server, with Next behind its front door.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { resolve } from 'node:path';
import { type AnnouncedEndpoint, announcement, localAddress } from '#lib/server/front/announcement.ts';
import { createFrontDoor, type Listener } from '#lib/server/front/front-door.ts';
import { createHttpServer } from '#lib/server/front/http-server.ts';
import { hostPolicy } from '#lib/server/http/guard.ts';
import { outputLine } from '#lib/server/output-line.ts';

const dev = process.argv.includes('--dev');
const dir = resolve(import.meta.dirname, '..');
const hostname = process.env.HOST || '127.0.0.1';
const port = Number(process.env.PORT || 3000);
// Next reads it when it is loaded.
Object.assign(process.env, { NODE_ENV: dev ? 'development' : 'production' });

const door = createFrontDoor({
  // Requests that come while Next gets ready wait for it.
  next: async (request, response) => (await ready)(request, response),
  hosts: hostPolicy(process.env),
  report: (message, error) => console.error(outputLine(message, error)),
});
const http = createHttpServer(door);
http.on('error', (error: NodeJS.ErrnoException) => {
  console.error(
    error.code === 'EADDRINUSE'
      ? `Port ${port} on ${hostname} is taken. Stop what uses it, or choose another: PORT=3001 npm start`
      : `Cannot listen on ${hostname}:${port}: ${error.message}`,
  );
  process.exit(1);
});
http.listen(port, hostname);
await once(http, 'listening');
// Once the sessions are closed (lib/server/shut-down.ts), the answers under way are the last ones.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => http.close(() => process.exit(0)));

const ready = prepareNext();
await ready;
console.log(announcement(localAddress(hostname, port), await endpointInUse()));

/** Opens the data folder, too (instrumentation.ts); what hinders that is said there and ends the process. */
async function prepareNext(): Promise<Listener> {
  const { default: next } = await import('next');
  // Next takes upgrades from this server, which never listens: in production there are none.
  const httpServer = dev ? http : createServer();
  const app = next({ dev, dir, hostname, port, httpServer, quiet: !dev });
  await app.prepare();
  return app.getRequestHandler();
}

async function endpointInUse(): Promise<AnnouncedEndpoint> {
  const response = await fetch(`${localAddress(hostname, port)}/api/endpoints`);
  const { endpoints, defaultEndpointId } = (await response.json()) as {
    endpoints: [AnnouncedEndpoint];
    defaultEndpointId: string;
  };
  return endpoints.find(({ id }) => id === defaultEndpointId) ?? endpoints[0];
}
