import { createSemaphore } from '#lib/base/semaphore.ts';
import type { BatchProposer } from '#lib/contract/curation-batch.ts';
import type { DraftRequest, NewRecordRequest } from '#lib/contract/curation-requests.ts';
import { CURATION_SUMMARY_VERSION } from '#lib/curation/record.ts';
import type {
  CurationResult,
  CurationStore,
  NewCuration,
  StoredCuration,
} from '#lib/storage/curation/curation-store.ts';
import { faultOf } from '#lib/storage/faults.ts';
import type { StoreHealth } from '../store-health.ts';
import { computedRecord, type SavedDraft, saveDraft } from './draft.ts';
import { atWork, recordNotFound } from './errors.ts';
import type { Computed } from './job.ts';
import {
  type NewRecordDeps,
  recordOfAuthors,
  recordOfText,
  startedRecord,
  type TextRecord,
  takenApart,
} from './new-record.ts';
import type { Proposers } from './proposers.ts';
import type { SessionText } from './session-text.ts';
import { statusOf, summaryFields } from './stored-record.ts';
import { takeApart, withoutProposer } from './take-apart.ts';

/** How many records without a batch models process at once; the others wait. */
const MOST_AT_ONCE = 8;

export interface RecordServiceDeps extends NewRecordDeps {
  store: CurationStore;
  health: Pick<StoreHealth, 'persist'>;
  proposers: Proposers;
  /** The text of a stored sequential session. Throws ServerError. */
  sessionText(id: string): Promise<SessionText>;
}

/** Records outside batches, and a person's actions on any record. Throws ServerError. */
export interface RecordService {
  /** With rules the record is done when this resolves; with a model it continues to run. */
  create(request: NewRecordRequest): Promise<string>;
  /** Processes the record again; its corrections are discarded with the proposal they applied to. */
  propose(id: string, wanted: { endpointId?: string; model?: string }): Promise<void>;
  saveDraft(id: string, draft: DraftRequest): Promise<SavedDraft>;
  /** Everything that follows from the stored record. */
  compute(record: StoredCuration): Promise<Computed>;
  /** Ids of records whose counts come from another version. */
  stale(limit: number): Promise<string[]>;
  /**
   * Recomputes a record at rest from what is stored; corrections, review and revision stay. Only faults of the store
   * make it reject.
   */
  recount(id: string): Promise<void>;
  /** Ends a run of the record, and removes the record. False if there is none. */
  remove(id: string): Promise<boolean>;
  /** Continues what an earlier process left unfinished. */
  resume(): Promise<void>;
  /** Resolves once no run is in progress. */
  idle(): Promise<void>;
}

export function createRecordService(deps: RecordServiceDeps): RecordService {
  const { store, proposers, closing, report } = deps;
  const runs = new Map<string, { abort: AbortController; ended: Promise<void> }>();
  const places = createSemaphore(MOST_AT_ONCE);

  async function required(id: string): Promise<StoredCuration> {
    const record = await store.record(id);
    if (record) return record;
    throw recordNotFound();
  }

  /** Runs a record that is stored as running, in the background; resolves when its result is stored. */
  function run(id: string, chosen: BatchProposer): Promise<void> {
    const abort = new AbortController();
    const signal = AbortSignal.any([abort.signal, closing]);
    const ended = runToResult(id, chosen, signal)
      .catch((error: unknown) => {
        if (!signal.aborted) report(`Curation record ${id} could not be stored`, error);
      })
      .finally(() => runs.delete(id));
    runs.set(id, { abort, ended });
    return ended;
  }

  async function runToResult(id: string, chosen: BatchProposer, signal: AbortSignal): Promise<void> {
    const release = chosen.kind === 'model' ? await places.acquire(signal) : () => {};
    try {
      const record = await store.record(id);
      const result = record && (await resultOf(record, chosen, signal));
      if (result) await deps.health.persist(() => store.saveResults(record.batchId, [result]), signal);
    } finally {
      release();
    }
  }

  async function resultOf(
    record: StoredCuration,
    chosen: BatchProposer,
    signal: AbortSignal,
  ): Promise<CurationResult | null> {
    const proposer = await proposers.open(chosen).catch((error: unknown) => withoutProposer(record, error));
    return 'kind' in proposer ? takeApart(record, { proposer, signal, now: true }, deps) : proposer;
  }

  async function createFromText(
    given: TextRecord & { endpointId?: string; model?: string },
  ): Promise<string> {
    const { chosen, proposer } = await proposers.choose(given);
    const record = recordOfText(given, deps);
    if (proposer.kind === 'rules') return stored(await takenApart(record, proposer, deps));
    await stored({ record: startedRecord(record, chosen), reasons: [] });
    void run(record.id, chosen);
    return record.id;
  }

  async function stored({ record, reasons }: { record: NewCuration; reasons: readonly string[] }) {
    await store.createRecord(record, reasons);
    return record.id;
  }

  return {
    async create(request) {
      if ('sessionId' in request) {
        const { name, ...session } = await deps.sessionText(request.sessionId);
        return createFromText({ ...session, ...request, sourceName: name });
      }
      if ('dag' in request) return stored(await recordOfAuthors(request, deps));
      return createFromText({ ...request, sourceName: request.name || 'pasted text' });
    },

    async propose(id, wanted) {
      await required(id);
      const { chosen } = await proposers.choose(wanted);
      if (!(await store.startRecord(id, chosen))) throw atWork();
      const ended = run(id, chosen);
      if (chosen.kind === 'rules') await ended;
    },

    saveDraft: async (id, draft) => saveDraft(await required(id), draft, deps),
    compute: (record) => computedRecord(record, deps.jobs),

    stale: (limit) => store.staleRecords(CURATION_SUMMARY_VERSION, limit),

    async recount(id) {
      const record = await store.record(id);
      if (!record || record.contents.proposal === null) return;
      try {
        const { summary, stage } = await computedRecord(record, deps.jobs, false);
        const entry = { ...summaryFields(summary), stage, status: statusOf(summary) };
        const reasons = summary.reasons.map(({ code }) => code);
        await store.changeRecord(id, { entry, reasons }, record.revision);
      } catch (error) {
        if (faultOf(error) !== null) throw error;
        if (!closing.aborted) report(`Curation record ${id} could not be counted anew`, error);
      }
    },

    async remove(id) {
      runs.get(id)?.abort.abort(new Error('The record was deleted'));
      return store.deleteRecord(id);
    },

    async resume() {
      for (const id of await store.waitingRequests()) {
        const record = await store.record(id);
        if (!record) continue;
        const chosen = record.request as BatchProposer;
        if (await store.startRecord(id, chosen)) void run(id, chosen);
      }
    },

    async idle() {
      await Promise.all([...runs.values()].map(({ ended }) => ended));
    },
  };
}
