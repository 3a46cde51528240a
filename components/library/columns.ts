import { GUESS, parallelUseWords } from '#lib/doctor/parallel-use/counts.ts';
import { metricFormulas, sequentialFormulas, withReading } from '#lib/trace/metric-formulas.ts';
import type { Reading, SequentialDefinition } from '#lib/trace/sequential-tokens.ts';
import type { SortKey } from './sort-rows.ts';

/** One column of the table; its id is its sort key. */
export interface Column {
  readonly id: SortKey;
  /** Over the column. */
  readonly heading: string;
  /** In full, where there is room. */
  readonly name: string;
  /** px. The column of names takes what is left. */
  readonly width: number;
  /** Numbers are right-aligned. */
  readonly numeric: boolean;
  /** What the number means and how we compute it; null where the heading is enough. */
  readonly formula: string | null;
}

const column = (
  id: SortKey,
  heading: string,
  width: number,
  rest: Partial<Omit<Column, 'id' | 'heading' | 'width'>> = {},
): Column => ({ id, heading, width, name: heading, numeric: false, formula: null, ...rest });

const number = (id: SortKey, heading: string, width: number, name: string, formula: string): Column =>
  column(id, heading, width, { name, formula, numeric: true });

/** Least width of a question in px; with more room it gets its share before we add further columns. */
const NAME_WIDTH = 260;
const NAME_SHARE = 0.3;
const MOST_NAME_WIDTH = 480;

const parallelColumns = (
  [
    ['repeated', 'Same end', 84],
    ['verifying', 'Verify', 66],
    ['onePrompt', 'One prompt', 96],
  ] as const
).map(([name, heading, width]) => {
  const { label, definition, isGuess } = parallelUseWords[name];
  return number(name, heading, width, label, isGuess ? `${definition} ${GUESS}` : definition);
});

/** In display order. */
export const columns: readonly Column[] = [
  column('name', 'Question', NAME_WIDTH, { name: 'Question or title' }),
  column('strategy', 'Strategy', 106),
  column('model', 'Model', 128, {
    formula: 'The planner’s model; the executors’ too where it is another.',
  }),
  column('status', 'Status', 96),
  number('stages', 'Stages', 66, 'Stages', metricFormulas.stages.formula),
  number('prompts', 'Prompts', 74, 'Prompts', metricFormulas.prompts.formula),
  number('executions', 'Executions', 92, 'Executions', metricFormulas.executions.formula),
  number('sequential', 'Sequential tok', 116, 'Sequential tokens', sequentialFormulas.authors.formula),
  number('total', 'Total tok', 82, 'Total tokens', metricFormulas.totalTokens.formula),
  number('saved', 'Saved', 72, 'Saved within the trace', metricFormulas.savedWithinTrace.formula),
  number('ratio', 'Ratio', 62, 'Parallelization ratio', metricFormulas.parallelizationRatio.formula),
  ...parallelColumns,
  number('wall', 'Wall time', 88, 'Wall-clock time', metricFormulas.wallClockMs.formula),
  column('findings', 'Doctor', 120, {
    name: 'Doctor’s findings',
    formula: 'Faults, leaks and notes of the trace doctor. Sorted by faults, then leaks, then notes.',
  }),
  column('answer', 'Answer', 108, {
    formula: 'The final answer: ✓ right, ✗ wrong, ? undecided, where the right one is known.',
  }),
  column('tags', 'Tags', 116),
  column('origin', 'Origin', 92),
  column('tokenizer', 'Tokenizer', 90, { formula: 'Behind every count of the trace.' }),
  column('created', 'Added', 90, { formula: 'When it was started or imported here.' }),
];

/** Which columns survive as the table narrows, the most important first. */
const byImportance: readonly SortKey[] = [
  'name',
  'sequential',
  'strategy',
  'findings',
  'status',
  'total',
  'stages',
  'ratio',
  'answer',
  'tags',
  'created',
  'model',
  'prompts',
  'saved',
  'wall',
  'executions',
  'repeated',
  'verifying',
  'onePrompt',
  'origin',
  'tokenizer',
];

/** Columns that appear only when a person asks for them. */
const onRequest: ReadonlySet<SortKey> = new Set([
  'executions',
  'origin',
  'tokenizer',
  'wall',
  'saved',
  'repeated',
  'verifying',
  'onePrompt',
]);

export interface FittedColumns {
  readonly shown: readonly Column[];
  /** Columns that a person wants and that have no room. */
  readonly dropped: readonly Column[];
}

/**
 * As many of the wanted columns as fit into `width` px, the most important first, in their order; always the names.
 * With `wanted` null, the default columns. A column that fits appears even where a more important, wider one did not
 * fit.
 */
export function fitColumns(width: number, wanted: ReadonlySet<SortKey> | null): FittedColumns {
  const isWanted = (id: SortKey) => id === 'name' || (wanted ? wanted.has(id) : !onRequest.has(id));
  const candidates = byImportance
    .filter(isWanted)
    .flatMap((id) => columns.find((column) => column.id === id) ?? []);
  const kept = new Set<SortKey>(['name']);
  let room = width - Math.max(NAME_WIDTH, Math.min(width * NAME_SHARE, MOST_NAME_WIDTH));
  for (const { id, width: needed } of candidates) {
    if (id === 'name' || needed > room) continue;
    kept.add(id);
    room -= needed;
  }
  return {
    shown: columns.filter(({ id }) => kept.has(id)),
    dropped: columns.filter(({ id }) => isWanted(id) && !kept.has(id)),
  };
}

/** Sizes of a grid template: names stretch, the others keep their width. */
export const gridTemplate = (shown: readonly Column[]): string =>
  shown.map(({ id, width }) => (id === 'name' ? `minmax(${width}px, 1fr)` : `${width}px`)).join(' ');

/** The formula under the current definition and reading. */
export function formulaOf(column: Column, definition: SequentialDefinition, reading: Reading): string | null {
  switch (column.id) {
    case 'sequential':
      return withReading(sequentialFormulas[definition].formula, reading);
    case 'total':
    case 'saved':
      return column.formula && withReading(column.formula, reading);
    default:
      return column.formula;
  }
}

/** A stored choice: ids separated by commas; null where none was made. */
export function readColumnChoice(stored: string): ReadonlySet<SortKey> | null {
  if (stored === '') return null;
  const names = new Set(stored.split(','));
  return new Set(columns.filter(({ id }) => names.has(id)).map(({ id }) => id));
}
