import { systemClock } from '#lib/base/clock.ts';
import { createSemaphore } from '#lib/base/semaphore.ts';
import { dataSetLimits } from '#lib/curation/data-set/limits.ts';
import { type ImportLimits, importLimits } from '#lib/formats/limits.ts';
import { createBodyMemory } from './body-memory.ts';

const MiB = 1024 * 1024;

/** Largest file that `POST /api/traces` accepts, archives included, bytes. The browser opens larger ones by itself. */
export const MAX_FILE_BYTES = importLimits.maxFileBytes;
/** Largest body of `POST /api/traces/batch`, bytes. */
export const MAX_BATCH_BYTES = 8 * MiB;

/** We hold an upload's traces together, to pair them: the contents of an archive may not be more than twice a file. */
export const uploadLimits: ImportLimits = {
  ...importLimits,
  maxArchiveBytes: MAX_FILE_BYTES,
  maxExpandedBytes: 2 * MAX_FILE_BYTES,
};

/** Largest file of a curation batch, bytes: we stream it to the disk and read it from there. */
export const MAX_DATA_SET_BYTES = dataSetLimits.maxTableBytes;
/**
 * Largest part of a data set that we inspect before the import; we inspect a Parquet file whole, since its directory is
 * at its end.
 */
export const MAX_INSPECTED_BYTES = MAX_FILE_BYTES;

/** Largest body that never waits for another, bytes. */
export const SMALL_BODY_BYTES = MiB;

/** Memory for bodies that we hold whole: two of the largest, and the part that only small ones may take. */
export const bodyRoom = createBodyMemory({
  bytes: 2 * MAX_FILE_BYTES + 32 * MiB,
  reserved: 32 * MiB,
  small: SMALL_BODY_BYTES,
  patienceMs: 30_000,
  clock: systemClock,
});

/**
 * How many large uploads we turn into traces at once; each takes a few times its size in memory. They take turns after
 * they have arrived.
 */
export const largeUploads = createSemaphore(2);
