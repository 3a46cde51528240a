import fs from 'node:fs';
import path from 'node:path';
import { ownNode, root, run } from './dependencies.mjs';
import { ensurePlayer } from './player.mjs';
import { hashOf } from './sources.mjs';
import { ensureWorkers } from './workers.mjs';

const sources = [
  'app',
  'components',
  'lib',
  'public',
  'bin/pure-components.cjs',
  'instrumentation.ts',
  'next.config.ts',
  'package.json',
  'package-lock.json',
  'postcss.config.mjs',
  'tsconfig.json',
];
const stamp = path.join(root, '.next/sprintscope-built');

/** Builds the app unless the last build used exactly the same sources. */
export function ensureBuild() {
  ensurePlayer();
  ensureWorkers();
  const wanted = hashOf(sources);
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return;
  // A build that fails leaves a half-written .next: no stamp may claim that it is complete.
  fs.rmSync(stamp, { force: true });
  console.log('Building (once per change)…');
  const next = path.join(root, 'node_modules/next/dist/bin/next');
  run(ownNode, [next, 'build'], {
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
  fs.writeFileSync(stamp, wanted);
}

// As a program: for `npm test`, which runs tests beside it.
if (process.argv[1] === import.meta.filename) ensureBuild();
