import { inspect } from 'node:util';

/** Characters on which a terminal would act: escape sequences, bells, and those that change the reading direction. */
const UNSEEN = /[^\P{Cc}\n\t]|\p{Cf}|\u2028|\u2029/gu;

/**
 * An entry of the server's output. Errors may quote text from a model, a file or an endpoint: nothing in it acts on the
 * terminal, and every line but the first is indented, so that none looks like an entry of its own.
 */
export function outputLine(message: string, error: unknown): string {
  return `sprintscope: ${message}: ${inspect(error)}`
    .replace(UNSEEN, '\ufffd')
    .replace(/\r?\n(?! {4})/g, '\n    ');
}
