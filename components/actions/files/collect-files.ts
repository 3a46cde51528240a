import { assertUnreachable } from '#lib/base/assert.ts';
import { importLimits } from '#lib/formats/limits.ts';
import type { DroppedItems, Given } from './given-files.ts';
import { createSkipCounter, isWorthReading, opensFolder, type Skipped } from './pick-rules.ts';

/** A file that was dropped, picked or pasted: a handle, its content is read when its turn comes. */
export interface PickedFile {
  readonly path: string;
  readonly file: File;
}

/** The collected files, with what was left out of their folders. */
export interface Collected {
  readonly files: readonly PickedFile[];
  readonly skipped: Skipped;
  /** There are more readable files than one import may have: the walk ended early. */
  readonly cut: boolean;
}

/**
 * Whatever way files came. A text is a file of the name it is given.
 * @param onProgress called with the files named so far
 */
export function collectGiven(
  given: Given,
  { textName, onProgress, signal }: CollectOptions,
): Promise<Collected> | Collected {
  switch (given.kind) {
    case 'drop':
      return collectDrop(given.items, onProgress ?? (() => {}), signal);
    case 'files':
      return collectPicked(given.files);
    case 'text':
      return {
        ...collectPicked([]),
        files: [{ path: textName, file: new File([given.text], textName) }],
      };
    default:
      return assertUnreachable(given);
  }
}

interface CollectOptions {
  readonly textName: string;
  readonly onProgress?: (files: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Walks dropped folders. Only lists files and reads none; skips folders that tools keep for themselves.
 * @param onProgress called per folder with the files listed so far
 */
async function collectDrop(
  { entries, files }: DroppedItems,
  onProgress: (files: number) => void,
  signal?: AbortSignal,
): Promise<Collected> {
  const skipped = createSkipCounter();
  const picked: PickedFile[] = files.map((file) => ({ path: file.name, file }));
  let cut = false;

  async function walk(folder: FileSystemDirectoryEntry): Promise<void> {
    if (cut || signal?.aborted) return;
    const children = (await readFolder(folder)).sort((a, b) => byName(a.name, b.name));
    const readable: FileSystemFileEntry[] = [];
    const folders: FileSystemDirectoryEntry[] = [];
    for (const child of children) {
      if (isFolder(child)) {
        if (opensFolder(child.name)) folders.push(child);
        else skipped.folder(child.name);
      } else if (isFile(child) && isWorthReading(child.name)) readable.push(child);
      else skipped.file(child.name);
    }
    await add(readable);
    onProgress(picked.length);
    for (const child of folders) await walk(child);
  }

  /** A file that has become unavailable is skipped and counted. */
  async function add(entriesOfFiles: readonly FileSystemFileEntry[]): Promise<void> {
    const room = importLimits.maxFiles - picked.length;
    if (entriesOfFiles.length > room) cut = true;
    const found = await Promise.all(entriesOfFiles.slice(0, room).map(fileOf));
    for (const [index, file] of found.entries()) {
      const entry = entriesOfFiles[index];
      if (!entry) continue;
      if (file) picked.push({ path: entry.fullPath.replace(/^\//, ''), file });
      else skipped.file(entry.name);
    }
  }

  await add(entries.filter(isFile));
  for (const entry of entries) if (isFolder(entry)) await walk(entry);
  return { files: picked, skipped: skipped.result(), cut };
}

/** Files of a file field; those of a folder field carry their path in it and are sorted out by name. */
function collectPicked(files: Iterable<File>): Collected {
  const skipped = createSkipCounter();
  const picked: PickedFile[] = [];
  const passed = new Set<string>();
  let cut = false;
  for (const file of files) {
    const path = file.webkitRelativePath || file.name;
    const folders = path.split('/').slice(0, -1);
    // We always enter the folder that a person picked.
    const closed = folders.findIndex((name, depth) => depth > 0 && !opensFolder(name));
    if (closed !== -1) {
      const folder = folders.slice(0, closed + 1).join('/');
      if (!passed.has(folder)) skipped.folder(folders[closed] ?? '');
      passed.add(folder);
    } else if (folders.length > 0 && !isWorthReading(file.name)) skipped.file(file.name);
    else if (picked.length >= importLimits.maxFiles) cut = true;
    else picked.push({ path, file });
  }
  if (picked.some(({ path }) => path.includes('/'))) picked.sort((a, b) => byName(a.path, b.path));
  return { files: picked, skipped: skipped.result(), cut };
}

const byName = new Intl.Collator('en', { numeric: true }).compare;

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

/** All of a folder's entries: browsers give them a hundred at a time. */
async function readFolder(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) => {
      // A folder that we may not read counts as empty.
      reader.readEntries(resolve, () => resolve([]));
    });
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File | null> {
  return new Promise((resolve) => {
    entry.file(resolve, () => resolve(null));
  });
}
