import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { ownNode, root, run } from './dependencies.mjs';

const sources = [
  'app',
  'components',
  'lib',
  'public',
  'instrumentation.ts',
  'next.config.ts',
  'package.json',
  'package-lock.json',
  'postcss.config.mjs',
  'tsconfig.json',
];
const stamp = path.join(root, '.next/sprintscope-built');

/** Builds the app unless the last build was made of the very same sources. */
export function ensureBuild() {
  const wanted = hashOf(sources);
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return;
  // A build that fails leaves a half-written .next: no stamp may say that it is whole.
  fs.rmSync(stamp, { force: true });
  console.log('Building (once per change)…');
  const next = path.join(root, 'node_modules/next/dist/bin/next');
  run(ownNode, [next, 'build'], {
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
  fs.writeFileSync(stamp, wanted);
}

/** One hash over names and contents; some 500 small files take about 50 ms. Tests do not count. */
function hashOf(names) {
  const hash = createHash('sha256');
  const visit = (name) => {
    const file = path.join(root, name);
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    if (stat?.isDirectory()) for (const child of fs.readdirSync(file).sort()) visit(path.join(name, child));
    else if (stat && !/\.test\.tsx?$/.test(name))
      hash.update(`${name}\0`).update(fs.readFileSync(file)).update('\0');
  };
  names.forEach(visit);
  return hash.digest('hex');
}
