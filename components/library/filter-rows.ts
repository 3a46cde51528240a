import type { FindingKind } from '#lib/contract/findings.ts';
import type { LibraryRow } from '#lib/contract/library.ts';
import { rowMark } from './accuracy.ts';

/** `''` filters nothing. Values come from an address and may name what no row has. */
export interface LibraryFilters {
  readonly search: string;
  readonly strategy: string;
  readonly model: string;
  readonly status: string;
  /** `fault`, `leak`, `note`: any finding of that kind; `none`; else the code of one check. */
  readonly finding: string;
  readonly tag: string;
  readonly paired: '' | 'yes' | 'no';
  readonly origin: string;
  readonly answer: '' | AnswerFilter;
  readonly tokenizer: string;
}

/** `missing`: it has no answer, whether or not the right one is known. */
export const answerFilters = ['right', 'wrong', 'undecided', 'no-key', 'missing'] as const;
export type AnswerFilter = (typeof answerFilters)[number];

export const noFilters: LibraryFilters = {
  search: '',
  strategy: '',
  model: '',
  status: '',
  finding: '',
  tag: '',
  paired: '',
  origin: '',
  answer: '',
  tokenizer: '',
};

export const anyFilter = (filters: LibraryFilters): boolean =>
  Object.values(filters).some((value) => value.trim() !== '');

/** Rows that pass every filter, in their order; every word of the search must occur. O(rows × words). */
export function filterRows(rows: readonly LibraryRow[], filters: LibraryFilters): readonly LibraryRow[] {
  if (!anyFilter(filters)) return rows;
  const words = fold(filters.search).split(' ').filter(Boolean);
  return rows.filter((row) => passes(row, filters) && matches(row, words));
}

function passes(row: LibraryRow, filters: LibraryFilters): boolean {
  return (
    (filters.strategy === '' || row.strategy === filters.strategy) &&
    (filters.model === '' || row.model === filters.model || row.executorModel === filters.model) &&
    (filters.status === '' || row.status === filters.status) &&
    (filters.origin === '' || row.origin.kind === filters.origin) &&
    (filters.tokenizer === '' || row.tokenizer === filters.tokenizer) &&
    (filters.tag === '' || row.tags.includes(filters.tag)) &&
    (filters.paired === '' || (row.pairId !== null) === (filters.paired === 'yes')) &&
    hasFinding(row, filters.finding) &&
    (filters.answer === '' || hasAnswer(row, filters.answer))
  );
}

const kinds: readonly string[] = ['fault', 'leak', 'note'] satisfies FindingKind[];

function hasFinding(row: LibraryRow, wanted: string): boolean {
  if (wanted === '') return true;
  if (wanted === 'none') return row.findings.every(({ kind }) => kind === 'note');
  return row.findings.some(({ code, kind }) => (kinds.includes(wanted) ? kind === wanted : code === wanted));
}

export const hasAnswer = (row: LibraryRow, wanted: AnswerFilter): boolean =>
  wanted === 'missing' ? row.answer === null : rowMark(row) === wanted;

/** Folding 2,000 questions takes some 10 ms: once a row, not once a key press. */
const foldedTexts = new WeakMap<LibraryRow, string>();

function matches(row: LibraryRow, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  let text = foldedTexts.get(row);
  if (text === undefined) {
    text = fold(
      [
        ...[row.title, row.question, row.sourceName, row.model, row.executorModel, row.answer],
        ...[row.tags.join(' '), row.annotated?.labels.join(' '), row.annotated?.words],
      ]
        .filter(Boolean)
        .join(' '),
    );
    foldedTexts.set(row, text);
  }
  return words.every((word) => text.includes(word));
}

/** Removes differences of case, accents and kinds of white space. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/\s+/g, ' ');
}
