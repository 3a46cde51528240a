import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CurationSettings } from '#lib/contract/curation-settings.ts';
import { CommandError } from '../terminal.ts';
import type { CuratedTrace } from './curate-trace.ts';

export interface CurateOutput {
  /** Writes one record: its trajectory, and everything it was made from. @throws CommandError */
  write(name: string, record: CuratedTrace, settings: CurationSettings): Promise<void>;
}

/** The folder of rejected records: a person who trains on the folder above does not want them. */
const REJECTED = 'rejected';

/** Writes into a folder, `NAME.txt` and `NAME.json` for each record; overwrites nothing unless `force`. */
export function curateOutput(folder: string, { force }: { force: boolean }): CurateOutput {
  const names = new Set<string>();
  return {
    async write(name, { question, expected, answer, source, proposal, curated }, settings) {
      const target = path.join(folder, curated.kept ? '' : REJECTED);
      await mkdir(target, { recursive: true }).catch((cause: NodeJS.ErrnoException) => {
        throw new CommandError('unreadable', `${target} cannot be made (${cause.code ?? 'unknown'}).`, {
          cause,
        });
      });
      const base = uniqueName(name, names);
      // A record that is judged again may have changed sides: nobody may train on the old file.
      const other = path.join(folder, curated.kept ? REJECTED : '');
      for (const ending of ['txt', 'json']) await clear(path.join(other, `${base}.${ending}`), force);
      const { trajectory, ...rest } = curated;
      const record = { name, question, expected, answer, settings, ...rest, proposal, source };
      await save(path.join(target, `${base}.txt`), trajectory, force);
      await save(path.join(target, `${base}.json`), `${JSON.stringify(record, null, 2)}\n`, force);
    },
  };
}

async function clear(file: string, force: boolean): Promise<void> {
  if (force) return rm(file, { force: true });
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (isThere) throw taken(file);
}

const taken = (file: string, cause?: unknown) =>
  new CommandError('taken', `${file} is there already. Add --force to write over it.`, { cause });

async function save(file: string, text: string, force: boolean): Promise<void> {
  try {
    await writeFile(file, text, { flag: force ? 'w' : 'wx' });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw taken(file, cause);
    throw new CommandError('unreadable', `${file} cannot be written (${code ?? 'unknown'}).`, { cause });
  }
}

/** Makes a file name from a path, a title or anything else that a row calls itself. */
function uniqueName(name: string, names: Set<string>): string {
  const plain =
    name
      .replace(/\.(?:txt|jsonl?|csv|parquet|md)(?=$|[:#])/i, '')
      .normalize('NFC')
      .replace(/[^\p{L}\p{N}._-]+/gu, '-')
      .replace(/^[-.]+|[-.]+$/g, '')
      .slice(0, 100) || 'trace';
  let unique = plain;
  for (let count = 2; names.has(unique.toLowerCase()); count++) unique = `${plain}-${count}`;
  names.add(unique.toLowerCase());
  return unique;
}
