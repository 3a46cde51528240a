import { AuthorsFileError } from '#lib/curation/authors-files-error.ts';
import { ExportError } from '#lib/formats/export/export-error.ts';
import { ConfigurationError } from '#lib/models/endpoints/configuration-error.ts';
import { ServerError } from '#lib/server/errors.ts';
import { StorageError } from '#lib/storage/errors.ts';
import { TokenCounterError } from '#lib/tokens/errors.ts';
import { CommandError } from './terminal.ts';

/** Faults that a person can mend: their message is all there is to say. Anything else is a defect of ours. */
const told = [
  AuthorsFileError,
  CommandError,
  ConfigurationError,
  ExportError,
  ServerError,
  StorageError,
  TokenCounterError,
];

/** The message for a person; null for a defect, whose stack belongs on the screen. */
export function errorWords(error: unknown): string | null {
  if (!(error instanceof Error) || !told.some((kind) => error instanceof kind)) return null;
  return error.message;
}
