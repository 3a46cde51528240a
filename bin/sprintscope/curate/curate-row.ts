import type { CurationDiagnostic, ProposalAuthor, Rejection } from '#lib/contract/curation-record.ts';
import type { Curated, CuratedStage, CurationLeak } from '#lib/curation/curated.ts';
import { isDraft } from '#lib/curation/record.ts';
import { type Column, grouped } from '../text-table.ts';
import type { CuratedTrace } from './curate-trace.ts';

/** What `curate --separation … --json` prints. */
export interface RoundsRow {
  /** Their number. */
  readonly steps: number;
  readonly stages: readonly CuratedStage[];
  readonly ratio: number;
  readonly kept: boolean;
  readonly reasons: readonly Rejection[];
}

/** The same for a trace in a file, with its remarks. */
export interface CurateRow extends RoundsRow {
  readonly file: string;
  readonly prompts: number;
  readonly sequentialTokensBefore: number;
  readonly sequentialTokensAfter: number;
  readonly totalTokensAfter: number;
  readonly sampleTokens: number;
  readonly tokenizer: string;
  /** Who found steps and dependencies. */
  readonly stepsBy: ProposalAuthor;
  readonly parentsBy: ProposalAuthor;
  /** Rules made the decomposition: no person has accepted it. */
  readonly draft: boolean;
  readonly leaks: readonly CurationLeak[];
  readonly diagnostics: readonly CurationDiagnostic[];
}

export const roundsRow = ({ numbers, stages, kept, reasons }: Curated): RoundsRow => ({
  steps: numbers.steps,
  stages,
  ratio: numbers.ratio,
  kept,
  reasons,
});

export function curateRow(file: string, { curated, proposal }: CuratedTrace, tokenizer: string): CurateRow {
  const { prompts, sequentialTokensBefore, sequentialTokensAfter, totalTokensAfter, sampleTokens } =
    curated.numbers;
  const { stepsBy, parentsBy, diagnostics } = proposal;
  return {
    file,
    ...roundsRow(curated),
    prompts,
    sequentialTokensBefore,
    sequentialTokensAfter,
    totalTokensAfter,
    sampleTokens,
    tokenizer,
    stepsBy,
    parentsBy,
    draft: isDraft({ proposal, review: null }),
    leaks: curated.leaks,
    diagnostics,
  };
}

export const curateColumns: readonly Column<CurateRow>[] = [
  { title: 'File', width: 44, keepEnd: true, cell: (row) => row.file },
  { title: 'Steps', align: 'right', cell: (row) => grouped(row.steps) },
  { title: 'Stages', align: 'right', cell: (row) => grouped(row.stages.length) },
  { title: 'Prompts', align: 'right', cell: (row) => grouped(row.prompts) },
  { title: 'Ratio', align: 'right', cell: (row) => row.ratio.toFixed(2) },
  { title: 'Before', align: 'right', cell: (row) => grouped(row.sequentialTokensBefore) },
  { title: 'After', align: 'right', cell: (row) => grouped(row.sequentialTokensAfter) },
  { title: 'Leaks', align: 'right', cell: (row) => grouped(row.leaks.length) },
  {
    title: 'Kept',
    cell: ({ kept, reasons }) => (kept ? 'yes' : `no: ${reasons.map(({ code }) => code).join(', ')}`),
  },
];
