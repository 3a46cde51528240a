import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { type ProfileName, profiles } from '#lib/contract/curation-settings.ts';
import { exportFormatIds } from '#lib/contract/exports.ts';
import { fileFormats } from '#lib/contract/imports.ts';
import { AuthorsFileError } from '#lib/curation/authors-files/components.ts';
import { ExportError } from '#lib/formats/export/export-error.ts';
import { exportFormats, findExportFormat } from '#lib/formats/export/export-formats.ts';
import { ConfigurationError } from '#lib/models/endpoints/configuration-error.ts';
import { ServerError } from '#lib/server/errors.ts';
import { StorageError } from '#lib/storage/errors.ts';
import { TokenCounterError, type TokenizerName, tokenizerNames } from '#lib/tokens/counter.ts';
import { strategySchema } from '#lib/trace/events.ts';
import { sequentialDefinitions } from '#lib/trace/sequential-tokens.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { checkCommand, checkPairsCommand } from './check.ts';
import { compareCommand } from './compare.ts';
import { curateCommand } from './curate/curate.ts';
import { curateAuthorsCommand } from './curate/curate-authors.ts';
import { dataFolder } from './data-folder.ts';
import { diagnoseCommand } from './diagnose.ts';
import { exportCommand } from './export.ts';
import { importCommand } from './import.ts';
import { metricsCommand } from './metrics.ts';
import { home, playerPage } from './places.ts';
import { repairCommand } from './repair.ts';
import { runCommand } from './run/run.ts';
import { CommandError, type ExitCode, type Terminal } from './terminal.ts';

export interface Program {
  /** @param args without node and script. Never rejects for what a person can do wrong. */
  run(args: readonly string[]): Promise<ExitCode>;
}

/** What a command is made with. */
interface Cli {
  /** How the program ends. */
  code: ExitCode;
  readonly terminal: Terminal;
  command(usage: string, description: string): Command;
  /** The folder that `--data`, the environment or the app names. */
  data(options: { data?: string }): ReturnType<typeof dataFolder>;
}

/** The commands, their options and help texts; each command has a file of its own. */
export function createProgram(terminal: Terminal): Program {
  const program = new Command('sprintscope')
    .description('Numbers, findings, conversions and runs of SPRINT traces, without the browser.')
    .version(packageJson.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out.write(text),
      writeErr: (text) => terminal.err.write(text),
    })
    .addHelpText('after', '\nThe app itself: npm start. Documentation: docs/command-line.md');
  const cli: Cli = {
    code: 0,
    terminal,
    command: (usage, description) => program.command(usage).description(description).exitOverride(),
    data: ({ data }) => dataFolder(terminal, data, home),
  };
  for (const add of commands) add(cli);

  return {
    async run(args) {
      try {
        await program.parseAsync([...args], { from: 'user' });
        return cli.code;
      } catch (error) {
        if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 1;
        const words = errorWords(error);
        if (words === null) throw error;
        terminal.err.write(`${words}\n`);
        return 1;
      }
    },
  };
}

function addMetrics(cli: Cli): void {
  cli
    .command('metrics', 'Print the numbers of traces in files and folders, as JSON.')
    .argument('<path...>', 'files, folders and .zip archives')
    .addOption(tokenizerOption())
    .addOption(definitionOption())
    .addOption(visibleOption())
    .addOption(formatOption())
    .option('--per-stage', 'one row a stage, for data frames')
    .option(
      '--answers <file>',
      'right answers (JSONL, CSV): `id` or `question`, and `answer`; adds `correct`',
    )
    .option('--json', 'JSON on a terminal too (anywhere else it is the default)')
    .option('--csv', 'CSV in place of JSON')
    .action(async (paths, options) => {
      cli.code = await metricsCommand(cli.terminal, paths, options);
    });
}

function addDiagnose(cli: Cli): void {
  cli
    .command('diagnose', 'Print what the trace doctor finds.')
    .argument('<path...>', 'files, folders and .zip archives')
    .addOption(tokenizerOption())
    .addOption(formatOption())
    .option('--off <code...>', 'checks to leave out', [])
    .option('--json', 'JSON on a terminal too')
    .action(async (paths, options) => {
      cli.code = await diagnoseCommand(cli.terminal, paths, options);
    });
}

