import type { BatchProposer, CurationBatch } from '#lib/contract/curation-batch.ts';
import type { ImportProblem } from '#lib/contract/imports.ts';
import type { BatchCounts, StoredBatch } from '#lib/storage/curation/curation-store.ts';
import { errorOf, settingsOf } from './stored-record.ts';

const stages = ['imported', 'steps', 'dag', 'packed'] as const;

export function batchView(batch: StoredBatch, { records, reasons, sampled }: BatchCounts): CurationBatch {
  const counts = countsOf(records);
  const { id, name, createdAt, importDone, file, concurrency, usage, problemCount, sample } = batch;
  return {
    ...{ id, name, createdAt, importDone, file, concurrency, usage, problemCount, sample, counts, reasons },
    status: statusOf(batch, counts.waiting + counts.running),
    settings: settingsOf(batch),
    proposer: proposerOf(batch),
    problems: batch.problems.filter(isObject) as ImportProblem[],
    error: errorOf(batch),
    review: reviewOf(sampled),
    ...(batch.damaged && { damaged: batch.damaged }),
  };
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Rules if the stored value is unreadable: they call no endpoint. */
const proposerOf = ({ proposer }: Pick<StoredBatch, 'proposer'>): BatchProposer =>
  (proposer as BatchProposer | null)?.kind === 'model' ? (proposer as BatchProposer) : { kind: 'rules' };

function statusOf({ status, importDone }: StoredBatch, left: number): CurationBatch['status'] {
  if (status === 'failed' || status === 'deleting') return 'failed';
  if (importDone && left === 0) return 'done';
  if (status === 'paused') return 'paused';
  return importDone ? 'running' : 'importing';
}

/** `steps`, `dag` and `packed` count the records that got at least this far, as a funnel does. */
function countsOf(records: BatchCounts['records']) {
  const sum = (counted: (one: BatchCounts['records'][number]) => boolean) =>
    records.reduce((total, one) => total + (counted(one) ? one.count : 0), 0);
  const reached = (stage: (typeof stages)[number]) =>
    sum((one) => stages.indexOf(one.stage) >= stages.indexOf(stage));
  return {
    imported: sum(() => true),
    steps: reached('steps'),
    dag: reached('dag'),
    packed: reached('packed'),
    kept: sum(({ status }) => status === 'kept'),
    rejected: sum(({ status }) => status === 'rejected'),
    failed: sum(({ status }) => status === 'failed'),
    waiting: sum(({ status }) => status === 'waiting'),
    running: sum(({ status }) => status === 'running'),
  };
}

/** A verdict agrees if a person accepts what the filter keeps, or rejects what it rejects; a fix is neither. */
function reviewOf(sampled: BatchCounts['sampled']) {
  const sum = (counted: (one: BatchCounts['sampled'][number]) => boolean) =>
    sampled.reduce((total, one) => total + (counted(one) ? one.count : 0), 0);
  const both = (review: 'accept' | 'reject', status: 'kept' | 'rejected') =>
    sum((one) => one.review === review && one.status === status);
  return {
    sampled: sum(() => true),
    reviewed: sum(({ review }) => review !== null),
    accept: sum(({ review }) => review === 'accept'),
    reject: sum(({ review }) => review === 'reject'),
    fix: sum(({ review }) => review === 'fix'),
    agree: both('accept', 'kept') + both('reject', 'rejected'),
    disagree: both('accept', 'rejected') + both('reject', 'kept'),
  };
}
