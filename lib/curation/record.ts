import type { CurationRecord, Proposal } from '#lib/contract/curation-record.ts';

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
