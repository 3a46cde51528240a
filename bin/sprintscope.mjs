#!/usr/bin/env node
// The command line, from a checkout (`npm run -s sprintscope --`) or installed (`npx sprintscope`). Starts on any Node
// from 20, hands over to the Node that is pinned as a dependency, and reports on stderr what it installs, so that JSON
// on stdout stays valid.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { ensureDependencies, ownNode, root } from './steps/dependencies.mjs';

const [node, main] = root.split(path.sep).includes('node_modules') ? installed() : inCheckout();
const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
// The terminal sends Ctrl+C to both: the command ends its run properly, and this waits for it.
process.on('SIGINT', () => {});
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));

/**
 * Runs the compiled files: Node cannot run TypeScript under node_modules. The package `node` may lie beside us or
 * above.
 */
function installed() {
  const folder = path.dirname(createRequire(import.meta.url).resolve('node/package.json'));
  const binary = path.join(folder, 'bin', path.basename(ownNode));
  // Where install scripts are not allowed the package has no binary; then we use the system's Node.
  return [fs.existsSync(binary) ? binary : process.execPath, path.join(root, 'dist/sprintscope.mjs')];
}

function inCheckout() {
  ensureDependencies({ quietly: true });
  return [ownNode, path.join(root, 'bin/sprintscope/main.ts')];
}
