import { statSync } from 'node:fs';
import { faultError, faultOfFile } from '../faults.ts';

/**
 * Whether a database is still where it was opened, and more than nothing. SQLite does not look: on Unix it goes on writing
 * to a file that was removed, replaced or emptied, and all of that is gone at the next start.
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
        throw faultError('away', new Error(`${file} was removed, replaced or emptied`));
    });
  };
}

/** Null where there is no such file. */
function identity(file: string): string | null {
  try {
    const { dev, ino, size } = statSync(/* turbopackIgnore: true */ file, { bigint: true });
    // A log is emptied by every checkpoint, a database never.
    return `${dev}:${ino}${size === 0n && !file.endsWith('-wal') ? ':empty' : ''}`;
  } catch (error) {
    const fault = faultOfFile(error);
    if (fault === 'away') return null;
    throw fault === null ? error : faultError(fault, error);
  }
}
