import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from './dependencies.mjs';
import { nodeBundle } from './node-bundle.mjs';
import { hashOf } from './sources.mjs';

const sources = ['lib', 'package-lock.json'];
export const workersFolder = path.join(root, '.workers');
const stamp = path.join(workersFolder, 'built');

/**
 * Compiles what the server's threads run (about 0.3 s), unless the last build used exactly the same sources. Node could
 * strip the types itself, but with its own WebAssembly in every thread: 30 MB each, and where threads start and end
 * while others run, V8 now and then ends the whole process ("Check failed: jit_page_->allocations_.erase(addr) == 1",
 * nodejs/node#64500; two of our own test runs of four).
 */
export function ensureWorkers() {
  const wanted = hashOf(sources);
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return;
  // Not at the top of the file: esbuild may have to be installed first.
  const { buildSync } = createRequire(import.meta.url)('esbuild');
  fs.rmSync(workersFolder, { recursive: true, force: true });
  buildSync({
    ...nodeBundle,
    entryPoints: {
      worker: 'lib/server/workers/worker.ts',
      'count-thread': 'lib/tokens/count-thread.ts',
      // The same worker, which counts words as tokens, for tests.
      'test-worker': 'lib/server/testing/worker.ts',
    },
    outdir: workersFolder,
    sourcemap: 'inline',
  });
  fs.writeFileSync(stamp, wanted);
}
