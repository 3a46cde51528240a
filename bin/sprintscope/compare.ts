import { type Judgement, judge } from '#lib/answers/equality.ts';
import type { FileFormat } from '#lib/contract/imports.ts';
import type { TokenizerName } from '#lib/tokens/counter.ts';
import { createCounter } from '#lib/tokens/worker-counter.ts';
import { metricFormulas, readingWords } from '#lib/trace/metric-formulas.ts';
import { isWhole, type RunLength, type Saving, savedAgainstSequential } from '#lib/trace/saving.ts';
import type { SequentialDefinition } from '#lib/trace/sequential-tokens.ts';
import { oneTrace } from './one-trace.ts';
import type { ExitCode, Terminal } from './terminal.ts';
import { grouped, printable, textTable } from './text-table.ts';
import { aboutMark, type TraceRow, traceRow } from './trace-row.ts';

export interface CompareOptions {
  definition: SequentialDefinition;
  /** Leaves thinking out of every number, on both sides. */
  visible?: boolean;
  tokenizer: TokenizerName;
  format?: FileFormat;
  json?: boolean;
  data: string;
}

/**
 * Two traces side by side, counted by the same rules; every number keeps its own name, and none is merged into one
 * speed-up.
 */
export interface Comparison {
  sprint: TraceRow;
  sequential: TraceRow;
  /**
   * 1 − sequential tokens of the first ÷ those of the second; null where one trace did not reach its end or the
   * tokenizers differ.
   */
  savedAgainstSequential: number | null;
  /** The same for the visible text alone, on both sides. */
  visible: { savedAgainstSequential: number | null };
  /** Null where one of them has no answer, or the comparison is undecided. */
  sameAnswer: boolean | null;
  /** The same verdict with how it was reached; null where one of them has no answer. */
  answers: Judgement | null;
  /** The counts come from different tokenizers, so they cannot be compared. */
  tokenizersDiffer: boolean;
}

export async function compareCommand(
  terminal: Terminal,
  [first, second]: readonly [string, string],
  options: CompareOptions,
): Promise<ExitCode> {
  const reading = options.visible ? 'visible' : 'decoded';
  const counter = createCounter(options.tokenizer);
  try {
    const a = await oneTrace(terminal, first, counter, options);
    const b = await oneTrace(terminal, second, counter, options);
    const comparison = compareRows(
      traceRow(a.name, a.state, options.definition, reading),
      traceRow(b.name, b.state, options.definition, reading),
    );
    const asJson = options.json || !terminal.out.isTerminal;
    terminal.out.write(asJson ? `${JSON.stringify(comparison, null, 2)}\n` : tableOf(comparison));
    return 0;
  } finally {
    await counter.close();
  }
}

const sameness = { equal: true, different: false, undecided: null } as const;

export function compareRows(sprint: TraceRow, sequential: TraceRow): Comparison {
  const answers =
    sprint.answer === null || sequential.answer === null ? null : judge(sprint.answer, sequential.answer);
  return {
    sprint,
    sequential,
    savedAgainstSequential: savedAgainst(sprint, sequential, ({ sequentialTokens }) => sequentialTokens)
      .share,
    visible: {
      savedAgainstSequential: savedAgainst(sprint, sequential, ({ visible }) => visible.sequentialTokens)
        .share,
    },
    sameAnswer: answers && sameness[answers.verdict],
    answers,
    tokenizersDiffer: sprint.tokenizer !== sequential.tokenizer,
  };
}

function savedAgainst(sprint: TraceRow, sequential: TraceRow, tokensOf: (row: TraceRow) => number): Saving {
  const lengthOf = (row: TraceRow): RunLength => ({
    tokens: tokensOf(row),
    tokenizer: row.tokenizer,
    isWhole: isWhole(row.status),
  });
  return savedAgainstSequential(lengthOf(sprint), lengthOf(sequential));
}

interface NumberRow {
  name: string;
  a: string;
  b: string;
  ratio: string;
}

function tableOf({ sprint, sequential, ...comparison }: Comparison): string {
  const tokens = (name: string, value: (row: TraceRow) => number): NumberRow => {
    const [a, b] = [value(sprint), value(sequential)];
    return {
      name,
      a: aboutMark(sprint) + grouped(a),
      b: aboutMark(sequential) + grouped(b),
      ratio: b === 0 ? '–' : (a / b).toFixed(2),
    };
  };
  const within = ({ sequentialTokens, totalTokens }: TraceRow) =>
    totalTokens === 0 ? '–' : percent(1 - sequentialTokens / totalTokens);
  const rows: NumberRow[] = [
    tokens('Sequential tokens', (row) => row.sequentialTokens),
    tokens('Total tokens', (row) => row.totalTokens),
    tokens(
      sprint.reading === 'decoded' ? 'of them thinking' : 'Thinking, not counted',
      (row) => row.thinkingTokens,
    ),
    { name: metricFormulas.savedWithinTrace.label, a: within(sprint), b: within(sequential), ratio: '' },
    {
      name: metricFormulas.savedAgainstSequential.label,
      a: comparison.savedAgainstSequential === null ? '–' : percent(comparison.savedAgainstSequential),
      b: '',
      ratio: '',
    },
    { name: 'Answer', a: sprint.answer ?? '–', b: sequential.answer ?? '–', ratio: '' },
  ];
  const table = textTable<NumberRow>(
    [
      { title: '', cell: (row) => row.name },
      { title: sprint.strategy, align: 'right', width: 30, cell: (row) => row.a },
      { title: sequential.strategy, align: 'right', width: 30, cell: (row) => row.b },
      { title: 'Ratio', align: 'right', cell: (row) => row.ratio },
    ],
    rows,
  );
  const { answers } = comparison;
  const said = answers ? `${verdictWords[answers.verdict]}: ${answers.how}.` : 'An answer is missing.';
  const warning = comparison.tokenizersDiffer
    ? `Counted with different tokenizers (${sprint.tokenizer}, ${sequential.tokenizer}): the tokens do not compare.\n`
    : isWhole(sprint.status) && isWhole(sequential.status)
      ? ''
      : 'One of them did not reach its end: a part is not set against a whole.\n';
  return `${printable(sprint.file)} against ${printable(sequential.file)}\n\n${table}\n${said}\n${warning}Definition “${sprint.definition}”, ${readingWords[sprint.reading].label}, tokenizer ${sprint.tokenizer}.\n`;
}

const verdictWords = {
  equal: 'The answers are equal',
  different: 'The answers differ',
  undecided: 'Whether the answers are equal is undecided',
} as const;

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
