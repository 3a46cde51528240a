/** Which files of a dropped folder we open. Files that a person picks one by one are always opened. */

const passedFolders = new Set([
  'node_modules',
  'site-packages',
  '__pycache__',
  '__MACOSX',
  'venv',
  'env',
  'dist',
  'build',
  'target',
]);

const readable = new Set(['txt', 'text', 'md', 'json', 'jsonl', 'ndjson', 'csv', 'tsv', 'log', 'zip']);

/** Texts that come with a checkout and are no traces, although their extensions would fit. */
const ofProjects =
  /^(?:readme|licen[cs]e|copying|notice|changelog|contributing|code_of_conduct|security|authors)(?:\.\w+)*$|^requirements[\w-]*\.txt$|^cmakelists\.txt$|^(?:package|package-lock|tsconfig|jsconfig|composer|manifest|settings|launch)\.json$/i;

/** Whether to walk a folder of this name: not one that tools keep for themselves. */
export function opensFolder(name: string): boolean {
  return !name.startsWith('.') && !passedFolders.has(name);
}

/** Whether a file of this name, found in a folder, may hold traces. */
export function isWorthReading(name: string): boolean {
  return !name.startsWith('.') && readable.has(extensionOf(name)) && !ofProjects.test(name);
}

/** Lower case, without the dot; empty where there is none. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
}

/** What was skipped unread. */
export interface Skipped {
  readonly files: number;
  /** Files by extension, `.png`, or by the whole name where it has none. */
  readonly endings: ReadonlyMap<string, number>;
  /** Folders that were not walked into, by name. */
  readonly folders: ReadonlyMap<string, number>;
}

export const nothingSkipped: Skipped = { files: 0, endings: new Map(), folders: new Map() };

/** Counts what is skipped. */
export function createSkipCounter() {
  const endings = new Map<string, number>();
  const folders = new Map<string, number>();
  let files = 0;
  return {
    file(name: string) {
      files++;
      const ending = extensionOf(name);
      count(endings, ending !== '' && readable.has(ending) ? name : ending === '' ? name : `.${ending}`);
    },
    folder: (name: string) => count(folders, name),
    result: (): Skipped => ({ files, endings, folders }),
  };
}

export function mergeSkipped(a: Skipped, b: Skipped): Skipped {
  return {
    files: a.files + b.files,
    endings: mergeCounts(a.endings, b.endings),
    folders: mergeCounts(a.folders, b.folders),
  };
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function mergeCounts(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): Map<string, number> {
  const merged = new Map(a);
  for (const [key, value] of b) merged.set(key, (merged.get(key) ?? 0) + value);
  return merged;
}
