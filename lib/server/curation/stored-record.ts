import * as z from 'zod/mini';
import type { EditLog } from '#lib/contract/curation-edits.ts';
import type {
  CurationRecord,
  CurationStatus,
  CurationSummary,
  Proposal,
  SourceLine,
} from '#lib/contract/curation-record.ts';
import { allSettings, type CurationSettings, profiles } from '#lib/contract/curation-settings.ts';
import { CURATION_SUMMARY_VERSION, isDraft } from '#lib/curation/record.ts';
import type {
  CurationContents,
  CurationEntry,
  StoredCuration,
} from '#lib/storage/curation/curation-store.ts';
import type { MaybeDamaged } from '#lib/storage/row-reader.ts';
import type { CountedSource, RecordTexts } from './job.ts';

/**
 * The JSON that the store keeps without reading it, by its names in lib/curation. A damaged row yields a stand-in, and
 * the row reports that.
 */

export const settingsOf = ({ settings }: { settings: unknown }): CurationSettings => {
  const parsed = allSettings.safeParse(settings);
  return parsed.success ? parsed.data : profiles.paper;
};
export const proposalOf = ({ proposal }: Pick<CurationContents, 'proposal'>) => proposal as Proposal | null;
export const editLogOf = ({ editLog }: Pick<CurationContents, 'editLog'>): EditLog =>
  Array.isArray((editLog as EditLog | null)?.edits) ? (editLog as EditLog) : { edits: [], cursor: 0 };
/**
 * Null while the counts come from another version, until we recount them: we never show old and new numbers together.
 */
export const summaryOf = ({ summary, summaryVersion }: Pick<CurationEntry, 'summary' | 'summaryVersion'>) =>
  summaryVersion === CURATION_SUMMARY_VERSION && z.safeParse(summarySchema, summary).success
    ? (summary as CurationSummary)
    : null;

/** The fields that lists and charts need. */
const summarySchema = z.looseObject({
  ...{ steps: z.number(), stages: z.number(), prompts: z.number(), ratio: z.number() },
  promptsPerStage: z.array(z.number()),
  ...{ sequentialTokensBefore: z.number(), sequentialTokensAfter: z.number() },
  ...{ totalTokensAfter: z.number(), sampleTokens: z.number(), leaks: z.number(), diagnostics: z.number() },
  reasons: z.array(z.looseObject({ code: z.string(), message: z.string() })),
});

/** A summary in the form in which a record's entry stores it. */
export const summaryFields = (summary: CurationSummary) => ({
  summary,
  summaryVersion: CURATION_SUMMARY_VERSION,
});
const errorSchema = z.looseObject({ message: z.string(), remedy: z.string() });
export const errorOf = ({ error }: { error: unknown }): CurationRecord['error'] =>
  z.safeParse(errorSchema, error).data ?? null;

/** A record has no lines before it is opened. */
export const countedOf = ({ text, lines, lineTokens }: CurationContents): CountedSource => ({
  source: { text, lines: (lines ?? []) as SourceLine[] },
  lineTokens: (lineTokens ?? []) as number[],
});

export const textsOf = ({ question, expected, answer }: CurationContents): RecordTexts => ({
  question,
  expected,
  answer,
});

/** We keep a computed record unless the summary gives a reason against it. */
export const statusOf = (summary: unknown): Extract<CurationStatus, 'kept' | 'rejected'> =>
  (summary as CurationSummary).reasons.length === 0 ? 'kept' : 'rejected';

/** A record in the form in which the workbench opens it and exports write it. */
export function curationRecordOf(stored: StoredCuration): CurationRecord & { draft: boolean } & MaybeDamaged {
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
    draft: isDraft({ proposal: proposalOf(contents), review: stored.review }),
    editLog: editLogOf(contents),
    revision: stored.revision,
    summary: summaryOf(stored),
    review: stored.review,
    sampled: stored.sampled,
    attempts: stored.attempts,
    error: errorOf(stored),
    ...damagedOf(stored.damaged, contents.damaged),
  };
}

/** A record in a list: no field is longer than a line. */
export function curationRowOf(entry: CurationEntry) {
  const { id, index, sourceName, question, status, stage, review, sampled, edited, attempts, createdAt } =
    entry;
  return {
    ...{ id, index, sourceName, question, status, stage, review, sampled, edited, attempts, createdAt },
    summary: summaryOf(entry),
    error: errorOf(entry),
    ...damagedOf(entry.damaged),
  };
}

/** Names of the unreadable fields; empty for a row that is whole. */
const damagedOf = (...names: (readonly string[] | undefined)[]): MaybeDamaged => {
  const damaged = names.flatMap((some) => some ?? []);
  return damaged.length > 0 ? { damaged } : {};
};
