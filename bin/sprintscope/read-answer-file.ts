import { readFile } from 'node:fs/promises';
import path from 'node:path';
import Papa from 'papaparse';
import { type AnswerKey, createAnswerKey, readAnswerKey } from '#lib/answers/answer-key.ts';
import { importLimits } from '#lib/formats/limits.ts';
import { parquetKey } from '#lib/formats/parquet/answer-key.ts';
import { isParquet } from '#lib/formats/parquet/magic.ts';
import { CommandError, type Terminal } from './terminal.ts';

/**
 * Reads the right answers from a file of JSON Lines, a JSON array, CSV or Parquet; reports on stderr the rows that have
 * none.
 * @throws CommandError `not-found`, `unreadable` where no row has one
 */
export async function readAnswerFile(terminal: Terminal, file: string): Promise<AnswerKey> {
  const bytes = await readFile(path.resolve(terminal.cwd, file)).catch((cause: unknown) => {
    throw new CommandError('not-found', `${file}: there is no such file.`, { cause });
  });
  const parquet = isParquet(bytes) ? await parquetKey(file, new Uint8Array(bytes), importLimits) : null;
  for (const { message, remedy } of parquet?.problems ?? [])
    terminal.err.write(`${file}: ${message} ${remedy}\n`);
  const { entries, problems } = readAnswerKey(rowsOf(parquet?.text ?? bytes.toString('utf8'), file));
  for (const { row, message } of problems) terminal.err.write(`${file}, row ${row}: ${message}\n`);
  if (entries.length === 0)
    throw new CommandError(
      'unreadable',
      `${file} holds no right answers. Each row needs an \`answer\`, and an \`id\` or a \`question\`.`,
    );
  return createAnswerKey(entries);
}

/** Returns a line that is no JSON unchanged: it then counts as a row without an answer. */
function rowsOf(text: string, file: string): readonly unknown[] {
  if (/\.[ct]sv$/i.test(file)) return Papa.parse<unknown>(text, { header: true, skipEmptyLines: true }).data;
  if (text.trimStart().startsWith('[')) {
    const rows = parsed(text);
    if (Array.isArray(rows)) return rows;
  }
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => parsed(line) ?? line);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
