import type {
  CurationRecord,
  CurationStatus,
  CurationSummary,
  EditLog,
  Proposal,
} from '#lib/curation/record.ts';
import type { CurationSettings } from '#lib/curation/settings.ts';
import type { SourceLine } from '#lib/curation/source-lines.ts';
import { CURATION_SUMMARY_VERSION } from '#lib/curation/summarise.ts';
import type { CurationContents, CurationEntry, StoredCuration } from '#lib/storage/curation-store.ts';
import type { CountedSource, RecordTexts } from './job.ts';

/** What the store keeps as opaque JSON, by its names in lib/curation. Trusted: only this folder writes it. */

export const settingsOf = ({ settings }: Pick<CurationContents, 'settings'>) => settings as CurationSettings;
export const proposalOf = ({ proposal }: Pick<CurationContents, 'proposal'>) => proposal as Proposal | null;
export const editLogOf = ({ editLog }: Pick<CurationContents, 'editLog'>) => editLog as EditLog;
/** Null until it is counted anew, where another version counted it: old and new numbers are never shown together. */
export const summaryOf = ({ summary, summaryVersion }: Pick<CurationEntry, 'summary' | 'summaryVersion'>) =>
  summaryVersion === CURATION_SUMMARY_VERSION ? (summary as CurationSummary | null) : null;

/** A summary as a record's entry keeps it. */
export const summaryFields = (summary: CurationSummary) => ({
  summary,
  summaryVersion: CURATION_SUMMARY_VERSION,
});
export const errorOf = ({ error }: Pick<CurationEntry, 'error'>) => error as CurationRecord['error'];

/** No lines before it was opened. */
export const countedOf = ({ text, lines, lineTokens }: CurationContents): CountedSource => ({
  source: { text, lines: (lines ?? []) as SourceLine[] },
  lineTokens: (lineTokens ?? []) as number[],
});

export const textsOf = ({ question, expected, answer }: CurationContents): RecordTexts => ({
  question,
  expected,
  answer,
});

/** A record that was computed is kept unless something speaks against it. */
export const statusOf = (summary: unknown): Extract<CurationStatus, 'kept' | 'rejected'> =>
  (summary as CurationSummary).reasons.length === 0 ? 'kept' : 'rejected';

/** A record as the workbench opens it and exports write it. */
export function curationRecordOf(stored: StoredCuration): CurationRecord {
  const { contents } = stored;
  return {
    id: stored.id,
    batchId: stored.batchId,
    index: stored.index,
    sourceName: stored.sourceName,
    createdAt: stored.createdAt,
    ...textsOf(contents),
    ...countedOf(contents),
    settings: settingsOf(contents),
    stage: stored.stage,
    status: stored.status,
    proposal: proposalOf(contents),
    editLog: editLogOf(contents),
    revision: stored.revision,
    summary: summaryOf(stored),
    review: stored.review,
    sampled: stored.sampled,
    attempts: stored.attempts,
    error: errorOf(stored),
  };
}

/** A record in a list: nothing that is longer than a line. */
export function curationRowOf(entry: CurationEntry) {
  const { id, index, sourceName, question, status, stage, review, sampled, edited, attempts, createdAt } =
    entry;
  return {
    ...{ id, index, sourceName, question, status, stage, review, sampled, edited, attempts, createdAt },
    summary: summaryOf(entry),
    error: errorOf(entry),
  };
}
