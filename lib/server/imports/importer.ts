import type { Clock } from '#lib/base/clock.ts';
import type { ImportProblem, SourcePlace } from '#lib/contract/imports.ts';
import { blankSession, type SessionRecord } from '#lib/contract/session.ts';
import type { SourceTrace } from '#lib/formats/traces/source-trace.ts';
import { ImportError, logFromSource } from '#lib/formats/traces/trace-log.ts';
import { displayUrl } from '#lib/models/endpoints/url-policy.ts';
import type { Store } from '#lib/storage/store.ts';
import type { TokenCounter, TokenizerName } from '#lib/tokens/counter.ts';
import { TokenCounterError } from '#lib/tokens/counter.ts';
import { annotationsIn, rightAnswerIn } from '#lib/trace/annotation-lines.ts';
import type { Annotation } from '#lib/trace/annotations.ts';
import type { ModelInfo, Severity, TraceEvent } from '#lib/trace/events.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { type Report, storedFindings } from '../findings.ts';
import { idOfKey } from '../new-id.ts';
import { annotatedPatch } from '../sessions/annotations.ts';
import { summarise } from '../sessions/summarise.ts';
import { verdictPatch } from '../sessions/verdicts.ts';

/** What a caller can state about a trace besides its text. */
export interface TraceDetails {
  question?: string;
  expected?: string | null;
  title?: string | null;
  tags?: string[];
  pairId?: string | null;
  author?: string;
  /** Default `imported`. */
  origin?: 'imported' | 'curated';
  /**
   * The client makes it, for one trace: if two requests carry the same key, we store the trace once and answer both.
   */
  importKey?: string;
  tokenizer: TokenizerName;
}

export type Imported =
  | { id: string; pairId: string | null; diagnostics: { code: string; severity: Severity }[] }
  | { problem: ImportProblem };

export interface Importer {
  /**
   * Stores a trace as an ended session, whole or not at all. Returns a problem for a trace that we cannot read. Throws
   * only errors that are not the trace's fault: the store's errors, TokenCounterError.
   */
  importTrace(trace: SourceTrace, details: TraceDetails): Promise<Imported>;
}

/** What we say of a session that we stored. */
export type StoredImport = Pick<SessionRecord, 'id' | 'pairId' | 'findings'>;

export interface ImporterDeps {
  store: Pick<Store, 'session'> & {
    importSession(
      record: SessionRecord,
      events: readonly TraceEvent[],
      newPairId: string,
      annotations: readonly Annotation[],
    ): Promise<StoredImport>;
  };
  counterFor(name: TokenizerName): TokenCounter;
  clock: Pick<Clock, 'date'>;
  newId(): string;
  report: Report;
}

export function createImporter({ store, counterFor, clock, newId, report }: ImporterDeps): Importer {
  return {
    async importTrace(trace, details) {
      const { importKey } = details;
      const stored = importKey === undefined ? null : await store.session(idOfKey(importKey));
      if (stored) return answerOf(stored);
      const id = importKey === undefined ? newId() : idOfKey(importKey);
      const now = clock.date().toISOString();
      let prepared: { record: SessionRecord; events: TraceEvent[]; annotations: Annotation[] };
      try {
        const { question, author, origin, tokenizer } = details;
        const options = { counter: counterFor(tokenizer), startedAt: now, question, author, origin };
        const events = await logFromSource(trace, options);
        const record = recordOf(id, trace, details, events, now, report);
        const annotations = trace.kind === 'log' ? annotationsIn(trace.text) : [];
        prepared = { record: { ...record, ...annotatedPatch(record, annotations) }, events, annotations };
      } catch (error) {
        if (error instanceof ImportError) return { problem: error.problem };
        if (error instanceof TokenCounterError) throw error;
        report(`Importing a trace of ${trace.text.length} characters failed`, error);
        return { problem: defect(trace.place) };
      }
      try {
        const { record, events, annotations } = prepared;
        return answerOf(await store.importSession(record, events, newId(), annotations));
      } catch (error) {
        // The request that this one repeats was still in progress.
        const other = importKey === undefined ? null : await store.session(id);
        if (other) return answerOf(other);
        throw error;
      }
    },
  };
}

function answerOf({ id, pairId, findings }: StoredImport): Imported {
  const diagnostics = storedFindings(findings).map(({ code, severity }) => ({ code, severity }));
  return { id, pairId, diagnostics };
}

function recordOf(
  id: string,
  { place, expected, kind, text }: SourceTrace,
  details: TraceDetails,
  events: readonly TraceEvent[],
  createdAt: string,
  report: Report,
): SessionRecord {
  const state = foldEvents(events);
  if (!state.session) throw new Error('A log was made that does not begin');
  const { question, strategy, mode, models, origin } = state.session;
  const author = details.author ?? origin.author?.slice(0, LONGEST_WORDS);
  const record: SessionRecord = {
    ...blankSession(),
    id,
    title: details.title ?? null,
    question,
    strategy,
    status: 'done',
    mode,
    models: { planner: shortened(models.planner), executor: shortened(models.executor) },
    tags: details.tags ?? [],
    pairId: details.pairId ?? null,
    // Wherever a log ran, here it is an import; we store the log itself unchanged.
    origin: { kind: details.origin ?? 'imported', ...(author !== undefined && { author }) },
    createdAt,
    lastSeq: events.length - 1,
    sourceName: sourceName(place),
    expected: details.expected ?? expected ?? (kind === 'log' ? rightAnswerIn(text) : null),
    ...summarise(state, report),
  };
  return { ...record, ...verdictPatch(record) };
}

const LONGEST_NAME = 500;
/** Limits the names that a log from outside gives itself; its row is in every list. */
const LONGEST_WORDS = 300;

const shortened = (model: ModelInfo): ModelInfo => ({
  ...model,
  endpointName: model.endpointName.slice(0, LONGEST_WORDS),
  model: model.model.slice(0, LONGEST_WORDS),
  ...(model.baseUrl !== undefined && { baseUrl: displayUrl(model.baseUrl).slice(0, LONGEST_WORDS) }),
});

/** The file, and which of its records. */
const sourceName = ({ path, record }: SourcePlace): string =>
  `${path.slice(-LONGEST_NAME)}${record === undefined ? '' : `#${record}`}`;

const defect = (place: SourcePlace): ImportProblem => ({
  place,
  type: 'internal',
  message: 'Sprintscope failed on this trace in a way it should not have; its output says more.',
  remedy: 'Please report it, with the file if you can.',
});
