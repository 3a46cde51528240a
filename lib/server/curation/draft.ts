import type { CurationStatus, CurationSummary } from '#lib/contract/curation-record.ts';
import type { DraftRequest } from '#lib/contract/curation-requests.ts';
import type { CurationStore, StoredCuration } from '#lib/storage/curation/curation-store.ts';
import { ServerError } from '../errors.ts';
import type { CurationJobs } from './curation-jobs.ts';
import { atWork } from './errors.ts';
import type { Computed, CurationJob } from './job.ts';
import {
  countedOf,
  editLogOf,
  proposalOf,
  settingsOf,
  statusOf,
  summaryFields,
  textsOf,
} from './stored-record.ts';

export interface SavedDraft {
  revision: number;
  status: CurationStatus;
  summary: CurationSummary;
}

type ComputeInput = Omit<Extract<CurationJob, { type: 'compute' }>, 'type'>;

/** Throws ServerError `not-curatable` with the place of the edit that does not apply. */
export async function computed(input: ComputeInput, jobs: CurationJobs, now = true): Promise<Computed> {
  const result = await jobs.run({ type: 'compute', ...input }, { now });
  if (!('refused' in result)) return result;
  const { refused, index } = result;
  throw new ServerError('not-curatable', `Edit ${index + 1} does not apply: ${refused.message}`, {
    field: `editLog.edits.${index}`,
  });
}

/** Everything that follows from a stored record. Throws ServerError `curation-state`. */
export function computedRecord(
  { contents }: StoredCuration,
  jobs: CurationJobs,
  now = true,
): Promise<Computed> {
  const proposal = proposalOf(contents);
  if (!proposal) throw withoutSteps();
  const counted = countedOf(contents);
  const texts = textsOf(contents);
  const settings = settingsOf(contents);
  return computed({ counted, texts, proposal, settings, editLog: editLogOf(contents) }, jobs, now);
}

/** Stores a person's corrections. Throws ServerError `curation-state`, `older-revision`, `not-curatable`. */
export async function saveDraft(
  { id, status: before, revision: stored, contents }: StoredCuration,
  { revision, editLog, settings, ...given }: DraftRequest,
  { store, jobs }: { store: CurationStore; jobs: CurationJobs },
): Promise<SavedDraft> {
  if (before === 'running' || before === 'waiting') throw atWork();
  const proposal = proposalOf(contents);
  if (!proposal) throw withoutSteps();
  if (stored !== revision) throw olderRevision();
  const known = textsOf(contents);
  const texts = {
    question: given.question === undefined ? known.question : given.question || null,
    expected: given.expected === undefined ? known.expected : given.expected || null,
    answer: given.answer === undefined ? known.answer : given.answer || null,
  };
  const counted = countedOf(contents);
  const { summary, stage } = await computed({ counted, texts, proposal, editLog, settings }, jobs);
  const status = statusOf(summary);
  const patch = {
    entry: {
      status,
      stage,
      ...summaryFields(summary),
      edited: editLog.cursor > 0,
      revision: revision + 1,
      error: null,
    },
    contents: { ...texts, editLog, settings },
    reasons: summary.reasons.map(({ code }) => code),
  };
  if (!(await store.changeRecord(id, patch, revision))) throw olderRevision();
  return { revision: revision + 1, status, summary };
}

const withoutSteps = () =>
  new ServerError('curation-state', 'This record has no steps yet.', {
    remedy: 'Wait until it is taken apart, or take it apart anew, by rules or by a model.',
  });

const olderRevision = () =>
  new ServerError('older-revision', 'This record was changed elsewhere since it was opened here.', {
    remedy: 'Open it again to see that, and make your corrections there.',
  });