function addCheck(cli: Cli): void {
  cli
    .command(
      'check',
      'Say whether two answers are the same: equal, different or undecided, and how that was found.',
    )
    .argument('[answer]')
    .argument('[expected]')
    .option('--question <text>', 'says whether order matters, which base is meant, and the like')
    .option('--pairs <file>', 'in place of two answers: JSON Lines with `a`, `b`, perhaps `question`')
    .option('--json', 'JSON on a terminal too')
    .action(async (answer, expected, { pairs, ...options }) => {
      const isPair = answer !== undefined && expected !== undefined;
      if (pairs === undefined ? !isPair : (answer ?? options.question) !== undefined)
        throw new CommandError(
          'bad-argument',
          pairs === undefined
            ? 'Give an answer and the expected one, or --pairs FILE.'
            : 'Give two answers or --pairs, not both; a question stands in its row.',
        );
      cli.code =
        pairs === undefined && isPair
          ? await checkCommand(cli.terminal, [answer, expected], options)
          : await checkPairsCommand(cli.terminal, pairs ?? '', options);
    });
}

function addCompare(cli: Cli): void {
  cli
    .command('compare', 'Compare two traces, usually a SPRINT one with a sequential one.')
    .argument('<sprint>', 'a file, or the id of a stored session')
    .argument('<sequential>', 'the same')
    .addOption(tokenizerOption())
    .addOption(definitionOption())
    .addOption(visibleOption())
    .addOption(formatOption())
    .addOption(dataOption())
    .option('--json', 'JSON on a terminal too')
    .action(async (sprint, sequential, options) => {
      cli.code = await compareCommand(cli.terminal, [sprint, sequential], {
        ...options,
        data: cli.data(options),
      });
    });
}

function addImport(cli: Cli): void {
  cli
    .command('import', 'Store traces, so that the app shows them.')
    .argument('<path...>', 'files, folders and .zip archives')
    .addOption(tokenizerOption())
    .addOption(formatOption())
    .addOption(dataOption())
    .option('--tag <tag...>', 'tags for everything that is imported', [])
    .option('--json', 'what was imported, as JSON')
    .action(async (paths, options) => {
      cli.code = await importCommand(cli.terminal, paths, {
        ...options,
        tags: options.tag,
        data: cli.data(options),
      });
    });
}

function addExport(cli: Cli): void {
  cli
    .command('export', 'Write a stored session or a file in another form.')
    .argument('<id-or-file>', 'the id of a stored session, or a file; `file#3` is its third trace')
    .addOption(
      new Option('-f, --format <format>', 'what to write').choices(exportFormatIds).makeOptionMandatory(),
    )
    .option('-o, --output <file>', 'write to a file in place of stdout')
    .option('--force', 'write over a file that is there')
    .addOption(new Option('--from <format>', 'how the file is to be read').choices(fileFormats))
    .option('--no-thinking', 'leave thinking out of a transcript')
    .addOption(new Option('--theme <theme>', 'of drawings').choices(['light', 'dark']))
    .addOption(new Option('--axis <axis>', 'of the timeline').choices(['wall', 'tokens']))
    .addOption(definitionOption())
    .addOption(visibleOption())
    .addOption(tokenizerOption())
    .addOption(dataOption())
    .addHelpText(
      'after',
      `\nFormats:\n${exportFormats.map(({ id, description }) => `  ${id.padEnd(14)} ${description}`).join('\n')}`,
    )
    .action(async (given, { format: id, ...options }) => {
      const format = findExportFormat(id);
      if (!format) throw new CommandError('bad-argument', `There is no format “${id}”.`);
      cli.code = await exportCommand(cli.terminal, given, {
        ...options,
        format,
        player: playerPage,
        data: cli.data(options),
      });
    });
}

function addRun(cli: Cli): void {
  cli
    .command('run', 'Run a question here and stream it to the terminal; nothing is kept unless --save.')
    .argument('<question>')
    .addOption(
      new Option('--strategy <strategy>', 'how to work on it')
        .choices(strategySchema.options)
        .default('sprint' as const),
    )
    .option('--endpoint <name-or-address>', 'an endpoint of Settings, `built-in`, or an address with --model')
    .option('--model <model>', 'in place of the endpoint’s own')
    .addOption(new Option('--mode <mode>', 'of an address').choices(['native', 'prompted']))
    .option('--key-variable <name>', 'the environment variable with the key for an address')
    .option('--tokens-per-second <n>', 'pace of the built-in endpoint', positive)
    .option('--parallelism <n>', 'executions at once', whole)
    .option('--max-stages <n>', 'stages at most', whole)
    .option('--temperature <n>', 'of every call', Number)
    .addOption(tokenizerOption())
    .addOption(dataOption())
    .addOption(visibleOption())
    .option('--save', 'store the session')
    .option('--json', 'events as they happen, one JSON object a line')
    .action(async (question, { parallelism, maxStages, temperature, ...options }) => {
      const settings = defined({ parallelism, maxStages, temperature });
      cli.code = await runCommand(cli.terminal, question, { ...options, settings, data: cli.data(options) });
    });
}

