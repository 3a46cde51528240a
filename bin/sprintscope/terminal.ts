import type { Clock } from '#lib/base/clock.ts';

/** What a command needs from the outside; tests pass their own. */
export interface Terminal {
  /** The person's current folder: paths resolve against it. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: Output;
  /** Progress and complaints, so that stdout carries only the output. */
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

/** The command cannot do what the person asked for; the message names the remedy. */
export class CommandError extends Error {
  readonly type: CommandErrorType;

  constructor(type: CommandErrorType, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CommandError';
    this.type = type;
  }
}
