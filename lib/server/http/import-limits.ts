import { createSemaphore } from '#lib/base/semaphore.ts';
import { dataSetLimits } from '#lib/curation/data-set-limits.ts';
import { type ImportLimits, importLimits } from '#lib/formats/limits.ts';

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

/** Uploads that are held in memory at once. */
export const uploads = createSemaphore(2);
