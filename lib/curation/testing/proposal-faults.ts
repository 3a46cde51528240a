import type { Decomposition, SourceLines } from '#lib/contract/curation-record.ts';
import { lineWords } from '../line-ranges.ts';
import { coverage } from '../source-text.ts';
import { faultsOf } from './random-edits.ts';

/** What is wrong with a proposal: what is wrong with it as a draft, and each line with text in no step. */
export function proposalFaults(source: SourceLines, decomposition: Decomposition): string[] {
  const lost = coverage(source, decomposition.steps).lost.filter(({ first, last }) =>
    source.lines.slice(first - 1, last).some(({ missing }) => !missing),
  );
  return [
    ...faultsOf(source, decomposition),
    ...lost.map((range) => `${lineWords(range)} of ${source.lines.length}: in no step`),
  ];
}
