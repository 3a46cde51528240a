// `npm run build:cli` (and `npm pack`): compiles the command line to dist/, since a package that is installed under
// node_modules cannot run TypeScript. Other packages stay imports: the tokenizer alone is 80 MB.
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { nodeBundle } from './steps/node-bundle.mjs';
import { ensurePlayer } from './steps/player.mjs';

const root = path.resolve(import.meta.dirname, '..');
/** A test that must not touch the checkout names a folder other than dist/. */
const folder = path.resolve(process.argv[2] ?? path.join(root, 'dist'));
fs.rmSync(folder, { recursive: true, force: true });
await build({
  ...nodeBundle,
  entryPoints: {
    sprintscope: 'bin/sprintscope/main.ts',
    // bin/sprintscope/places.ts relies on this name.
    'engine-thread': 'lib/answers/engine/thread.ts',
    // lib/tokens/worker-counter.ts relies on this name.
    'count-thread': 'lib/tokens/count-thread.ts',
  },
  outdir: folder,
});
// The player page goes into the package: an installed one has no source to build it from.
ensurePlayer();
fs.copyFileSync(path.join(root, '.player/player.html'), path.join(folder, 'player.html'));
fs.chmodSync(path.join(folder, 'sprintscope.mjs'), 0o755);
