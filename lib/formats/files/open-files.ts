import { formatBytes } from '#lib/base/format.ts';
import type { ImportProblem, ImportProblemType } from '#lib/contract/imports.ts';
import { type ImportLimits, importLimits } from '../limits.ts';
import { isParquet } from '../parquet/magic.ts';
import { decodeText } from './decode-text.ts';
import { type Expanded, expandEntry } from './expand-entry.ts';
import { isZip, zipDirectory } from './zip-directory.ts';

/** A file from a browser, a command line or a request; we fetch its bytes in its turn. */
export interface SourceFile {
  readonly path: string;
  readonly size: number;
  bytes(): Promise<Uint8Array>;
}

/** A text that may hold traces. */
export interface OpenedFile {
  /** As given; inside an archive `archive.zip/inner/path`. */
  readonly path: string;
  readonly text: string;
}

/** Distinguishes the two kinds of item that `openFiles` yields. */
export const isImportProblem = (one: OpenedFile | ImportProblem): one is ImportProblem => 'remedy' in one;

/** What a whole import has used up so far. */
interface Used {
  files: number;
  full: boolean;
}

/**
 * The texts in the given files, with archives opened, in the order given, one at a time: keeps nothing of a file once
 * the caller requests the next. Yields what cannot be opened as a problem and continues. Never throws.
 */
export async function* openFiles(
  files: AsyncIterable<SourceFile> | Iterable<SourceFile>,
  limits: ImportLimits = importLimits,
): AsyncGenerator<OpenedFile | ImportProblem, void, void> {
  const used: Used = { files: 0, full: false };
  for await (const file of files) {
    if (isLitter(file.path)) continue;
    if (used.full) return;
    const most = Math.max(limits.maxFileBytes, limits.maxArchiveBytes);
    if (file.size > most) {
      if (!countFile(used, limits)) yield tooMany(file.path, limits);
      else yield tooLarge(file.path, file.size, most);
      continue;
    }
    let bytes: Uint8Array;
    try {
      bytes = await file.bytes();
    } catch (cause) {
      yield unreadable(file.path, cause);
      continue;
    }
    // Loaded where it is needed: most imports hold no Parquet.
    const key =
      isParquet(bytes) && bytes.length <= limits.maxFileBytes
        ? await (await import('../parquet/answer-key.ts')).parquetKey(file.path, bytes, limits)
        : null;
    if (!key) {
      yield* openBytes(file.path, bytes, 0, used, { left: limits.maxExpandedBytes }, limits);
      continue;
    }
    if (countFile(used, limits)) {
      yield { path: file.path, text: key.text };
      yield* key.problems;
    } else yield tooMany(file.path, limits);
  }
}

function* openBytes(
  path: string,
  bytes: Uint8Array,
  depth: number,
  used: Used,
  budget: { left: number },
  limits: ImportLimits,
): Generator<OpenedFile | ImportProblem, void, void> {
  if (!countFile(used, limits)) {
    yield tooMany(path, limits);
    return;
  }
  if (isZip(bytes)) {
    if (bytes.length > limits.maxArchiveBytes) yield tooLarge(path, bytes.length, limits.maxArchiveBytes);
    else if (depth >= limits.maxArchiveDepth) yield archiveProblem(path, 'zip-too-deep', limits);
    else yield* openArchive(path, bytes, depth, used, budget, limits);
    return;
  }
  if (/\.zip$/i.test(path)) yield archiveProblem(path, 'zip-damaged', limits);
  else if (bytes.length > limits.maxFileBytes) yield tooLarge(path, bytes.length, limits.maxFileBytes);
  else {
    const decoded = decodeText(path, bytes);
    yield decoded.ok ? { path, text: decoded.text } : decoded.problem;
  }
}

function* openArchive(
  path: string,
  bytes: Uint8Array,
  depth: number,
  used: Used,
  budget: { left: number },
  limits: ImportLimits,
): Generator<OpenedFile | ImportProblem, void, void> {
  const directory = zipDirectory(bytes);
  if (!directory) {
    yield archiveProblem(path, 'zip-damaged', limits);
    return;
  }
  let seen = 0;
  let expanded = 0;
  for (const entry of directory.entries) {
    seen++;
    if (/[\\/]$/.test(entry.name) || isLitter(entry.name)) continue;
    if (entry.name === '[Content_Types].xml') {
      yield archiveProblem(path, 'binary', limits);
      return;
    }
    const inner = `${path}/${safePath(entry.name)}`;
    if (used.full) return;
    const result = expandEntry(bytes, entry, { ...limits, bytesLeft: budget.left });
    if (!result.ok) {
      budget.left -= result.spentBytes;
      if (!countFile(used, limits)) yield tooMany(inner, limits);
      else yield entryProblem(inner, result.why, limits);
      if (result.why === 'total' || used.full) return;
      continue;
    }
    budget.left -= result.bytes.length;
    expanded += result.bytes.length;
    // Entries that share their bytes each stay under the ratio; together they do not.
    if (expanded > 8 * limits.ratioFromBytes && expanded > limits.maxRatio * bytes.length) {
      yield archiveProblem(path, 'zip-ratio', limits);
      return;
    }
    yield* openBytes(inner, result.bytes, depth + 1, used, budget, limits);
  }
  if (seen < directory.count) yield archiveProblem(path, 'zip-damaged', limits);
}

