import { systemClock } from '#lib/base/clock.ts';
import { createSemaphore } from '#lib/base/semaphore.ts';
import { dataSetLimits } from '#lib/curation/data-set/limits.ts';
import { type ImportLimits, importLimits } from '#lib/formats/limits.ts';
import { createBodyMemory } from './body-memory.ts';

const MiB = 1024 * 1024;

/** Largest file that `POST /api/traces` takes, archives included, bytes. The browser opens larger ones by itself. */
export const MAX_FILE_BYTES = importLimits.maxFileBytes;
/** Largest body of `POST /api/traces/batch`, bytes. */
export const MAX_BATCH_BYTES = 8 * MiB;

/** An upload's traces are held together, to be paired: what comes out of an archive may not be more than twice a file. */
export const uploadLimits: ImportLimits = {
  ...importLimits,
  maxArchiveBytes: MAX_FILE_BYTES,
  maxExpandedBytes: 2 * MAX_FILE_BYTES,
};

/** Largest file of a curation batch, bytes: streamed to the disk and read from there. */
export const MAX_DATA_SET_BYTES = dataSetLimits.maxTableBytes;
/** Largest part of one that is looked at before; a Parquet file is looked at whole, its directory stands at its end. */
export const MAX_INSPECTED_BYTES = MAX_FILE_BYTES;

/** Largest body that waits for no other, bytes. */
export const SMALL_BODY_BYTES = MiB;

/** Memory for bodies that are held whole: two of the largest, and what only small ones may take. */
export const bodyRoom = createBodyMemory({
  bytes: 2 * MAX_FILE_BYTES + 32 * MiB,
  reserved: 32 * MiB,
  small: SMALL_BODY_BYTES,
  patienceMs: 30_000,
  clock: systemClock,
});

/** Large uploads that are read into traces at once, each holding some times its size. They take turns once they have arrived. */
export const largeUploads = createSemaphore(2);
