import type { Clock } from '#lib/base/clock.ts';
import type { BatchProposer } from '#lib/contract/curation-batch.ts';
import type { NewRecordRequest } from '#lib/contract/curation-requests.ts';
import type { CurationSettings } from '#lib/contract/curation-settings.ts';
import { emptyEditLog } from '#lib/curation/edits/edit-log.ts';
import type { Proposer } from '#lib/curation/propose/proposer.ts';
import type { CurationPatch, NewCuration } from '#lib/storage/curation/curation-store.ts';
import { ServerError } from '../errors.ts';
import type { CurationJobs } from './curation-jobs.ts';
import { computed } from './draft.ts';
import { isCurationJobError } from './errors.ts';
import type { RecordTexts } from './job.ts';
import { donePatch, type TakeApartDeps, takeApart } from './take-apart.ts';

export interface NewRecordDeps extends TakeApartDeps {
  clock: Pick<Clock, 'date'>;
  newId(): string;
  closing: AbortSignal;
}

/** A record before it is stored, and the codes of its rejections. */
export interface Made {
  record: NewCuration;
  reasons: readonly string[];
}

export interface TextRecord {
  text: string;
  sourceName: string;
  question?: string | null;
  expected?: string | null;
  settings: CurationSettings;
}

/** One trace as a record without a batch, not processed yet. */
export function recordOfText(
  { text, sourceName, question, expected, settings }: TextRecord,
  deps: Pick<NewRecordDeps, 'clock' | 'newId'>,
): NewCuration {
  const texts = { question: question || null, expected: expected ?? null, answer: null };
  return blankRecord({ text, sourceName, settings, texts }, deps);
}

/** The first run of a record that waits for no model: it is stored only when done. */
export async function takenApart(
  record: NewCuration,
  proposer: Proposer,
  deps: NewRecordDeps,
): Promise<Made> {
  const started = { ...record, attempts: 1, question: record.contents.question };
  const result = await takeApart(started, { proposer, signal: deps.closing, now: true }, deps);
  if (!result) throw new ServerError('shutting-down', 'Sprintscope is shutting down');
  return patched({ ...record, attempts: 1 }, result.patch);
}

/** A record that its model is about to process. */
export const startedRecord = (record: NewCuration, chosen: BatchProposer): NewCuration => ({
  ...record,
  status: 'running',
  attempts: 1,
  request: chosen,
});

/** A record from the authors' files. Throws ServerError `not-curatable`. */
export async function recordOfAuthors(
  request: Extract<NewRecordRequest, { dag: string }>,
  deps: NewRecordDeps,
): Promise<Made> {
  const { separation, inline, dag, question, expected, answer, name, settings } = request;
  const texts = { question: question || null, expected: expected ?? null, answer: answer || null };
  const opened = await openAuthors({ separation, inline, dag }, texts, deps.jobs);
  const record = blankRecord({ text: '', sourceName: name || 'authors’ files', settings, texts }, deps);
  const result = await computed({ ...opened, settings, editLog: emptyEditLog }, deps.jobs);
  return patched(record, donePatch(record, { ...opened, computed: result }));
}

async function openAuthors(
  files: { separation: string; inline?: string; dag: string },
  texts: RecordTexts,
  jobs: CurationJobs,
) {
  try {
    return await jobs.run({ type: 'open-authors', files, texts }, { now: true });
  } catch (error) {
    if (!isCurationJobError(error) || error.type !== 'unreadable') throw error;
    throw new ServerError('not-curatable', error.message, { remedy: error.remedy, field: error.field });
  }
}

function patched(record: NewCuration, { entry, contents, reasons = [] }: CurationPatch): Made {
  return { record: { ...record, ...entry, contents: { ...record.contents, ...contents } }, reasons };
}

function blankRecord(
  given: { text: string; sourceName: string; settings: CurationSettings; texts: RecordTexts },
  { clock, newId }: Pick<NewRecordDeps, 'clock' | 'newId'>,
): NewCuration {
  return {
    id: newId(),
    batchId: null,
    index: 0,
    sourceName: given.sourceName,
    createdAt: clock.date().toISOString(),
    status: 'waiting',
    stage: 'imported',
    summary: null,
    summaryVersion: null,
    review: null,
    sampled: false,
    edited: false,
    attempts: 0,
    error: null,
    revision: 0,
    request: null,
    contents: {
      ...given.texts,
      text: given.text,
      lines: null,
      lineTokens: null,
      settings: given.settings,
      proposal: null,
      editLog: emptyEditLog,
    },
  };
}
