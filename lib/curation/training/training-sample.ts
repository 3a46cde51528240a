import type { CurationRecord, CurationSummary, ProposalAuthor } from '#lib/contract/curation-record.ts';
import type { CurationSettings } from '#lib/contract/curation-settings.ts';
import { curate } from '../curate.ts';
import { foldEdits } from '../edits/edit-log.ts';
import { isDraft } from '../record.ts';

/** A curated record, as the input of training data. */
export interface TrainingSample {
  /** Index among the records, from 0. */
  readonly index: number;
  readonly sourceName: string;
  readonly question: string;
  /** The tagged transcript. */
  readonly trajectory: string;
  /** The trace that it was made from. */
  readonly source: string;
  readonly settings: CurationSettings;
  readonly summary: CurationSummary;
  readonly stepsBy: ProposalAuthor;
  readonly parentsBy: ProposalAuthor;
  /** Rules split it, and nobody has approved it yet. */
  readonly draft: boolean;
}

/** Null for a record that is not split yet. Throws `EditLogError` if its edits do not fit. */
export function trainingSampleOf(record: CurationRecord): TrainingSample | null {
  const { proposal, summary, source, settings, question, expected, answer } = record;
  if (!proposal || !summary) return null;
  const decomposition = foldEdits(source, proposal.decomposition, record.editLog);
  // The text needs no counts, because the stored summary has them.
  const countTokens = () => 0;
  const input = { source, decomposition, settings, question, expected, answer, countTokens };
  return {
    index: record.index,
    sourceName: record.sourceName,
    question: question ?? '',
    trajectory: curate(input, { leaks: false }).trajectory,
    source: source.text,
    settings,
    summary,
    stepsBy: proposal.stepsBy,
    parentsBy: proposal.parentsBy,
    draft: isDraft(record),
  };
}
