import { statSync } from 'node:fs';
import { faultError, faultOfFile } from '../faults.ts';

/**
 * Whether a database is still where it was opened. SQLite does not look: on Unix it goes on writing to a file that was
 * removed or replaced, and all of that is gone at the next start.
 *
 * Returns a check that throws the fault; it costs two calls of stat, 5 µs. Call it once the log exists (after the
 * switch to WAL).
 */
export function createPlaceCheck(path: string): () => void {
  const files = [path, `${path}-wal`];
  const opened = files.map(identity);
  return () => {
    files.forEach((file, index) => {
      if (identity(file) !== opened[index])
        throw faultError('away', new Error(`${file} was removed or replaced`));
    });
  };
}

/** Null where there is no such file. */
function identity(file: string): string | null {
  try {
    const { dev, ino } = statSync(/* turbopackIgnore: true */ file, { bigint: true });
    return `${dev}:${ino}`;
  } catch (error) {
    const fault = faultOfFile(error);
    if (fault === 'away') return null;
    throw fault === null ? error : faultError(fault, error);
  }
}
