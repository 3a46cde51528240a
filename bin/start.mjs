// `npm start`: installs, builds and serves. Works on a fresh clone with nothing but Node (20 or newer) and npm.
import { spawn } from 'node:child_process';
import net from 'node:net';
import path from 'node:path';
import { ensureBuild } from './steps/build.mjs';
import { ensureDependencies, fail, ownNode, root } from './steps/dependencies.mjs';

const host = process.env.HOST || '127.0.0.1';
const port = Number(process.env.PORT || 3000);
if (!Number.isInteger(port) || port < 1 || port > 65535)
  fail(`PORT must be a number from 1 to 65535, not "${process.env.PORT}".`);

ensureDependencies();
ensureBuild();
await assertPortIsFree();
const server = serve();
process.on('exit', () => server.kill('SIGTERM'));
await announce();

function serve() {
  const next = path.join(root, 'node_modules/next/dist/bin/next');
  const child = spawn(ownNode, [next, 'start', '-H', host, '-p', String(port)], {
    cwd: root,
    // Next's own banner says less than ours; its errors still come through.
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      HOST: host,
      PORT: String(port),
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
    },
  });
  child.on('exit', (code, signal) =>
    process.exit(code ?? (signal === 'SIGTERM' || signal === 'SIGINT' ? 0 : 1)),
  );
  const stop = () => child.kill('SIGTERM');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  // npm does not pass every signal on: when it is gone, the server must not stay behind holding port and data folder.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop(), 500).unref();
  return child;
}

/** Says where the app is and what a question would be sent to, once the server answers. */
async function announce() {
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  const address = `http://${shown}:${port}`;
  for (const begun = Date.now(); ; ) {
    if (server.exitCode !== null) return;
    try {
      const health = await fetch(`${address}/api/health`);
      if (health.ok) break;
      if (Date.now() - begun > 30_000)
        fail(`${address}/api/health answers ${health.status}: the server did not start well.`);
    } catch {}
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { endpoints, defaultEndpointId } = await (await fetch(`${address}/api/endpoints`)).json();
  const chosen = endpoints.find((endpoint) => endpoint.id === defaultEndpointId) ?? endpoints[0];
  console.log(`\n  Sprintscope is ready: ${address}`);
  console.log(
    chosen.kind === 'built-in'
      ? '  Endpoint: built-in Countdown reasoner (rule-based, not a language model). Connect a model in Settings or with SPRINT_BASE_URL and SPRINT_MODEL.'
      : `  Endpoint: ${chosen.name}, ${chosen.model} at ${chosen.baseUrl} (${chosen.mode})`,
  );
  console.log('  Stop with Ctrl+C.\n');
}

async function assertPortIsFree() {
  await new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', (error) =>
      fail(
        error.code === 'EADDRINUSE'
          ? `Port ${port} on ${host} is taken. Stop what uses it, or choose another: PORT=3001 npm start`
          : `Cannot listen on ${host}:${port}: ${error.message}`,
      ),
    );
    probe.listen(port, host, () => probe.close(resolve));
  });
}
