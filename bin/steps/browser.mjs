import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fail, ownNode, root } from './dependencies.mjs';

/** Draws the same pages without a browser around them, in four fifths of the time (docs/decisions/2026-12-01-pace-of-tests.md). */
const shell = '/usr/bin/chromium-headless-shell';
const usualPlaces = [
  shell,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
];

/** A Chromium to test with: the system's, Playwright's, else one that we install now. Returns its path. */
export async function ensureBrowser() {
  // Not on somebody's own machine: there what is installed already will do.
  if (process.env.CI && !process.env.CHROMIUM && !fs.existsSync(shell)) aptInstall('chromium-headless-shell');
  const found = await findBrowser();
  if (found) return found;
  console.log('No Chromium found: installing one for the end-to-end tests…');
  attempt(ownNode, [path.join(root, 'node_modules/playwright/cli.js'), 'install', 'chromium']);
  if (!(await findBrowser())) aptInstall('chromium');
  return (
    (await findBrowser()) ??
    fail(
      'No Chromium could be installed. Install Chrome or Chromium yourself and name it: CHROMIUM=/path/to/chromium npm test',
    )
  );
}

async function findBrowser() {
  const { chromium } = await import('playwright');
  const places = [process.env.CHROMIUM, ...usualPlaces, chromium.executablePath()];
  return places.find((place) => place && fs.existsSync(place));
}

/** Only as root on a Debian; elsewhere, and without a network, nothing happens. */
function aptInstall(name) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = () => attempt('apt-get', ['install', '-y', '-qq', name], env);
  if (!install() && attempt('apt-get', ['update', '-qq'], env)) install();
}

function attempt(command, args, env = process.env) {
  return spawnSync(command, args, { cwd: root, stdio: 'inherit', env, timeout: 10 * 60_000 }).status === 0;
}
