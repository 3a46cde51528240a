import type { Clock } from '#lib/base/clock.ts';
import { emptyEditLog } from '#lib/curation/edit-log.ts';
import type { CurationStatus, CurationSummary } from '#lib/curation/record.ts';
import type { CurationStore, NewCuration, StoredCuration } from '#lib/storage/curation-store.ts';
import { ServerError } from '../errors.ts';
import type { Computed } from './job.ts';
import type { CurationJobError } from './job-failure.ts';
import type { ChosenProposer, Proposers } from './proposers.ts';
import { recordNotFound } from './record-errors.ts';
import type { DraftRequest, NewRecordRequest } from './requests.ts';
import type { SessionText } from './session-text.ts';
import { countedOf, proposalOf, settingsOf, statusOf, textsOf } from './stored-record.ts';
import { donePatch, takeApart } from './take-apart.ts';
import type { CurationPool } from './worker-pool.ts';

export interface RecordServiceDeps {
  store: CurationStore;
  pool: CurationPool;
  proposers: Proposers;
  /** The text of a stored sequential session. Throws ServerError. */
  sessionText(id: string): Promise<SessionText>;
  clock: Pick<Clock, 'date'>;
  newId(): string;
  /** Aborts when the server shuts down. */
  closing: AbortSignal;
  report(message: string, error: unknown): void;
}

export interface SavedDraft {
  revision: number;
  status: CurationStatus;
  summary: CurationSummary;
}

/** Records outside batches, and what a person does to any record. Throws ServerError. */
export interface RecordService {
  /** By rules it is done when this resolves, by a model it runs on. */
  create(request: NewRecordRequest): Promise<string>;
  /** Takes it apart anew; the corrections go with the proposal they lay on. */
  propose(id: string, wanted: { endpointId?: string; model?: string }): Promise<void>;
  saveDraft(id: string, draft: DraftRequest): Promise<SavedDraft>;
  /** All that follows from the record as it is stored. */
  compute(record: StoredCuration): Promise<Computed>;
  /** Ends a run of it, and removes it. False when there is none. */
  remove(id: string): Promise<boolean>;
  /** Goes on with what an earlier process had left. */
  resume(): Promise<void>;
  /** Resolves once no run is under way. */
  idle(): Promise<void>;
}

