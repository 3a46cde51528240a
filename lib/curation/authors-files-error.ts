/** Which of the files is meant. */
export type AuthorsFile = 'separation' | 'inline' | 'dag';

export type AuthorsFileErrorType =
  | 'too-large'
  | 'no-components'
  | 'no-parts'
  | 'bad-number'
  | 'bad-lines'
  | 'other-trace'
  | 'not-json'
  | 'not-a-dag';

/** Why a file of the SPRINT authors' pipeline cannot be read: where, and what to do. */
export class AuthorsFileError extends Error {
  override readonly name = 'AuthorsFileError';
  readonly type: AuthorsFileErrorType;
  readonly file: AuthorsFile;
  /** From 1; null where the file as a whole is meant. */
  readonly line: number | null;
  readonly remedy: string;

  constructor(
    type: AuthorsFileErrorType,
    where: { file: AuthorsFile; line?: number | null },
    problem: string,
    remedy: string,
    options?: ErrorOptions,
  ) {
    const { file, line = null } = where;
    super(`${fileNames[file]}${line === null ? '' : `, line ${line}`}: ${problem} ${remedy}`, options);
    this.type = type;
    this.file = file;
    this.line = line;
    this.remedy = remedy;
  }
}

const fileNames: Record<AuthorsFile, string> = {
  separation: 'component_separation',
  inline: 'component_inline',
  dag: 'created_dag',
};
