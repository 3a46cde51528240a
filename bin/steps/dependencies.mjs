// Runs before anything is installed, on any Node that the system has (20 and up): built-in modules only.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const stamp = path.join(root, 'node_modules/.sprintscope-installed');

/** Our own Node, pinned as a dependency: the system's may be older than Next and `node:sqlite` need. */
export const ownNode = path.join(
  root,
  'node_modules/node/bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

/**
 * Installs what package-lock.json lists, once per lock file. Exits with npm's code where that fails. `quietly`: all
 * output goes to stderr.
 */
export function ensureDependencies({ quietly = false } = {}) {
  const lock = fs.readFileSync(path.join(root, 'package-lock.json'));
  const wanted = createHash('sha256').update(lock).digest('hex');
  const installed = fs.existsSync(stamp) ? fs.readFileSync(stamp, 'utf8') : '';
  if (installed === wanted && fs.existsSync(ownNode)) return;
  (quietly ? console.error : console.log)('Installing dependencies (once)…');
  // Some packages ask for a newer Node than the system's; everything here runs on ours.
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    shell: process.platform === 'win32',
    stdio: quietly ? ['inherit', 2, 'inherit'] : 'inherit',
  });
  if (!fs.existsSync(ownNode))
    fail('The package "node" did not install its binary. Delete node_modules and try again.');
  fs.writeFileSync(stamp, wanted);
}

/** Runs a command to its end and shows its output; exits with its code where it fails. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (error) fail(`${command} could not be started: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

export function fail(message) {
  console.error(message);
  process.exit(1);
}
