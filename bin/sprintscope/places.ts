import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ExportError } from '#lib/formats/export/export-error.ts';

/** The package's folder: source files lie two levels below it, compiled ones one level. */
const root = packageFolder(path.dirname(fileURLToPath(import.meta.url)));
const installed = root.split(path.sep).includes('node_modules');

/**
 * Where `.data` lies unless a person names another place: in the checkout, where its app keeps it, else in the current
 * folder.
 */
export const home = installed ? process.cwd() : root;

/** The file that runs in the algebra engine's thread: compiled beside the program where the program is compiled. */
export const engineThread = path.join(
  root,
  installed ? 'dist/engine-thread.mjs' : 'lib/answers/engine/thread.ts',
);

/**
 * The page that exported HTML files consist of: part of the published package; a checkout builds it when it is stale.
 */
export async function playerPage(): Promise<string> {
  if (!installed) ensurePlayer();
  try {
    return await readFile(path.join(root, installed ? 'dist/player.html' : '.player/player.html'), 'utf8');
  } catch {
    throw new ExportError('no-player', 'The player page is missing. Install Sprintscope again.');
  }
}

/** Runs in a process of its own, whose output goes to stderr: stdout carries the export. */
function ensurePlayer(): void {
  const step = pathToFileURL(path.join(root, 'bin/steps/player.mjs')).href;
  const program = `const { ensurePlayer } = await import(${JSON.stringify(step)}); ensurePlayer();`;
  spawnSync(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 2, 2] });
}

function packageFolder(from: string): string {
  for (let folder = from; ; folder = path.dirname(folder))
    if (fs.existsSync(path.join(folder, 'package.json')) || folder === path.dirname(folder)) return folder;
}
