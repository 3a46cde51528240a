import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ProfileName } from '#lib/contract/curation-settings.ts';
import { readAuthorsRecord } from '#lib/curation/authors-files/authors-files.ts';
import { curate } from '#lib/curation/curate.ts';
import { dependByRules } from '#lib/curation/rules/depend-by-rules.ts';
import { RULES_VERSION } from '#lib/curation/rules/extract-by-rules.ts';
import { syncCount } from '#lib/tokens/sync-counter.ts';
import { CommandError, type ExitCode, type Terminal } from '../terminal.ts';
import { textTable } from '../text-table.ts';
import { curateOutput } from './curate-output.ts';
import { roundsRow } from './curate-row.ts';
import { curationSettings, judgedBy } from './curation-settings.ts';

export interface CurateAuthorsOptions {
  separation: string;
  inline?: string;
  dag?: string;
  profile: ProfileName;
  /** Changes of single settings, `minRatio=1.2`. */
  set?: readonly string[];
  question?: string;
  expected?: string;
  out?: string;
  force?: boolean;
  json?: boolean;
}

/**
 * Packs a record of the SPRINT authors' pipeline from its files. Without `inline` there is no text, so that only steps,
 * stages, prompts and the ratio mean something; without `dag` our rules find the dependencies, and they need the text.
 * @throws AuthorsFileError, CommandError
 */
export async function curateAuthorsCommand(
  terminal: Terminal,
  options: CurateAuthorsOptions,
): Promise<ExitCode> {
  const read = (file: string | undefined) => (file === undefined ? null : readText(terminal, file));
  if (options.dag === undefined && options.inline === undefined)
    throw new CommandError(
      'bad-argument',
      'Add --dag FILE (created_dag), or --inline FILE so that dependencies can be found by rules.',
    );
  const [separation, inline, dag] = await Promise.all([
    readText(terminal, options.separation),
    read(options.inline),
    read(options.dag),
  ]);
  const { source, decomposition: found, diagnostics } = readAuthorsRecord({ separation, inline, dag });
  const decomposition = dag === null ? { ...found, parents: dependByRules(source, found.steps) } : found;
  const { question = null, expected = null } = options;
  const settings = curationSettings(options.profile, options.set ?? []);
  const countTokens = syncCount('qwen3');
  const answer = null;
  const curated = curate({
    source,
    decomposition,
    settings,
    question,
    expected,
    answer,
    countTokens,
  });
  if (options.out !== undefined) {
    const stepsBy = { kind: 'authors-files' } as const;
    const parentsBy = dag === null ? ({ kind: 'rules', version: RULES_VERSION } as const) : stepsBy;
    const usage = { calls: 0, inputTokens: 0, outputTokens: 0 };
    const proposal = { stepsBy, parentsBy, decomposition, diagnostics, usage };
    const folder = path.resolve(terminal.cwd, options.out);
    await curateOutput(folder, { force: options.force ?? false }).write(
      path.basename(options.separation),
      { question, expected, source, answer, proposal, curated },
      settings,
    );
  }
  const row = roundsRow(curated);
  const tell = (remarks: typeof diagnostics) => {
    for (const { message } of remarks) terminal.err.write(`${message}\n`);
  };
  if (options.json || !terminal.out.isTerminal) {
    terminal.out.write(`${JSON.stringify(row, null, 2)}\n`);
    // The JSON has no place for remarks, and an edge that was left out changes the stages.
    tell(diagnostics.filter(({ severity }) => severity !== 'info'));
    return 0;
  }
  terminal.out.write(
    textTable(
      [
        { title: 'Stage', align: 'right', cell: ({ stage }) => String(stage) },
        { title: 'Steps', cell: ({ steps }) => steps.join(', ') },
        {
          title: 'Prompts',
          cell: ({ prompts }) => prompts.map(({ prompt, step }) => `${prompt} = step ${step}`).join(', '),
        },
      ],
      row.stages,
    ),
  );
  terminal.out.write(
    `${row.steps} steps, ratio ${row.ratio.toFixed(2)}: ${row.kept ? 'kept' : 'not kept'}, ${judgedBy(options.profile, options.set)}.\n`,
  );
  for (const { message } of row.reasons) terminal.out.write(`${message}\n`);
  tell(diagnostics);
  return 0;
}

async function readText(terminal: Terminal, file: string): Promise<string> {
  try {
    return await readFile(path.resolve(terminal.cwd, file), 'utf8');
  } catch (cause) {
    throw new CommandError('not-found', `${file}: there is no such file, or it cannot be read.`, { cause });
  }
}
