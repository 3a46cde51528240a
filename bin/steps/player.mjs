import fs from 'node:fs';
import path from 'node:path';
import { ownNode, root, run } from './dependencies.mjs';
import { hashOf } from './sources.mjs';

const sources = [
  'components',
  'lib',
  'app/globals.css',
  'app/icon.svg',
  'bin/build-player.ts',
  'package-lock.json',
];
const page = path.join(root, '.player/player.html');
const stamp = path.join(root, '.player/built');

/**
 * Builds the page that exported HTML files consist of (about 2 s), unless the last build used exactly the same sources.
 */
export function ensurePlayer() {
  const wanted = hashOf(sources);
  if (fs.existsSync(page) && fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return;
  run(ownNode, [path.join(root, 'bin/build-player.ts')], { env: { ...process.env, NODE_ENV: 'production' } });
  fs.writeFileSync(stamp, wanted);
}
