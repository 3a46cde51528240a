import type { CurationStage, Proposal } from '#lib/contract/curation-record.ts';
import { emptyEditLog } from '#lib/curation/edits/edit-log.ts';
import { propose } from '#lib/curation/propose/propose.ts';
import { type ModelProposer, ProposeError, type Proposer } from '#lib/curation/propose/proposer.ts';
import type { CurationResult, StoredCuration } from '#lib/storage/curation/curation-store.ts';
import { isServerError } from '../errors.ts';
import type { CurationJobs } from './curation-jobs.ts';
import { computed } from './draft.ts';
import { isCurationJobError } from './errors.ts';
import type { Computed, Opened } from './job.ts';
import { countedOf, settingsOf, statusOf, summaryFields, textsOf } from './stored-record.ts';

export interface TakeApartDeps {
  jobs: CurationJobs;
  report(message: string, error: unknown): void;
}

export interface TakeApartOptions {
  proposer: Proposer;
  signal: AbortSignal;
  /** Set if somebody waits for the result. */
  now?: boolean;
}

/** The outcome for one record: its result in the form in which we store it. */
export interface TakenApart extends CurationResult {
  /** The endpoint failed, so other records of the batch will fail as well. */
  endpointFailed: boolean;
}

/**
 * Sends a record through the pipeline. A failure is a result too: a failed record, with the reason and what to do. Null
 * if the server or the batch ends meanwhile: the caller stores nothing, and the record waits for the next run.
 */
export async function takeApart(
  record: StoredCuration,
  { proposer, signal, now = false }: TakeApartOptions,
  { jobs, report }: TakeApartDeps,
): Promise<TakenApart | null> {
  let stage: CurationStage = 'imported';
  try {
    if (proposer.kind === 'rules') {
      const { asked } = proposer;
      const done = await byRules(record, asked, now, jobs);
      return { id: record.id, endpointFailed: false, patch: donePatch(record, done) };
    }
    const opened = await openedOf(record, now, jobs);
    const proposal = await byModel(opened, proposer, signal, (reached) => {
      stage = reached;
    });
    const result = await computed({ ...opened, ...afresh(record), proposal }, jobs, now);
    return {
      id: record.id,
      endpointFailed: false,
      usage: proposal.usage,
      patch: donePatch(record, { ...opened, proposal, computed: result }),
    };
  } catch (error) {
    if (signal.aborted || (isCurationJobError(error) && error.type === 'closed')) return null;
    return failed(record, error, stage, report);
  }
}

interface Done extends Opened {
  proposal: Proposal;
  computed: Computed;
}

async function byRules(
  record: StoredCuration,
  asked: 'built-in' | undefined,
  now: boolean,
  jobs: CurationJobs,
): Promise<Done> {
  const texts = textsOf(record.contents);
  if (record.contents.lines === null) {
    const { text } = record.contents;
    return jobs.run({ type: 'curate', text, texts, settings: settingsOf(record.contents), asked }, { now });
  }
  const opened = { counted: countedOf(record.contents), texts };
  const { source } = opened.counted;
  const proposal = await jobs.run({ type: 'propose', source, question: texts.question, asked }, { now });
  const result = await computed({ ...opened, ...afresh(record), proposal }, jobs, now);
  return { ...opened, proposal, computed: result };
}

async function openedOf(record: StoredCuration, now: boolean, jobs: CurationJobs): Promise<Opened> {
  const texts = textsOf(record.contents);
  if (record.contents.lines !== null) return { counted: countedOf(record.contents), texts };
  return jobs.run({ type: 'open', text: record.contents.text, texts }, { now });
}

function byModel(
  { counted, texts }: Opened,
  proposer: ModelProposer,
  signal: AbortSignal,
  reach: (stage: CurationStage) => void,
): Promise<Proposal> {
  return propose({
    source: counted.source,
    question: texts.question,
    proposer,
    signal,
    onProgress({ type }) {
      if (type === 'steps-found') reach('steps');
      if (type === 'dependencies-found') reach('dag');
    },
  });
}

/** A new proposal starts without corrections. */
const afresh = ({ contents }: StoredCuration) => ({ settings: settingsOf(contents), editLog: emptyEditLog });

/** A new proposal replaces the old one, and the corrections to the old one with it. */
export function donePatch(
  { revision }: Pick<StoredCuration, 'revision'>,
  { counted, texts, proposal, computed }: Done,
): CurationResult['patch'] {
  const { summary, stage } = computed;
  return {
    entry: {
      status: statusOf(summary),
      stage,
      ...summaryFields(summary),
      edited: false,
      error: null,
      request: null,
      revision: revision + 1,
    },
    contents: {
      text: counted.source.text,
      lines: counted.source.lines,
      lineTokens: counted.lineTokens,
      question: texts.question,
      answer: texts.answer,
      proposal,
      editLog: emptyEditLog,
    },
    reasons: summary.reasons.map(({ code }) => code),
  };
}

function failed(
  record: StoredCuration,
  error: unknown,
  stage: CurationStage,
  report: TakeApartDeps['report'],
): TakenApart {
  const usage = error instanceof ProposeError ? error.usage : undefined;
  return {
    id: record.id,
    endpointFailed: error instanceof ProposeError && error.type === 'endpoint',
    ...(usage && { usage }),
    patch: failurePatch(record, wordsOf(error, report), stage),
  };
}

/** The result for a record whose endpoint is gone. Rethrows an error that is no refusal of ours. */
export function withoutProposer(record: StoredCuration, error: unknown): CurationResult {
  if (!isServerError(error)) throw error;
  const remedy = 'Take it apart anew with another endpoint, or by rules.';
  return { id: record.id, patch: failurePatch(record, { message: error.message, remedy }, 'imported') };
}

/** A record that was processed before keeps that result. */
function failurePatch(
  record: StoredCuration,
  error: { message: string; remedy: string },
  stage: CurationStage,
): CurationResult['patch'] {
  const earlier = record.contents.proposal === null ? null : record.summary;
  const status = earlier ? { status: statusOf(earlier) } : { status: 'failed' as const, stage };
  return { entry: { error, request: null, ...status } };
}

function wordsOf(error: unknown, report: TakeApartDeps['report']): { message: string; remedy: string } {
  if (error instanceof ProposeError) return { message: error.summary, remedy: error.remedy };
  if (isCurationJobError(error)) return { message: error.message, remedy: error.remedy };
  report('Curation failed on a trace', error);
  return {
    message: 'Sprintscope failed on this trace in a way it should not have; its output says more.',
    remedy: 'Please report it, with the trace if you can.',
  };
}
