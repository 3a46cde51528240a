import {
  type Reading,
  readings,
  type SequentialDefinition,
  sequentialDefinitions,
} from '#lib/trace/sequential-tokens.ts';
import { answerFilters, type LibraryFilters, noFilters } from './filter-rows.ts';
import { newestFirst, type Sorting, type SortKey, sortKeys } from './sort-rows.ts';

/** `auto`: pairs where there are any, else nothing. */
export type ChartTab = 'auto' | ShownChart | 'off';
export type ShownChart = 'pairs' | 'stages' | 'parallel';

/** What the library's address contains; the same address shows the same rows in the same order. */
export interface LibraryQuery {
  readonly filters: LibraryFilters;
  readonly sorting: Sorting;
  readonly chart: ChartTab;
  readonly definition: SequentialDefinition;
  readonly reading: Reading;
  /** Tokenizer of the chart of pairs; `''` is the most frequent. */
  readonly chartTokenizer: string;
  /** Whether x of that chart is a second sequential sample. */
  readonly control: boolean;
}

export const emptyQuery: LibraryQuery = {
  filters: noFilters,
  sorting: newestFirst,
  chart: 'auto',
  definition: 'authors',
  reading: 'decoded',
  chartTokenizer: '',
  control: false,
};

const filterNames: Record<keyof LibraryFilters, string> = {
  search: 'q',
  strategy: 'strategy',
  model: 'model',
  status: 'status',
  finding: 'finding',
  tag: 'tag',
  paired: 'paired',
  origin: 'origin',
  answer: 'answer',
  tokenizer: 'tokenizer',
};

/** Longer than anyone searches for; addresses come from outside. */
const LONGEST = 300;

/** Reads an address; treats unknown values as absent. */
export function readQuery(search: string): LibraryQuery {
  const params = new URLSearchParams(search);
  const text = (name: string) => (params.get(name) ?? '').slice(0, LONGEST);
  const oneOf = <T extends string>(name: string, values: readonly T[], otherwise: T): T => {
    const given = text(name);
    return values.find((value) => value === given) ?? otherwise;
  };
  const key = oneOf<SortKey>('sort', sortKeys, newestFirst.key);
  return {
    filters: {
      search: text('q'),
      strategy: text('strategy'),
      model: text('model'),
      status: text('status'),
      finding: text('finding'),
      tag: text('tag'),
      paired: oneOf('paired', ['', 'yes', 'no'], ''),
      origin: text('origin'),
      answer: oneOf('answer', ['', ...answerFilters], ''),
      tokenizer: text('tokenizer'),
    },
    sorting: { key, direction: oneOf('order', ['up', 'down'], 'down') === 'up' ? 'ascending' : 'descending' },
    chart: oneOf<ChartTab>('chart', ['pairs', 'stages', 'parallel', 'off'], 'auto'),
    definition: oneOf('definition', sequentialDefinitions, 'authors'),
    reading: oneOf('reading', readings, 'decoded'),
    chartTokenizer: text('counted'),
    control: text('x') === 'control',
  };
}

/** The query as an address, only what differs from the plain page; `''` for that. */
export function writeQuery(query: LibraryQuery): string {
  const params = new URLSearchParams();
  const names = Object.entries(filterNames) as [keyof LibraryFilters, string][];
  for (const [filter, name] of names) if (query.filters[filter]) params.set(name, query.filters[filter]);
  const { key, direction } = query.sorting;
  if (key !== newestFirst.key) params.set('sort', key);
  if (direction === 'ascending') params.set('order', 'up');
  if (query.chart !== 'auto') params.set('chart', query.chart);
  if (query.definition !== 'authors') params.set('definition', query.definition);
  if (query.reading !== 'decoded') params.set('reading', query.reading);
  if (query.chartTokenizer) params.set('counted', query.chartTokenizer);
  if (query.control) params.set('x', 'control');
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}
