// What `npm start` runs once everything is built, and `npm run dev`: our HTTP server, which passes requests for pages
// on to Next.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { networkInterfaces } from 'node:os';
import { resolve } from 'node:path';
import { embedThemeScript } from '#components/embed/embed-theme.ts';
import { themeScript } from '#components/ui/theme.ts';
import { listensOnLoopback } from '#lib/server/access/loopback.ts';
import { processAccess } from '#lib/server/access/process-access.ts';
import {
  type AnnouncedEndpoint,
  announcement,
  localAddress,
  networkWarning,
} from '#lib/server/front/announcement.ts';
import { createFrontDoor, type Listener } from '#lib/server/front/front-door.ts';
import { createHttpServer } from '#lib/server/front/http-server.ts';
import { NO_HASHES, readScriptHashes } from '#lib/server/front/script-hashes.ts';
import { createSecurityPolicy } from '#lib/server/front/security-headers.ts';
import { hostPolicy } from '#lib/server/http/host-policy.ts';
import { outputLine } from '#lib/server/output-line.ts';

const dev = process.argv.includes('--dev');
const dir = resolve(import.meta.dirname, '..');
const hostname = process.env.HOST || '127.0.0.1';
const port = Number(process.env.PORT || 3000);
// Next reads NODE_ENV when it is loaded.
Object.assign(process.env, { NODE_ENV: dev ? 'development' : 'production' });

const access = accessOrExit();
const door = createFrontDoor({
  // Requests that arrive before Next is ready wait for it.
  next: async (request, response) => (await ready)(request, response),
  hosts: hostPolicy(process.env),
  access,
  report: (message, error) => console.error(outputLine(message, error)),
});
// In development Next prerenders nothing.
const hashes = dev ? NO_HASHES : readScriptHashes(builtPages());
const http = createHttpServer(door, {
  policy: createSecurityPolicy({ dev, hashes, scripts: [themeScript, embedThemeScript] }),
});
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
// Once the sessions are closed (lib/server/start-up.ts), the answers under way are the last ones.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => http.close(() => process.exit(0)));

const ready = prepareNext();
await ready;
const announced = {
  ...{ host: hostname, port, token: access.token, endpoint: await endpointInUse() },
  tokenIsGiven: process.env.SPRINT_TOKEN?.trim() === access.token,
  onNetwork: !listensOnLoopback(process.env),
  interfaces: Object.values(networkInterfaces()).flatMap((list) => list ?? []),
};
console.log(announcement(announced));
const warning = networkWarning(announced);
if (warning) console.warn(warning);

function accessOrExit() {
  try {
    return processAccess();
  } catch (error) {
    console.error(`\n  ${(error as Error).message}\n`);
    process.exit(1);
  }
}

function builtPages(): string {
  return resolve(dir, process.env.NEXT_DIST_DIR ?? '.next', 'server/app');
}

/** Also opens the data folder (instrumentation.ts), which reports what prevents that and ends the process. */
async function prepareNext(): Promise<Listener> {
  const { default: next } = await import('next');
  // Next attaches its upgrade handlers to this server, which never listens: production has no upgrades.
  const httpServer = dev ? http : createServer();
  const app = next({ dev, dir, hostname, port, httpServer, quiet: !dev });
  await app.prepare();
  return app.getRequestHandler();
}

async function endpointInUse(): Promise<AnnouncedEndpoint> {
  const headers: HeadersInit = access.token === null ? {} : { authorization: `Bearer ${access.token}` };
  const response = await fetch(`${localAddress(hostname, port)}/api/endpoints`, { headers });
  const { endpoints, defaultEndpointId } = (await response.json()) as {
    endpoints: [AnnouncedEndpoint];
    defaultEndpointId: string;
  };
  return endpoints.find(({ id }) => id === defaultEndpointId) ?? endpoints[0];
}