export function createRecordService(deps: RecordServiceDeps): RecordService {
  const { store, pool, proposers, closing, report } = deps;
  const runs = new Map<string, { abort: AbortController; ended: Promise<void> }>();

  async function required(id: string): Promise<StoredCuration> {
    const record = await store.record(id);
    if (record) return record;
    throw recordNotFound();
  }

  function newRecord(over: Partial<NewCuration> & Pick<NewCuration, 'contents' | 'sourceName'>): NewCuration {
    return {
      id: deps.newId(),
      batchId: null,
      index: 0,
      createdAt: deps.clock.date().toISOString(),
      status: 'waiting',
      stage: 'imported',
      summary: null,
      review: null,
      sampled: false,
      edited: false,
      attempts: 0,
      error: null,
      revision: 0,
      request: null,
      ...over,
    };
  }

  /** Runs a stored record that was marked so, in the background. */
  function run(id: string, chosen: ChosenProposer): Promise<void> {
    const abort = new AbortController();
    const signal = AbortSignal.any([abort.signal, closing]);
    const ended = (async () => {
      const record = await store.record(id);
      if (!record) return;
      const proposer = await proposers.open(chosen).catch((error: unknown) => error as Error);
      const result =
        proposer instanceof Error
          ? { id, patch: { entry: failedEntry(record, proposer) } }
          : await takeApart(record, { proposer, signal, now: true }, { pool, report });
      if (result) await store.saveResults(null, [result]);
    })()
      .catch((error: unknown) => {
        if (!closing.aborted) report(`Curation record ${id} could not be stored`, error);
      })
      .finally(() => runs.delete(id));
    runs.set(id, { abort, ended });
    return ended;
  }

  async function createFromText(
    text: string,
    request: {
      question?: string | null;
      expected?: string | null;
      settings: NewRecordRequest extends { settings: infer S } ? S : never;
      endpointId?: string;
      model?: string;
    },
    sourceName: string,
  ): Promise<string> {
    const { chosen, proposer } = await proposers.choose(request);
    const { question = null, expected = null, settings } = request;
    const record = newRecord({
      sourceName,
      attempts: 1,
      status: 'running',
      request: chosen,
      contents: {
        text,
        question: question || null,
        expected,
        answer: null,
        lines: null,
        lineTokens: null,
        settings,
        proposal: null,
        editLog: emptyEditLog,
      },
    });
    if (proposer.kind === 'model') {
      await store.createRecord(record, []);
      void run(record.id, chosen);
      return record.id;
    }
    const stored = { ...record, question };
    const result = await takeApart(stored, { proposer, signal: closing, now: true }, { pool, report });
    if (!result) throw new ServerError('shutting-down', 'Sprintscope is shutting down');
    const { entry = {}, contents = {}, reasons = [] } = result.patch;
    await store.createRecord({ ...record, ...entry, contents: { ...record.contents, ...contents } }, reasons);
    return record.id;
  }

  async function createFromAuthors(request: Extract<NewRecordRequest, { dag: string }>): Promise<string> {
    const { separation, inline, dag, question = null, expected = null, answer = null, settings } = request;
    const texts = { question: question || null, expected, answer: answer || null };
    const opened = await pool
      .run({ type: 'open-authors', files: { separation, inline, dag }, texts }, { now: true })
      .catch((error: CurationJobError) => {
        if (error.type !== 'unreadable') throw error;
        throw new ServerError('not-curatable', error.message, { remedy: error.remedy });
      });
    const base = newRecord({
      sourceName: request.name || 'authors’ files',
      contents: {
        ...texts,
        ...{ text: '', lines: null, lineTokens: null, settings, proposal: null, editLog: emptyEditLog },
      },
    });
    const job = { type: 'compute', ...opened, editLog: emptyEditLog, settings } as const;
    const computed = await pool.run(job, { now: true });
    if ('refused' in computed) throw new Error('An empty log of edits was refused');
    const {
      entry = {},
      contents = {},
      reasons = [],
    } = donePatch({ ...base, question }, { ...opened, computed });
    await store.createRecord({ ...base, ...entry, contents: { ...base.contents, ...contents } }, reasons);
    return base.id;
  }

  return {
    async create(request) {
      if ('sessionId' in request) {
        const { text, question, expected, name } = await deps.sessionText(request.sessionId);
        return createFromText(text, { question, expected, ...request }, name);
      }
      if ('dag' in request) return createFromAuthors(request);
      return createFromText(request.text, request, request.name || 'pasted text');
    },

    async propose(id, wanted) {
      const record = await required(id);
      if (record.contents.text === '')
        throw new ServerError('curation-state', 'This record has no text that could be taken apart.');
      const { chosen } = await proposers.choose(wanted);
      if (!(await store.startRecord(id))) throw atWork();
      await store.changeRecord(id, { entry: { request: chosen } });
      const ended = run(id, chosen);
      if (chosen.kind === 'rules') await ended;
    },

    async saveDraft(id, { revision, editLog, settings, ...given }) {
      const record = await required(id);
      const { contents } = record;
      const proposal = proposalOf(contents);
      if (record.status === 'running' || record.status === 'waiting') throw atWork();
      if (!proposal)
        throw new ServerError(
          'curation-state',
          'This record has no steps yet: it failed to be taken apart.',
          {
            remedy: 'Take it apart anew, by rules or by a model.',
          },
        );
      if (record.revision !== revision) throw olderRevision();
      const before = textsOf(contents);
      const texts = {
        question: given.question === undefined ? before.question : given.question || null,
        expected: given.expected === undefined ? before.expected : given.expected || null,
        answer: given.answer === undefined ? before.answer : given.answer || null,
      };
      const counted = countedOf(contents);
      const computed = await pool.run(
        { type: 'compute', counted, texts, proposal, editLog, settings },
        { now: true },
      );
      if ('refused' in computed) {
        const { refused, index } = computed;
        throw new ServerError('not-curatable', `Edit ${index + 1} does not apply: ${refused.message}`, {
          field: `editLog.edits.${index}`,
        });
      }
      const { summary, stage } = computed;
      const status = statusOf(summary);
      const patch = {
        entry: { status, stage, summary, edited: editLog.cursor > 0, revision: revision + 1, error: null },
        contents: { ...texts, editLog, settings },
        reasons: summary.reasons.map(({ code }) => code),
      };
      if (!(await store.changeRecord(id, patch, revision))) throw olderRevision();
      return { revision: revision + 1, status, summary };
    },

    async compute({ contents }) {
      const proposal = proposalOf(contents);
      if (!proposal)
        throw new ServerError('curation-state', 'This record was not taken apart yet.', {
          remedy: 'Wait until it is, or take it apart anew.',
        });
      const computed = await pool.run(
        {
          type: 'compute',
          counted: countedOf(contents),
          texts: textsOf(contents),
          proposal,
          editLog: contents.editLog as never,
          settings: settingsOf(contents),
        },
        { now: true },
      );
      if ('refused' in computed) throw new Error('The stored corrections do not apply to their proposal');
      return computed;
    },

    async remove(id) {
      runs.get(id)?.abort.abort(new Error('The record was deleted'));
      return store.deleteRecord(id);
    },

    async resume() {
      for (const id of await store.waitingSingles()) {
        const record = await store.record(id);
        if (record?.request && (await store.startRecord(id))) void run(id, record.request as ChosenProposer);
      }
    },

    async idle() {
      await Promise.all([...runs.values()].map(({ ended }) => ended));
    },
  };
}

/** The endpoint is gone. */
function failedEntry(record: StoredCuration, error: Error) {
  const earlier = record.contents.proposal === null ? null : record.summary;
  return {
    status: earlier ? statusOf(earlier) : ('failed' as const),
    error: { message: error.message, remedy: 'Take it apart anew with another endpoint, or by rules.' },
    request: null,
  };
}

const atWork = () =>
  new ServerError('curation-state', 'This record is being taken apart.', {
    remedy: 'Wait until it is done, then try again.',
  });

const olderRevision = () =>
  new ServerError('older-revision', 'This record was changed elsewhere since it was opened here.', {
    remedy: 'Open it again to see that, and make your corrections there.',
  });
