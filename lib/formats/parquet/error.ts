import type { ImportProblem, SourcePlace } from '#lib/contract/imports.ts';

/** Why a Parquet file cannot be read, or only partly. */
export class ParquetError extends Error {
  readonly type: 'parquet-damaged' | 'parquet-unsupported' | 'too-large' | 'zip-ratio';
  readonly remedy: string;

  constructor(type: ParquetError['type'], message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ParquetError';
    this.type = type;
    this.remedy = remedy;
  }
}

const DAMAGED_REMEDY = 'Download or write the file again; was it cut off?';

export const damaged = (what: string, cause?: unknown): ParquetError =>
  new ParquetError('parquet-damaged', `The Parquet file is damaged: ${what}.`, DAMAGED_REMEDY, { cause });

/** As a problem for people. Whatever else a decoder throws counts as damage. */
export function parquetProblem(place: SourcePlace, error: unknown): ImportProblem {
  const known = error instanceof ParquetError ? error : damaged('its pages cannot be decoded', error);
  return { place, type: known.type, message: known.message, remedy: known.remedy };
}
