import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { SourceFile } from '#lib/formats/files/open-files.ts';
import { CommandError } from './terminal.ts';

/** Folders that hold no traces and may hold a million files. */
const SKIPPED = new Set(['node_modules', '.git', '.next', '.venv', '__pycache__']);

/**
 * The files behind paths that a person gave; walks folders in order of names and leaves out hidden entries. Each file
 * keeps the path as given, followed by its path inside the folder.
 * @throws CommandError `not-found`
 */
export async function* sourceFiles(paths: readonly string[], cwd: string): AsyncGenerator<SourceFile> {
  for (const given of paths) {
    const absolute = path.resolve(cwd, given);
    const found = await stat(absolute).catch((cause: unknown) => {
      throw new CommandError('not-found', `${given}: there is no such file or folder.`, { cause });
    });
    if (found.isDirectory()) yield* walk(absolute, given);
    else yield fileAt(absolute, given, found.size);
  }
}

async function* walk(folder: string, given: string): AsyncGenerator<SourceFile> {
  const entries = await readdir(folder, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name.startsWith('.') || SKIPPED.has(entry.name)) continue;
    const absolute = path.join(folder, entry.name);
    const shown = path.join(given, entry.name);
    // A link may lead out of the folder or in a circle; the person named only what lies in the folder.
    if (entry.isDirectory()) yield* walk(absolute, shown);
    else if (entry.isFile()) yield fileAt(absolute, shown, (await stat(absolute)).size);
  }
}

const fileAt = (absolute: string, shown: string, size: number): SourceFile => ({
  path: shown,
  size,
  bytes: () => readFile(absolute),
});
