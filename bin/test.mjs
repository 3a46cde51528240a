// `npm test`: everything, on a fresh clone: format, lint, types, import rules, unit, property and integration tests,
// a production build, end-to-end tests in a real Chromium. Installs what is missing by itself.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureDependencies, ownNode, root } from './steps/dependencies.mjs';

ensureDependencies();
const { ensureBuild } = await import('./steps/build.mjs');
const { ensureBrowser } = await import('./steps/browser.mjs');

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
// At the same time: integration tests run one file after the other, and wait for much of theirs.
const projects = ['unit', 'integration'].map((project) => ({
  project,
  ended: runAside([
    'vitest/vitest.mjs',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportOf(project)}`,
  ]),
}));
for (const { project, ended } of projects) {
  const { status, output } = await ended;
  console.log(`\n— ${project} tests\n${output}`);
  if (status !== 0) fault(`${project} tests`);
  count(reportOf(project), (json) => [json.numPassedTests, json.numFailedTests]);
}
ensureBuild();
env.CHROMIUM = await ensureBrowser();
env.PLAYWRIGHT_JSON_OUTPUT_NAME = reportOf('e2e');
run('end-to-end tests', ['@playwright/test/cli.js', 'test', '--reporter=list,json']);
count(reportOf('e2e'), ({ stats }) => [stats.expected + stats.flaky, stats.unexpected]);
fs.rmSync(reports, { recursive: true, force: true });

console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

/** A check without tests of its own counts as one. */
function step(title, args) {
  if (run(title, args)) passed++;
}

function run(title, [script, ...args]) {
  console.log(`\n— ${title}`);
  const file = path.isAbsolute(script) ? script : bin(script);
  const { status } = spawnSync(ownNode, [file, ...args], { cwd: root, stdio: 'inherit', env });
  if (status === 0) return true;
  return fault(title);
}

function fault(title) {
  console.error(`✗ ${title}`);
  failed++;
  return false;
}

/** What it prints is kept, so that two may run at once. */
function runAside([script, ...args]) {
  const child = spawn(ownNode, [bin(script), ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  return new Promise((resolve) => {
    child.once('close', (status) => resolve({ status, output }));
  });
}

function reportOf(name) {
  return path.join(reports, `${name}.json`);
}

/** Adds a runner's own numbers; its failing as a whole was counted once already. */
function count(file, read) {
  if (!fs.existsSync(file)) return;
  const [good, bad] = read(JSON.parse(fs.readFileSync(file, 'utf8')));
  passed += good;
  if (bad > 0) failed += bad - 1;
}
