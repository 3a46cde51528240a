import type { CurationRecord, CurationSummary, Proposal } from '#lib/contract/curation-record.ts';
import { METRICS_VERSION } from '#lib/trace/metrics.ts';
import type { Curated } from './curated.ts';

/**
 * Whether a record is still unapproved: rules found its steps or dependencies, and no person accepted it in review. A
 * record whose steps and dependencies both come from a model or the authors' files is not a draft.
 */
export const isDraft = ({
  proposal,
  review,
}: {
  readonly proposal: Pick<Proposal, 'stepsBy' | 'parentsBy'> | null;
  readonly review: CurationRecord['review'];
}): boolean =>
  review !== 'accept' && (proposal?.stepsBy.kind === 'rules' || proposal?.parentsBy.kind === 'rules');

/**
 * The version of every stored summary: raised when the meaning of tokens changes (METRICS_VERSION), or of anything else
 * counted here.
 */
export const CURATION_SUMMARY_VERSION = METRICS_VERSION * 1000 + 4;

/** The numbers of a record that a list and the funnel show. @param diagnostics how many its proposal has */
export function summarise({ numbers, stages, reasons, leaks }: Curated, diagnostics = 0): CurationSummary {
  return {
    ...numbers,
    promptsPerStage: stages.map(({ prompts }) => prompts.length),
    reasons,
    leaks: leaks.length,
    diagnostics,
  };
}
