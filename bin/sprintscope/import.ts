import type { FileFormat, ImportProblem } from '#lib/contract/imports.ts';
import type { TokenizerName } from '#lib/tokens/counter.ts';
import { createCounter } from '#lib/tokens/worker-counter.ts';
import { findTraces, placeWords, problemWords } from './load-traces.ts';
import { openImporter } from './open-importer.ts';
import { CommandError, type ExitCode, type Terminal } from './terminal.ts';
import { grouped } from './text-table.ts';

export interface ImportOptions {
  tokenizer: TokenizerName;
  format?: FileFormat;
  tags: readonly string[];
  json?: boolean;
  data: string;
}

interface ImportedRow {
  file: string;
  id: string;
  pairId: string | null;
}

/**
 * Stores every trace in files and folders, partners as pairs; it says what it cannot read and goes on with the rest. Ctrl+C
 * stops between two traces: each is stored whole or not at all.
 */
export async function importCommand(
  terminal: Terminal,
  paths: readonly string[],
  options: ImportOptions,
): Promise<ExitCode> {
  const { traces: found, problems } = await findTraces(terminal, paths, options.format);
  // A checkout's tables repeat its files: the same text twice would only count double.
  const traces = found.filter(({ twinOf }) => twinOf === null);
  const repeated = found.length - traces.length;
  if (traces.length === 0)
    throw new CommandError(
      'nothing-to-do',
      problems.map(problemWords).join('\n') || 'There is nothing to import.',
    );
  const counter = createCounter(options.tokenizer);
  const importer = await openImporter(options.data, { counter, clock: terminal.clock, err: terminal.err });
  const imported: ImportedRow[] = [];
  const failed: ImportProblem[] = [...problems];
  const pairIds = new Map<string, string>();
  try {
    for (const { trace, pairKey } of traces) {
      if (terminal.interrupted.aborted) break;
      const pairId = pairKey === null ? null : (pairIds.get(pairKey) ?? importer.newId());
      if (pairKey !== null && pairId !== null) pairIds.set(pairKey, pairId);
      const { tokenizer, tags } = options;
      const result = await importer.importTrace(trace, { tokenizer, tags: [...tags], pairId });
      if ('problem' in result) failed.push(result.problem);
      else imported.push({ file: placeWords(trace.place), id: result.id, pairId: result.pairId });
      if (terminal.err.isTerminal)
        terminal.err.write(`\r${grouped(imported.length)} of ${grouped(traces.length)}`);
    }
  } finally {
    await importer.close();
    await counter.close();
  }
  if (terminal.err.isTerminal) terminal.err.write('\r\u001b[K');
  if (options.json || !terminal.out.isTerminal) {
    const told = failed.map((problem) => ({ file: placeWords(problem.place), error: problemWords(problem) }));
    terminal.out.write(`${JSON.stringify({ imported, problems: told, repeated }, null, 2)}\n`);
  } else {
    for (const problem of failed) terminal.err.write(`${problemWords(problem)}\n`);
    const pairs = new Set(imported.flatMap(({ pairId }) => pairId ?? [])).size;
    terminal.out.write(
      `Imported ${grouped(imported.length)} traces (${grouped(pairs)} pairs) into ${options.data}; ${grouped(failed.length)} could not be read, ${grouped(repeated)} repeated others.\n`,
    );
  }
  if (terminal.interrupted.aborted) return 130;
  return failed.length === 0 ? 0 : 1;
}
