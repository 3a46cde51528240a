import { closeSync, fsyncSync, openSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '#lib/base/clock.ts';
import { faultError, faultOf, faultOfFile } from '../faults.ts';
import type { DiskReserve } from '../queries.ts';
import { createWalEmptier } from './empty-wal.ts';
import { faultOfSqlite } from './sqlite-faults.ts';

export const RESERVE_FILE = 'reserve.bin';

/**
 * Kept as a file of no content, so that we can still end logs and delete sessions on a full disk: both first need room
 * in the write-ahead log (a deletion needs as much as it deletes), and emptying that log makes the database grow by up
 * to `CHECKPOINT_PAGES`.
 */
const RESERVE_BYTES = 2 * 1024 * 1024;
const MIN_RESERVE_BYTES = RESERVE_BYTES / 4;

/**
 * Less than this, on the disk and in free pages of the database, counts as full. Twice the reserve: releasing the
 * reserve alone must not look as if there were room again.
 */
const MIN_ROOM_BYTES = 2 * RESERVE_BYTES;

/** Pages of 4 KiB: SQLite empties the log into the database every mebibyte (its default: every four). */
export const CHECKPOINT_PAGES = 256;
/** We give the disk back what a large import left of the log, down to this. */
export const LOG_LIMIT_BYTES = CHECKPOINT_PAGES * 4096;

/** Manages a database's room in a folder; call both methods outside of transactions. */
export function createDiskReserve(
  database: DatabaseSync,
  folder: string,
  clock: Pick<Clock, 'sleep'>,
): DiskReserve {
  const reserve = join(folder, RESERVE_FILE);

  function make() {
    rmSync(/* turbopackIgnore: true */ reserve, { force: true });
    emptyLog();
  }

  function emptyLog() {
    database.exec('pragma wal_checkpoint(truncate)');
  }

  function keep() {
    if (sizeOf(reserve) >= RESERVE_BYTES) return;
    emptyLog();
    const free = freeBytes(folder) + sizeOf(reserve);
    if (free + freePages() < MIN_ROOM_BYTES) throw faultError('no-space');
    // The log needs its part of the remaining space.
    const bytes = Math.min(RESERVE_BYTES, free - LOG_LIMIT_BYTES);
    if (bytes < MIN_RESERVE_BYTES) throw faultError('no-space');
    writeReserve(reserve, bytes);
  }

  /** Bytes of free pages of the database, which SQLite writes again. */
  function freePages(): number {
    const { freelist_count: pages } = database.prepare('pragma freelist_count').get() as {
      freelist_count: number;
    };
    const { page_size: bytes } = database.prepare('pragma page_size').get() as { page_size: number };
    return pages * bytes;
  }

  return {
    ...createWalEmptier(database, clock),
    make() {
      try {
        make();
      } catch {
        // Whatever the fault is, the next write meets it and names it.
      }
    },
    keep() {
      try {
        keep();
      } catch (error) {
        const fault = faultOf(error) ?? faultOfFile(error) ?? faultOfSqlite(error);
        throw fault === null || faultOf(error) !== null ? error : faultError(fault, error);
      }
    },
  };
}

/** If a file system does not report its free space, as some network drives, only writing shows it. */
function freeBytes(folder: string): number {
  const { blocks, bavail, bsize } = statfsSync(/* turbopackIgnore: true */ folder);
  return blocks === 0 ? Number.POSITIVE_INFINITY : bavail * bsize;
}

function sizeOf(file: string): number {
  return statSync(/* turbopackIgnore: true */ file, { throwIfNoEntry: false })?.size ?? 0;
}

/** Writes pseudorandom bytes, which no file system can compress; we do not leave a partial file behind. */
function writeReserve(file: string, bytes: number) {
  const block = new Uint8Array(64 * 1024);
  for (let index = 0, state = 1; index < block.length; index++) {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    block[index] = state >> 16;
  }
  const descriptor = openSync(/* turbopackIgnore: true */ file, 'w', 0o600);
  try {
    for (let written = 0; written < bytes; )
      written += writeSync(descriptor, block, 0, Math.min(block.length, bytes - written));
    fsyncSync(descriptor);
  } catch (error) {
    closeSync(descriptor);
    rmSync(/* turbopackIgnore: true */ file, { force: true });
    throw error;
  }
  closeSync(descriptor);
}