/** False once there are too many; reported once, then the import ends. */
function countFile(used: Used, limits: ImportLimits): boolean {
  used.files++;
  used.full = used.files > limits.maxFiles;
  return !used.full;
}

const tooMany = (path: string, { maxFiles }: ImportLimits): ImportProblem => ({
  place: { path },
  type: 'too-many',
  message: `More than ${maxFiles.toLocaleString('en')} files; this one and the rest were not opened.`,
  remedy: 'Import them in several parts.',
});

const tooLarge = (path: string, size: number, most: number): ImportProblem => ({
  place: { path },
  type: 'too-large',
  message: `The file has ${formatBytes(size)}; at most ${formatBytes(most)} are opened.`,
  remedy: 'Split it into smaller files.',
});

const unreadable = (path: string, cause: unknown): ImportProblem => ({
  place: { path },
  type: 'unknown-format',
  message: `The file could not be read: ${cause instanceof Error ? cause.message : String(cause)}`,
  remedy: 'Check that it still exists and that you may read it.',
});

type ArchiveProblemType = 'zip-damaged' | 'zip-too-deep' | 'zip-ratio' | 'binary';

/** Why an archive could not be opened as a whole, or only partly. */
function archiveProblem(path: string, type: ArchiveProblemType, limits: ImportLimits): ImportProblem {
  const texts: Record<ArchiveProblemType, readonly [message: string, remedy: string]> = {
    'zip-damaged': [
      'The zip archive is damaged or incomplete: its directory does not fit what is in it.',
      'Download or pack it again.',
    ],
    'zip-too-deep': [
      `Archives within archives are opened ${limits.maxArchiveDepth} deep; this one lies deeper.`,
      'Unpack the outer archives first.',
    ],
    'zip-ratio': [
      `The archive unfolds to more than ${limits.maxRatio} times its size; it was not expanded further.`,
      'Unpack it yourself if you trust it, and import the files.',
    ],
    binary: ['This is an office document, not text.', 'Save its table as CSV, or paste its text.'],
  };
  const [message, remedy] = texts[type];
  return { place: { path }, type, message, remedy };
}

type EntryFailure = Extract<Expanded, { ok: false }>['why'];

/** Why one entry of an archive was not opened. */
function entryProblem(path: string, why: EntryFailure, limits: ImportLimits): ImportProblem {
  const texts: Record<EntryFailure, readonly [type: ImportProblemType, message: string, remedy: string]> = {
    damaged: ['zip-damaged', 'This entry of the archive is damaged.', 'Download or pack the archive again.'],
    encrypted: [
      'zip-encrypted',
      'This entry of the archive is encrypted.',
      'Unpack it with its password first.',
    ],
    method: [
      'zip-damaged',
      'This entry is packed with a method that is not opened here (only deflate is).',
      'Pack it again as an ordinary zip archive.',
    ],
    'too-large': [
      'too-large',
      `Expanded, this entry has more than ${formatBytes(limits.maxFileBytes)}; it was not opened.`,
      'Split it into smaller files.',
    ],
    ratio: [
      'zip-ratio',
      `This entry unfolds to more than ${limits.maxRatio} times its size; it was not expanded further.`,
      'Unpack it yourself if you trust it, and import the file.',
    ],
    total: [
      'too-large',
      `The archive holds more than ${formatBytes(limits.maxExpandedBytes)}; this entry and the rest were not opened.`,
      'Import it in several parts.',
    ],
  };
  const [type, message, remedy] = texts[why];
  return { place: { path }, type, message, remedy };
}

/** Files that systems and tools leave in folders and archives; nobody means to import them. */
const LITTER =
  /(?:^|\/)(?:__MACOSX|\.git|\.svn|\.hg|node_modules|__pycache__|\.ipynb_checkpoints)\/|(?:^|\/)(?:\.DS_Store|\._[^/]*|Thumbs\.db|desktop\.ini|\.gitignore|\.gitattributes|\.gitkeep)$/i;

/** Files that we skip without a message. */
const isLitter = (path: string): boolean => LITTER.test(path);

/** Control characters, and those that reverse the reading direction: a name must look like what it is. */
const UNSEEN = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

const LONGEST = 400;

/**
 * The name of an archive's entry as a harmless path: no drive, no root, no `..`. We only show and compare it, but a
 * later export under the same name must not lead out of a folder.
 */
function safePath(name: string): string {
  const parts = name
    .replace(UNSEEN, '')
    .replace(/^[A-Za-z]:/, '')
    .split(/[\\/]+/)
    .filter((part) => part !== '' && part !== '.' && part !== '..');
  return parts.join('/').slice(-LONGEST) || 'unnamed';
}
