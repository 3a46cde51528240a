import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FileFormat } from '#lib/contract/imports.ts';
import type { ExportFormat } from '#lib/formats/export/export-formats.ts';
import { type ExportOptions, exportTrace } from '#lib/formats/export/export-trace.ts';
import type { TokenizerName } from '#lib/tokens/counter.ts';
import { createCounter } from '#lib/tokens/worker-counter.ts';
import { oneTrace } from './one-trace.ts';
import { CommandError, type ExitCode, type Terminal } from './terminal.ts';

export interface ExportCommandOptions extends Omit<ExportOptions, 'player' | 'reading'> {
  /** Leaves thinking out of every number. */
  visible?: boolean;
  format: ExportFormat;
  /** The format in which to read the given file. */
  from?: FileFormat;
  /** A file; without one the text goes to stdout. */
  output?: string;
  force?: boolean;
  tokenizer: TokenizerName;
  data: string;
  /** The built player page. */
  player(): Promise<string>;
}

/** Writes a stored session or a file in another format. Never overwrites a file unless `force`. */
export async function exportCommand(
  terminal: Terminal,
  given: string,
  options: ExportCommandOptions,
): Promise<ExitCode> {
  const { format, output, definition, theme, axis, thinking, player } = options;
  const reading = options.visible ? 'visible' : 'decoded';
  const counter = createCounter(options.tokenizer);
  try {
    const where = { data: options.data, format: options.from };
    const { events, annotations, judged } = await oneTrace(terminal, given, counter, where);
    const text = await exportTrace(format.id, events, {
      ...{ definition, theme, axis, thinking, player, annotations, judged },
      reading,
    });
    if (output === undefined) terminal.out.write(text);
    else await writeOutput(path.resolve(terminal.cwd, output), text, options.force ?? false);
    return 0;
  } finally {
    await counter.close();
  }
}

async function writeOutput(file: string, text: string, force: boolean): Promise<void> {
  try {
    await writeFile(file, text, { flag: force ? 'w' : 'wx' });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST')
      throw new CommandError('taken', `${file} is there already. Add --force to write over it.`, { cause });
    throw new CommandError('unreadable', `${file} cannot be written (${code}).`, { cause });
  }
}
