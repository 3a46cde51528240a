import { isNamedModel, shownModel } from '#components/api/model-name.ts';
import type { FindingKind } from '#lib/contract/findings.ts';
import type { LibraryRow } from '#lib/contract/library.ts';
import type { Reading, SequentialDefinition } from '#lib/trace/sequential-tokens.ts';

/** What a row is called: its title, else its question, else its file. */
export const rowName = (row: LibraryRow): string => row.title || row.question || row.sourceName || 'Untitled';

/**
 * Whether means and shares count a row: not one made from a curation record, whose source is already there and whose
 * rounds no model wrote.
 */
export const countsInMeans = ({ origin }: LibraryRow): boolean => origin.kind !== 'curated';

/**
 * Rows with the numbers of one reading: sorting, charts and means after this use the same reading. A row without them
 * has no numbers.
 */
export function readRows(rows: readonly LibraryRow[], reading: Reading): readonly LibraryRow[] {
  if (reading === 'decoded') return rows;
  return rows.map((row) => ({
    ...row,
    sequentialTokens: row.visible?.sequentialTokens ?? null,
    totalTokens: row.visible?.totalTokens ?? null,
    // In an ended trace only the share of thinking can be an estimate.
    isEstimate: row.isEstimate === true && row.status !== 'done',
  }));
}

/**
 * The mark before a number in tokens that is an estimate: it still grows, or its log does not say when its planner
 * thought.
 */
export const aboutMark = (row: LibraryRow): string => (row.status === 'running' || row.isEstimate ? '≈' : '');

/** Sequential tokens under a definition; null where there are no counts. */
export const sequentialOf = (row: LibraryRow, definition: SequentialDefinition): number | null =>
  row.sequentialTokens?.[definition] ?? null;

/** Findings of one kind, all checks together. */
export const findingsOf = (row: LibraryRow, kind: FindingKind): number =>
  row.findings.reduce((sum, finding) => (finding.kind === kind ? sum + finding.count : sum), 0);

/** "A against B"; says so where neither is known. */
export const againstWords = (left: LibraryRow, right: LibraryRow): string =>
  isNamedModel(left.model) || isNamedModel(right.model)
    ? `${shownModel(left.model)} against ${shownModel(right.model)}`
    : 'models not named';
