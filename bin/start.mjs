// `npm start`: installs, builds and serves. Works on a fresh clone with nothing but Node (20 or newer) and npm.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { ensureBuild } from './steps/build.mjs';
import { ensureDependencies, fail, ownNode, root } from './steps/dependencies.mjs';
import { serverFlags } from './steps/server-flags.mjs';
import { workersFolder } from './steps/workers.mjs';

const host = process.env.HOST || '127.0.0.1';
const port = Number(process.env.PORT || 3000);
if (!Number.isInteger(port) || port < 1 || port > 65535)
  fail(`PORT must be a number from 1 to 65535, not "${process.env.PORT}".`);

ensureDependencies();
ensureBuild();
const server = serve();
process.on('exit', () => server.kill('SIGTERM'));

function serve() {
  const child = spawn(ownNode, [...serverFlags, path.join(root, 'bin/serve.ts')], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      HOST: host,
      PORT: String(port),
      NODE_ENV: 'production',
      SPRINT_WORKERS_DIR: workersFolder,
      NEXT_TELEMETRY_DISABLED: '1',
    },
  });
  child.on('exit', (code, signal) =>
    process.exit(code ?? (signal === 'SIGTERM' || signal === 'SIGINT' ? 0 : 1)),
  );
  const stop = () => child.kill('SIGTERM');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  // npm does not pass every signal on: when npm is gone, the server must not stay behind holding port and data folder.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop(), 500).unref();
  return child;
}
