import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { isPageSize, readWal } from './wal.ts';

/** A database file as numbered pages, with the contents of its write-ahead log on top; we trust none of it. */
export interface PageFile {
  readonly pageSize: number;
  readonly pageCount: number;
  /** From 1; null beyond the file. If the file ends inside a page, zeros fill the rest. */
  page(number: number): Buffer | null;
  /** Free pages: deleted data must not come back. Empty if the list of free pages is damaged. */
  readonly free: ReadonlySet<number>;
  close(): void;
}

const SIZES = [4096, 512, 1024, 2048, 8192, 16_384, 32_768, 65_536];
/** How many pages we examine to determine the page size. */
const SAMPLES = 200;

/** Throws the errors of node:fs if it cannot open the file. */
export function openPageFile(path: string): PageFile {
  const file = openSync(path, 'r');
  const { size } = fstatSync(file);
  const read = (position: number, length: number): Buffer => {
    const buffer = Buffer.alloc(length);
    readSync(file, buffer, 0, length, position);
    return buffer;
  };
  const header = read(0, 100);
  const pageSize = pageSizeOf(header, size, read);
  const wal = readWal(`${path}-wal`, pageSize);
  const log: ReadonlyMap<number, Buffer> = wal?.pages ?? new Map();
  const inFile = Math.ceil(size / pageSize);
  const pageCount = Math.max(inFile, ...log.keys());
  const page = (number: number): Buffer | null => {
    if (number < 1 || number > pageCount) return null;
    const logged = log.get(number);
    if (logged && logged.length === pageSize) return logged;
    return number <= inFile ? read((number - 1) * pageSize, pageSize) : null;
  };
  return {
    pageSize,
    pageCount,
    page,
    free: freePages(page, pageCount, pageSize),
    close: () => closeSync(file),
  };
}

/**
 * The page size by the look of the pages, since a header may hold anything. If no page looks like one, the header's
 * size.
 */
function pageSizeOf(
  header: Buffer,
  size: number,
  read: (position: number, length: number) => Buffer,
): number {
  const stated = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  const likeness = (pageSize: number): number => {
    const count = Math.floor(size / pageSize);
    if (count < 2) return 0;
    const step = Math.max(1, Math.floor(count / SAMPLES));
    let looked = 0;
    let alike = 0;
    for (let number = 2; number <= count; number += step, looked++)
      if (looksLikeTree(read((number - 1) * pageSize, 8), pageSize)) alike++;
    return alike / looked;
  };
  const known = SIZES.map((pageSize) => ({ pageSize, likeness: likeness(pageSize) }));
  const most = Math.max(...known.map(({ likeness }) => likeness));
  const good = known.filter(({ likeness }) => likeness >= most * 0.8).map(({ pageSize }) => pageSize);
  if (most === 0) return isPageSize(stated) ? stated : 4096;
  // Multiples of the true size look alike too: the smallest is the true one.
  return Math.min(...good);
}

/** Kinds of b-tree pages: inner and leaf, of an index and of a table. */
const TREE = new Set([2, 5, 10, 13]);
const looksLikeTree = (start: Buffer, pageSize: number): boolean =>
  TREE.has(start[0] ?? 0) && start.readUInt16BE(3) * 2 + 8 <= pageSize && start.readUInt16BE(5) <= pageSize;

function freePages(
  page: (number: number) => Buffer | null,
  pageCount: number,
  pageSize: number,
): ReadonlySet<number> {
  const free = new Set<number>();
  const count = page(1)?.readUInt32BE(36) ?? 0;
  for (let trunk = page(1)?.readUInt32BE(32) ?? 0; trunk !== 0; ) {
    const content = free.has(trunk) || free.size > count ? null : page(trunk);
    const leaves = content?.readUInt32BE(4) ?? Number.POSITIVE_INFINITY;
    if (!content || leaves > pageSize / 4 - 2) return new Set();
    free.add(trunk);
    for (let leaf = 0; leaf < leaves; leaf++) {
      const number = content.readUInt32BE(8 + leaf * 4);
      if (number < 2 || number > pageCount) return new Set();
      free.add(number);
    }
    trunk = content.readUInt32BE(0);
  }
  return free;
}
