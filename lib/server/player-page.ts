import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pageFrame } from '#lib/formats/export/html-page.ts';
import { HttpProblem } from './http/problem.ts';

/**
 * The page of exported HTML files, as `npm start` builds it (bin/steps/player.mjs). We read it each time: requests for
 * it are rare, and it may be built while the server runs. Throws HttpProblem `player-not-built`.
 */
export async function readPlayerPage(root = process.cwd()): Promise<string> {
  try {
    return await readFile(path.join(/* turbopackIgnore: true */ root, '.player', 'player.html'), 'utf8');
  } catch {
    throw notBuilt();
  }
}

/** The part of that page that is the same for every session, as bytes. Throws HttpProblem `player-not-built`. */
export async function readPlayerFrame(root?: string): Promise<Uint8Array<ArrayBuffer>[]> {
  const page = await readPlayerPage(root);
  try {
    return pageFrame(page).map((part) => new TextEncoder().encode(part));
  } catch {
    throw notBuilt();
  }
}

const notBuilt = () =>
  new HttpProblem(503, 'player-not-built', 'The player page was not built.', {
    remedy: 'Run npm run build:player where the server was started; npm start does it by itself.',
  });
