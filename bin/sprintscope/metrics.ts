import Papa from 'papaparse';
import type { AnswerKey } from '#lib/answers/answer-key.ts';
import type { EngineHost } from '#lib/answers/engine/engine-host.ts';
import type { Verdict } from '#lib/answers/equality.ts';
import { judgeThoroughly } from '#lib/answers/judge-thoroughly.ts';
import { markSigns, verdictMarks } from '#lib/answers/judged-answer.ts';
import { formatShare } from '#lib/base/format.ts';
import type { FileFormat, ImportProblem } from '#lib/contract/imports.ts';
import { rowsOfUse, sumOfUses, useNames } from '#lib/doctor/parallel-use/counts.ts';
import type { SourceTrace } from '#lib/formats/traces/source-trace.ts';
import type { TokenizerName } from '#lib/tokens/counter.ts';
import { createCounter } from '#lib/tokens/worker-counter.ts';
import { readingWords } from '#lib/trace/metric-formulas.ts';
import type { SequentialDefinition } from '#lib/trace/sequential-tokens.ts';
import { findTraces, isProblem, loadTrace, placeWords, problemWords } from './load-traces.ts';
import { openEngine } from './open-engine.ts';
import { readAnswerFile } from './read-answer-file.ts';
import { CommandError, type ExitCode, type Terminal } from './terminal.ts';
import { type Column, grouped, textTable } from './text-table.ts';
import { aboutMark, type StageRow, stageRows, type TraceRow, traceRow } from './trace-row.ts';

export interface MetricsOptions {
  tokenizer: TokenizerName;
  definition: SequentialDefinition;
  /** Leaves thinking out of every number. */
  visible?: boolean;
  format?: FileFormat;
  perStage?: boolean;
  /** A file of right answers: every row then says whether its answer is right. */
  answers?: string;
  json?: boolean;
  csv?: boolean;
}

/** Something that could not be read, as a row of its own: the output leaves out no file that was named. */
interface FailedRow {
  file: string;
  error: string;
}

/**
 * Prints the numbers of every trace in files and folders: one JSON array, or CSV; on a terminal a table. What cannot be
 * read becomes a row with `error`; the exit code is 1 where a file yields nothing else.
 */
export async function metricsCommand(
  terminal: Terminal,
  paths: readonly string[],
  options: MetricsOptions,
): Promise<ExitCode> {
  const { traces, problems } = await findTraces(terminal, paths, options.format);
  const reading = options.visible ? 'visible' : 'decoded';
  if (options.answers !== undefined && options.perStage)
    throw new CommandError('bad-argument', '--answers judges traces: leave --per-stage out.');
  const answers = options.answers === undefined ? null : await readAnswerFile(terminal, options.answers);
  const engine = openEngine(terminal);
  const counter = createCounter(options.tokenizer);
  const rows: (PrintedTrace | StageRow | FailedRow)[] = [];
  const failed: ImportProblem[] = [...problems];
  const readable = new Set<string>();
  try {
    for (const { trace } of traces) {
      const loaded = await loadTrace(terminal, trace, counter);
      if (isProblem(loaded)) {
        failed.push(loaded);
        continue;
      }
      readable.add(trace.place.path);
      if (options.perStage)
        rows.push(...stageRows(placeWords(trace.place), loaded.state, options.definition, reading));
      else {
        const row = traceRow(
          placeWords(trace.place),
          loaded.state,
          options.definition,
          reading,
          loaded.annotations,
        );
        rows.push(answers ? { ...row, ...(await judgedColumns(trace, row.answer, answers, engine)) } : row);
      }
    }
  } finally {
    engine.close();
    await counter.close();
  }
  const failedRows = failed.map((problem) => ({
    file: placeWords(problem.place),
    error: problemWords(problem),
  }));
  const asTable = terminal.out.isTerminal && !options.json && !options.csv;
  if (asTable) {
    terminal.out.write(tableOf(rows, options));
    for (const { error } of failedRows) terminal.err.write(`${error}\n`);
  } else if (options.csv) {
    terminal.out.write(`${Papa.unparse([...rows, ...failedRows].map(flat), { escapeFormulae: true })}\n`);
  } else {
    terminal.out.write(`${JSON.stringify([...rows, ...failedRows], null, 2)}\n`);
  }
  return failed.every(({ place }) => readable.has(place.path)) ? 0 : 1;
}

