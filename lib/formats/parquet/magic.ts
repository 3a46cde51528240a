export const PARQUET_MAGIC = 'PAR1';

export const magicAt = (bytes: Uint8Array, at: number): string =>
  at < 0 ? '' : String.fromCharCode(...bytes.subarray(at, at + 4));

/** Recognises Parquet without loading its reader. */
export const isParquet = (bytes: Uint8Array): boolean => magicAt(bytes, 0) === PARQUET_MAGIC;
