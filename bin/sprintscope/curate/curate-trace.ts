import type { Proposal, SourceLines } from '#lib/contract/curation-record.ts';
import type { CurationSettings } from '#lib/contract/curation-settings.ts';
import type { DataSetRow } from '#lib/contract/data-set.ts';
import { curate } from '#lib/curation/curate.ts';
import type { Curated } from '#lib/curation/curated.ts';
import { openSource } from '#lib/curation/open-source.ts';
import { propose } from '#lib/curation/propose/propose.ts';
import type { Proposer } from '#lib/curation/propose/proposer.ts';
import { segment } from '#lib/curation/segment.ts';

export interface CurateTraceOptions {
  readonly proposer: Proposer;
  readonly settings: CurationSettings;
  /** For a trace that has none. */
  readonly question?: string;
  readonly expected?: string;
  readonly countTokens: (text: string) => number;
  readonly signal: AbortSignal;
}

export interface CuratedTrace {
  readonly question: string | null;
  readonly expected: string | null;
  readonly source: SourceLines;
  readonly answer: string | null;
  readonly proposal: Proposal;
  readonly curated: Curated;
}

/** Takes one trace through the whole pipeline. @throws ProposeError where a model cannot be asked */
export async function curateTrace(row: DataSetRow, options: CurateTraceOptions): Promise<CuratedTrace> {
  const { proposer, settings, countTokens, signal } = options;
  const opened = openSource(row.trace);
  const question = row.question ?? opened.question ?? options.question ?? null;
  const expected = row.expected ?? options.expected ?? null;
  const answer = row.answer ?? opened.answer;
  const source = segment(opened.text);
  const proposal = await propose({ source, question, proposer, signal });
  const { decomposition } = proposal;
  const curated = curate({
    source,
    decomposition,
    settings,
    question,
    expected,
    answer,
    countTokens,
  });
  return { question, expected, source, answer, proposal, curated };
}