/** The judged columns exist only with `--answers`. */
type PrintedTrace = TraceRow & Partial<JudgedColumns>;

/** A cell of a data frame holds one value. */
function flat(row: PrintedTrace | StageRow | FailedRow): Record<string, unknown> {
  if (!('diagnostics' in row)) return { ...row };
  const { usage, visible, parallelUse, ...rest } = row;
  return {
    ...rest,
    visibleSequentialTokens: visible.sequentialTokens,
    visibleTotalTokens: visible.totalTokens,
    ...flatUse(parallelUse),
    diagnostics: row.diagnostics.map(({ code }) => code).join(' '),
    calls: usage?.calls ?? null,
    promptTokensReported: usage?.promptTokens.reported ?? null,
    promptTokensEstimated: usage?.promptTokens.estimated ?? null,
    cachedTokensReported: usage?.cachedTokens.reported ?? null,
    outputTokensReported: usage?.outputTokens.reported ?? null,
    outputTokensCounted: usage?.outputTokens.estimated ?? null,
    reasoningTokensReported: usage?.reasoningTokens.reported ?? null,
    reasoningTokensCounted: usage?.reasoningTokens.estimated ?? null,
    cost: usage?.cost?.amount ?? null,
    costIsEstimate: usage?.cost?.isEstimate ?? null,
  };
}

function flatUse(use: TraceRow['parallelUse']): Record<string, number | null> {
  const columns: [string, number | null][] = useNames.flatMap((name) => [
    [name, use?.[name].count ?? null],
    [`${name}Of`, use?.[name].of ?? null],
    [`${name}Tokens`, use?.[name].tokens ?? null],
    [`${name}OfTokens`, use?.[name].ofTokens ?? null],
  ]);
  return Object.fromEntries([...columns, ['repeatedUndecided', use?.undecided ?? null]]);
}

function tableOf(rows: readonly (PrintedTrace | StageRow | FailedRow)[], options: MetricsOptions): string {
  const { definition, tokenizer, visible } = options;
  const reading = readingWords[visible ? 'visible' : 'decoded'].label;
  const about = `Sequential tokens: definition “${definition}”, ${reading}, tokenizer ${tokenizer}.\n`;
  if (options.perStage)
    return (
      textTable(
        stageColumns,
        rows.filter((row): row is StageRow => 'stage' in row),
      ) + about
    );
  const traces = rows.filter((row): row is PrintedTrace => 'stages' in row);
  const columns = options.answers === undefined ? traceColumns : [...traceColumns, ...judgedTitles];
  return textTable(columns, traces) + rightOf(traces) + meansOf(traces) + usesOf(traces) + about;
}

/** A mean for each strategy: one over both would mean nothing. */
function meansOf(rows: readonly TraceRow[]): string {
  return (['sprint', 'sequential'] as const)
    .flatMap((strategy) => {
      const own = rows.filter((row) => row.strategy === strategy);
      if (own.length < 2) return [];
      const mean = own.reduce((sum, row) => sum + row.sequentialTokens, 0) / own.length;
      const about = own.some(({ isEstimate }) => isEstimate) ? '≈' : '';
      return [
        `Mean of ${own.length} ${strategy} traces: ${about}${grouped(Math.round(mean))} sequential tokens.\n`,
      ];
    })
    .join('');
}

/** What the parallel work of all traces together was used for: sums, not means of shares. */
function usesOf(rows: readonly TraceRow[]): string {
  const uses = rows.flatMap(({ parallelUse }) => parallelUse ?? []);
  const isEstimate = rows.some((row) => row.isEstimate && row.parallelUse);
  return rowsOfUse(sumOfUses(uses), isEstimate)
    .map(
      ({ label, share, counted, tokens, isGuess }) =>
        `${label}: ${formatShare(share)} (${counted}; ${tokens})${isGuess ? ', a guess by wording' : ''}.\n`,
    )
    .join('');
}

