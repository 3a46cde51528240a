// `npm test`: everything, on a fresh clone: format, lint, types, import rules, unit, property and integration tests, a
// production build, end-to-end tests in a real Chromium. Installs what is missing.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureDependencies, ownNode, root } from './steps/dependencies.mjs';

ensureDependencies();
const { ensureBrowser } = await import('./steps/browser.mjs');
const { ensurePlayer } = await import('./steps/player.mjs');
const { ensureWorkers } = await import('./steps/workers.mjs');

const reports = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintscope-test-'));
const env = {
  ...process.env,
  PATH: `${path.join(root, 'node_modules/.bin')}${path.delimiter}${path.dirname(ownNode)}${path.delimiter}${process.env.PATH}`,
  NEXT_TELEMETRY_DISABLED: '1',
};
const bin = (name) => path.join(root, 'node_modules', name);
let passed = 0;
let failed = 0;

step('format and lint', ['@biomejs/biome/bin/biome', 'ci', '.']);
step('route types', ['next/dist/bin/next', 'typegen']);
step('types', ['typescript/bin/tsc', '--noEmit']);
step('import rules', [path.join(root, 'bin/check-imports.ts')]);
// Tests wait for servers and threads now and then: the build has what they leave of two cores.
ensurePlayer();
ensureWorkers();
const tests = runAside('unit and integration tests', [
  'vitest/vitest.mjs',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${reportOf('vitest')}`,
]);
const built = runAside('build', [path.join(root, 'bin/steps/build.mjs')]);
await tests;
count(reportOf('vitest'), (json) => [json.numPassedTests, json.numFailedTests]);
if (!(await built)) finish();
env.CHROMIUM = await ensureBrowser();
env.PLAYWRIGHT_JSON_OUTPUT_NAME = reportOf('e2e');
run('end-to-end tests', ['@playwright/test/cli.js', 'test', '--reporter=list,json']);
count(reportOf('e2e'), ({ stats }) => [stats.expected + stats.flaky, stats.unexpected]);
finish();

function finish() {
  fs.rmSync(reports, { recursive: true, force: true });
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exit(failed > 0 ? 1 : 0);
}

/** A check without tests of its own counts as one. */
function step(title, args) {
  if (run(title, args)) passed++;
}

function run(title, [script, ...args]) {
  console.log(`\n— ${title}`);
  const startedAt = Date.now();
  const file = path.isAbsolute(script) ? script : bin(script);
  const { status } = spawnSync(ownNode, [file, ...args], { cwd: root, stdio: 'inherit', env });
  told(title, startedAt);
  return status === 0 || fault(title);
}

function fault(title) {
  console.error(`✗ ${title}`);
  failed++;
  return false;
}

/** What it prints is kept until it ends, so that two may run at once. Whether it succeeded. */
function runAside(title, [script, ...args]) {
  const startedAt = Date.now();
  const file = path.isAbsolute(script) ? script : bin(script);
  const child = spawn(ownNode, [file, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  return new Promise((resolve) => {
    child.once('close', (status) => {
      console.log(`\n— ${title}\n${output}`);
      told(title, startedAt);
      resolve(status === 0 || fault(title));
    });
  });
}

/** Where the time goes. */
function told(title, startedAt) {
  console.log(`${title}: ${((Date.now() - startedAt) / 1000).toFixed(0)} s`);
}

function reportOf(name) {
  return path.join(reports, `${name}.json`);
}

/** Adds a runner's own numbers; its failure as a whole has already been counted. */
function count(file, read) {
  if (!fs.existsSync(file)) return;
  const [good, bad] = read(JSON.parse(fs.readFileSync(file, 'utf8')));
  passed += good;
  if (bad > 0) failed += bad - 1;
}
