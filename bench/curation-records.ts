import fs from 'node:fs';
import path from 'node:path';
import type { Decomposition, LineRange, SourceLines } from '#lib/contract/curation-record.ts';
import { readAuthorsRecord } from '#lib/curation/authors-files/authors-files.ts';
import { openSource } from '#lib/curation/open-source.ts';
import { segment } from '#lib/curation/segment.ts';

/** A trace with its decomposition by a person or the authors' pipeline. */
export interface Taken {
  readonly key: string;
  readonly source: SourceLines;
  readonly decomposition: Decomposition;
}

/**
 * A reader's record of a text, `curation-NAME.json`. Lines from 1, as `segment` numbers them; parents are numbers of
 * steps; `comment`: the line from which a step only judges.
 */
interface Reading {
  readonly text: string;
  readonly lines: number;
  readonly steps: readonly {
    readonly first: number;
    readonly last: number;
    readonly comment: number | null;
    readonly parents: readonly number[];
  }[];
}

const AUTHORS = /^component_separation_(\w+)\.txt$/;
const READING = /^curation-(.+)\.json$/;

export const holdsRecords = (folder: string): boolean =>
  fs.readdirSync(folder).some((name) => AUTHORS.test(name) || READING.test(name));

/** The records of a folder: the authors' files, and readings of texts that are in one of `texts`. */
export function recordsOf(folder: string, texts: readonly string[]): Taken[] {
  return fs
    .readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const key = AUTHORS.exec(name)?.[1];
      if (key !== undefined) return [{ key, ...authorsRecord(folder, key) }];
      const read = READING.exec(name)?.[1];
      return read === undefined ? [] : [{ key: read, ...reading(path.join(folder, name), texts) }];
    });
}

function authorsRecord(folder: string, key: string): Omit<Taken, 'key'> {
  const read = (name: string): string | null => {
    const file = path.join(folder, name);
    return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : null;
  };
  return readAuthorsRecord({
    separation: read(`component_separation_${key}.txt`) ?? '',
    inline: read(`component_inline_${key}.txt`),
    dag: read(`created_dag_${key}.json`),
  });
}

function reading(file: string, texts: readonly string[]): Omit<Taken, 'key'> {
  const { text, lines, steps } = JSON.parse(fs.readFileSync(file, 'utf8')) as Reading;
  const found = texts.map((folder) => path.join(folder, text)).find((one) => fs.existsSync(one));
  if (!found) throw new Error(`${file}: none of the folders of texts has ${text}`);
  const source = segment(openSource(fs.readFileSync(found, 'utf8')).text);
  if (source.lines.length !== lines)
    throw new Error(`${file} was read in ${lines} lines; ${text} has ${source.lines.length}`);
  const range = (first: number, last: number): LineRange[] => (last < first ? [] : [{ first, last }]);
  return {
    source,
    decomposition: {
      steps: steps.map(({ first, last, comment }, index) => ({
        ...{ id: `s${index + 1}`, description: '', prompt: '', plan: [], planOnly: 'by-rule' },
        execution: range(first, comment === null ? last : comment - 1),
        comment: comment === null ? [] : range(comment, last),
      })),
      parents: Object.fromEntries(
        steps.map(({ parents }, index) => [`s${index + 1}`, parents.map((number) => `s${number}`)]),
      ),
    },
  };
}
