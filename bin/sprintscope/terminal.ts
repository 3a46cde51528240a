import type { Clock } from '#lib/base/clock.ts';

/** What a command needs of the outside; tests pass their own. */
export interface Terminal {
  /** Where the person stands: paths resolve against it. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: Output;
  /** Progress and complaints, so that what stdout carries stays whole. */
  readonly err: Output;
  readonly clock: Clock;
  /** Aborts on Ctrl+C. */
  readonly interrupted: AbortSignal;
}

export interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Characters a line. */
  readonly columns: number;
}

/** 0: done. 1: something could not be read or done. 130: interrupted. */
export type ExitCode = 0 | 1 | 130;

export type CommandErrorType = 'not-found' | 'bad-argument' | 'nothing-to-do' | 'unreadable' | 'taken';

/** What a person asked for cannot be done; the message names the remedy. */
export class CommandError extends Error {
  readonly type: CommandErrorType;

  constructor(type: CommandErrorType, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CommandError';
    this.type = type;
  }
}
