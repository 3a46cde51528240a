export type ExportErrorType =
  /** No player page was built, or the caller passed none. */
  | 'no-player'
  /** There is nothing to write: the log holds no session. */
  | 'empty-log';

/** Why a session could not be written in a format; the message is for people. */
export class ExportError extends Error {
  readonly type: ExportErrorType;

  constructor(type: ExportErrorType, message: string) {
    super(message);
    this.name = 'ExportError';
    this.type = type;
  }
}

/** Checks the name: the error may come from another thread. */
export const isExportError = (error: unknown): error is ExportError =>
  error instanceof Error && error.name === 'ExportError';
