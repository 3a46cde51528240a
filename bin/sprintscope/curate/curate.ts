import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import type { ProfileName } from '#lib/contract/curation-settings.ts';
import type { DataSetRow } from '#lib/contract/data-set.ts';
import type { ImportProblem } from '#lib/contract/imports.ts';
import { isDataSetProblem, readDataSet } from '#lib/curation/data-set/data-set.ts';
import { ProposeError, type Proposer, proposerOf } from '#lib/curation/propose/proposer.ts';
import { handleSource } from '#lib/formats/files/byte-source.ts';
import type { TokenizerName } from '#lib/tokens/counter.ts';
import { syncCount } from '#lib/tokens/sync-counter.ts';
import { placeWords, problemWords } from '../load-traces.ts';
import { type EndpointOptions, runEndpoints, terminalFetch } from '../run/run-endpoint.ts';
import { sourceFiles } from '../source-files.ts';
import { CommandError, type ExitCode, type Terminal } from '../terminal.ts';
import { grouped, textTable } from '../text-table.ts';
import { curateOutput } from './curate-output.ts';
import { type CurateRow, curateColumns, curateRow } from './curate-row.ts';
import { curateTrace } from './curate-trace.ts';
import { curationSettings, judgedBy } from './curation-settings.ts';

/** The tokenizer for the counts in the table. */
const TOKENIZER: TokenizerName = 'qwen3';

export interface CurateOptions extends EndpointOptions {
  profile: ProfileName;
  /** Changes of single settings, `minRatio=1.2`. */
  set?: readonly string[];
  /** For traces that have none. */
  question?: string;
  expected?: string;
  /** Folder for trajectories and records; without it the command writes nothing. */
  out?: string;
  force?: boolean;
  json?: boolean;
  /** The folder of stored endpoints. */
  data: string;
}

interface FailedRow {
  readonly file: string;
  readonly error: string;
}

/**
 * Takes sequential traces apart, in files, folders and data sets: by rules, or by an endpoint's model where one is
 * named. Prints one JSON array with a row for each trace; on a terminal a table. What cannot be read or written becomes
 * a row with `error` and the rest goes on; the exit code is 1 where a file yields nothing else.
 */
export async function curateCommand(
  terminal: Terminal,
  paths: readonly string[],
  options: CurateOptions,
): Promise<ExitCode> {
  const settings = curationSettings(options.profile, options.set ?? []);
  const proposer = await proposerFor(terminal, options);
  const countTokens = syncCount(TOKENIZER);
  const output =
    options.out === undefined
      ? null
      : curateOutput(path.resolve(terminal.cwd, options.out), { force: options.force ?? false });
  const { question, expected } = options;
  const signal = terminal.interrupted;
  const rows: CurateRow[] = [];
  const failed: FailedRow[] = [];
  const wanted = new Set<string>();
  const readable = new Set<string>();
  const take = async (row: DataSetRow, file: string) => {
    const record = await curateTrace(row, { proposer, settings, question, expected, countTokens, signal });
    await output?.write(nameOf(row), record, settings);
    rows.push(curateRow(file, record, TOKENIZER));
  };
  for await (const entry of entriesOf(paths, terminal)) {
    if (signal.aborted) break;
    const file = placeWords(entry.place);
    wanted.add(entry.place.path);
    if (isDataSetProblem(entry)) {
      failed.push({ file, error: problemWords(entry) });
      continue;
    }
    try {
      await take(entry, file);
      readable.add(entry.place.path);
    } catch (error) {
      if (signal.aborted) break;
      if (!(error instanceof ProposeError) && !(error instanceof CommandError)) throw error;
      failed.push({ file, error: `${file}: ${error.message}` });
    }
    if (terminal.err.isTerminal) terminal.err.write(`\r${grouped(rows.length)} taken apart`);
  }
  if (terminal.err.isTerminal) terminal.err.write('\r\u001b[K');
  print(terminal, rows, failed, options);
  if (signal.aborted) return 130;
  return [...wanted].every((file) => readable.has(file)) ? 0 : 1;
}

/** Without a named endpoint we use rules: a model from the environment would cost money that nobody asked to spend. */
async function proposerFor(terminal: Terminal, options: CurateOptions): Promise<Proposer> {
  if (options.endpoint === undefined) return { kind: 'rules' };
  const { planner } = await runEndpoints(terminal, options, options.data);
  return proposerOf(planner, { clock: terminal.clock, random: Math.random, fetch: terminalFetch(terminal) });
}

/** The traces of every file; each file is closed after its last one. A missing file is a problem like others. */
async function* entriesOf(
  paths: readonly string[],
  terminal: Terminal,
): AsyncGenerator<DataSetRow | ImportProblem> {
  for (const given of paths)
    try {
      for await (const { path: shown, size } of sourceFiles([given], terminal.cwd))
        yield* rowsOf(path.resolve(terminal.cwd, shown), shown, size);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      yield unreadable(given, 'There is no such file or folder.');
    }
}

async function* rowsOf(
  file: string,
  shown: string,
  size: number,
): AsyncGenerator<DataSetRow | ImportProblem> {
  let handle: FileHandle;
  try {
    handle = await open(file);
  } catch {
    yield unreadable(shown, 'The file cannot be opened.');
    return;
  }
  try {
    yield* readDataSet(handleSource(shown, size, handle));
  } finally {
    await handle.close();
  }
}

const unreadable = (file: string, message: string): ImportProblem => ({
  place: { path: file },
  type: 'no-trajectory',
  message,
  remedy: 'Check the path and its permissions.',
});

const nameOf = ({ name, place }: DataSetRow): string =>
  name.startsWith(place.path) ? path.basename(place.path) + name.slice(place.path.length) : name;

function print(
  { out, err }: Terminal,
  rows: readonly CurateRow[],
  failed: readonly FailedRow[],
  { json, profile, set }: CurateOptions,
): void {
  if (json || !out.isTerminal) {
    out.write(`${JSON.stringify([...rows, ...failed], null, 2)}\n`);
    return;
  }
  const kept = rows.filter((row) => row.kept).length;
  const by = rows[0]?.stepsBy.kind === 'model' ? 'a model' : 'rules';
  out.write(
    `${textTable(curateColumns, rows)}${grouped(kept)} of ${grouped(rows.length)} kept, ${judgedBy(profile, set)}; taken apart by ${by}. Before, after: sequential tokens, definition “authors”, tokenizer ${TOKENIZER}.\n`,
  );
  for (const { error } of failed) err.write(`${error}\n`);
}