function addCurate(cli: Cli): void {
  cli
    .command('curate', 'Take sequential traces apart and pack them into SPRINT training trajectories.')
    .argument(
      '[path...]',
      'files, folders, archives and data sets (JSONL, CSV, Parquet) of sequential traces',
    )
    .addOption(
      new Option('--profile <profile>', 'thresholds: as the paper says, or as the authors’ scripts behave')
        .choices(Object.keys(profiles) as ProfileName[])
        .default('paper' as const),
    )
    .option('--set <setting...>', 'change single thresholds: minRatio=1.2 maxPrompts=unlimited')
    .option('--question <text>', 'of traces that bring none')
    .option('--expected <answer>', 'the known right answer, of traces that bring none')
    .option('--endpoint <name-or-address>', 'a model takes them apart (default: rules)')
    .option('--model <model>', 'in place of the endpoint’s own')
    .addOption(new Option('--mode <mode>', 'of an address').choices(['native', 'prompted']))
    .option('--key-variable <name>', 'the environment variable with the key for an address')
    .option('--separation <file>', 'in place of traces: component_separation of the authors’ pipeline')
    .option('--inline <file>', 'with it: component_inline, the text')
    .option('--dag <file>', 'with it: created_dag, the dependencies')
    .option('--out <folder>', 'write trajectories and records there')
    .option('--force', 'write over files that are there')
    .addOption(dataOption())
    .option('--json', 'JSON on a terminal too')
    .action(async (paths, { separation, inline, dag, ...options }) => {
      if (separation === undefined && (inline ?? dag) !== undefined)
        throw new CommandError('bad-argument', '--inline and --dag go with --separation FILE.');
      if (separation !== undefined && (options.endpoint ?? options.model ?? options.mode) !== undefined)
        throw new CommandError('bad-argument', 'With --separation no model is asked: leave --endpoint out.');
      if ((separation === undefined) === (paths.length === 0))
        throw new CommandError(
          'bad-argument',
          separation === undefined
            ? 'Give files or folders, or --separation FILE with --dag FILE.'
            : 'Give either files or --separation, not both.',
        );
      cli.code =
        separation === undefined
          ? await curateCommand(cli.terminal, paths, { ...options, data: cli.data(options) })
          : await curateAuthorsCommand(cli.terminal, { ...options, separation, inline, dag });
    });
}

function addRepair(cli: Cli): void {
  cli
    .command('repair', 'Save what is in a damaged database into a new one; the damaged one is only read.')
    .argument('[folder]', 'where sessions are stored (default: SPRINT_DATA_DIR, else the app’s)')
    .option('--replace', 'put the new one in its place, and keep the damaged one beside it')
    .option('--json', 'JSON on a terminal too')
    .action(async (folder, options) => {
      cli.code = await repairCommand(cli.terminal, cli.data({ data: folder }), options);
    });
}

/** In the order of the help. */
const commands = [
  addMetrics,
  addDiagnose,
  addCheck,
  addCompare,
  addImport,
  addExport,
  addRun,
  addCurate,
  addRepair,
];

/** People say qwen; logs name the exact one. */
const tokenizerOption = () =>
  new Option('--tokenizer <name>', `counts tokens: qwen (the default), ${tokenizerNames.join(', ')}`)
    .argParser((name): TokenizerName => {
      const found = tokenizerNames.find((known) => known === (name === 'qwen' ? 'qwen3' : name));
      if (found) return found;
      throw new InvalidArgumentError(`Allowed are qwen, ${tokenizerNames.join(', ')}.`);
    })
    .default(tokenizerNames[0]);
const definitionOption = () =>
  new Option('--definition <name>', 'of sequential tokens')
    .choices(sequentialDefinitions)
    .default('authors' as const);
const visibleOption = () =>
  new Option('--visible', 'count the visible text only (default: thinking counts, as it was decoded too)');
const formatOption = () =>
  new Option('--format <format>', 'how to read, where recognising goes wrong').choices(fileFormats);
const dataOption = () =>
  new Option('--data <folder>', 'where sessions are stored (default: SPRINT_DATA_DIR, else the app’s)');

function whole(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new InvalidArgumentError('Must be a whole number of at least 1.');
}

function positive(text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('Must be a number above 0.');
}

function defined<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/** Faults that a person can fix: the message is all they need. Anything else is a defect of ours. */
const told = [
  AuthorsFileError,
  CommandError,
  ConfigurationError,
  ExportError,
  ServerError,
  StorageError,
  TokenCounterError,
];

/** The message for a person; null for a defect, whose stack we print. */
function errorWords(error: unknown): string | null {
  if (!(error instanceof Error) || !told.some((kind) => error instanceof kind)) return null;
  return error.message;
}