/** Undecided answers count neither as right nor as wrong. */
function rightOf(rows: readonly PrintedTrace[]): string {
  const count = (verdict: JudgedColumns['verdict']) => rows.filter((row) => row.verdict === verdict).length;
  if (rows.every(({ verdict }) => verdict === undefined)) return '';
  return `${count('equal')} right, ${count('different')} wrong, ${count('undecided')} undecided.\n`;
}

const judgedTitles: readonly Column<PrintedTrace>[] = [
  { title: 'Expected', width: 24, cell: (row) => row.expected ?? '–' },
  { title: 'Right', cell: (row) => (row.verdict ? markSigns[verdictMarks[row.verdict]] : '–') },
];

const file: Column<{ file: string }> = { title: 'File', width: 44, keepEnd: true, cell: (row) => row.file };

const useTitles = { repeated: 'Same end', verifying: 'Verify', onePrompt: 'One prompt' } as const;

const traceColumns: readonly Column<TraceRow>[] = [
  file,
  { title: 'Strategy', cell: (row) => row.strategy },
  { title: 'Stages', align: 'right', cell: (row) => grouped(row.stages) },
  { title: 'Prompts', align: 'right', cell: (row) => grouped(row.prompts) },
  { title: 'Sequential', align: 'right', cell: (row) => aboutMark(row) + grouped(row.sequentialTokens) },
  { title: 'Total', align: 'right', cell: (row) => aboutMark(row) + grouped(row.totalTokens) },
  { title: 'Thinking', align: 'right', cell: (row) => grouped(row.thinkingTokens) },
  { title: 'Ratio', align: 'right', cell: (row) => row.parallelizationRatio?.toFixed(2) ?? '–' },
  ...(['repeated', 'verifying', 'onePrompt'] as const).map(
    (name): Column<TraceRow> => ({
      title: useTitles[name],
      align: 'right',
      cell: ({ parallelUse }) =>
        parallelUse && parallelUse[name].of > 0
          ? `${grouped(parallelUse[name].count)}/${grouped(parallelUse[name].of)}`
          : '–',
    }),
  ),
  {
    title: 'Answer',
    width: 24,
    cell: (row) => (row.answer === null ? '–' : `${row.answer}${row.answerIsInferred ? ' (inferred)' : ''}`),
  },
  {
    title: 'Findings',
    align: 'right',
    cell: (row) => grouped(row.diagnostics.filter(({ severity }) => severity !== 'note').length),
  },
];

const stageColumns: readonly Column<StageRow>[] = [
  file,
  { title: 'Stage', align: 'right', cell: (row) => grouped(row.stage) },
  { title: 'Prompts', align: 'right', cell: (row) => grouped(row.prompts) },
  { title: 'Executions', align: 'right', cell: (row) => grouped(row.executions) },
  { title: 'Sequential', align: 'right', cell: (row) => grouped(row.sequentialTokens) },
  { title: 'Total', align: 'right', cell: (row) => grouped(row.totalTokens) },
  { title: 'Thinking', align: 'right', cell: (row) => grouped(row.thinkingTokens) },
];

/** Whether a trace's answer is right, as `metrics --answers` prints it. */
interface JudgedColumns {
  /** The known right answer: of the file of answers, else of the trace's own row. */
  expected: string | null;
  /** Null where that is undecided, or where there is nothing to compare. */
  correct: boolean | null;
  verdict: Verdict | null;
  /** How the verdict was reached, or why there is none. */
  how: string;
}

/** Finds a trace's right answer and judges the answer that the trace states. */
async function judgedColumns(
  { key, question, expected: own }: Pick<SourceTrace, 'key' | 'question' | 'expected'>,
  answer: string | null,
  answers: AnswerKey,
  engine: EngineHost,
): Promise<JudgedColumns> {
  const entry = answers.find({ key, question });
  const expected = entry?.answer ?? own;
  if (expected === null) return { expected, correct: null, verdict: null, how: 'no right answer is known' };
  if (answer === null) return { expected, correct: null, verdict: null, how: 'no answer is stated' };
  const asked = question ?? entry?.question;
  const { verdict, how } = await judgeThoroughly(
    answer,
    expected,
    { question: asked ?? undefined },
    engine.ask,
  );
  return { expected, correct: verdict === 'undecided' ? null : verdict === 'equal', verdict, how };
}
