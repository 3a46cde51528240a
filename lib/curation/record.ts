import type { CurationRecord, CurationSummary, Proposal } from '#lib/contract/curation-record.ts';
import { METRICS_VERSION } from '#lib/trace/metrics.ts';
import type { Curated } from './curated.ts';

/**
 * Whether nobody passed it yet: rules found steps or dependencies, and no person accepted the record in review. What a
 * model or the authors' files took apart whole is no draft.
 */
export const isDraft = ({
  proposal,
  review,
}: {
  readonly proposal: Pick<Proposal, 'stepsBy' | 'parentsBy'> | null;
  readonly review: CurationRecord['review'];
}): boolean =>
  review !== 'accept' && (proposal?.stepsBy.kind === 'rules' || proposal?.parentsBy.kind === 'rules');

/** Of every stored summary: raised with what tokens mean (METRICS_VERSION), or with what else is counted here. */
export const CURATION_SUMMARY_VERSION = METRICS_VERSION * 1000 + 4;

/** What a list and the funnel show of a record. @param diagnostics how many its proposal has */
export function summarise({ numbers, stages, reasons, leaks }: Curated, diagnostics = 0): CurationSummary {
  return {
    ...numbers,
    promptsPerStage: stages.map(({ prompts }) => prompts.length),
    reasons,
    leaks: leaks.length,
    diagnostics,
  };
}
