import {
  picked,
  type SessionRecord,
  type SessionView,
  sessionChange,
  shownOf,
  singleFields,
} from '#lib/contract/session.ts';
import { newSessionRequest, sessionListQuery } from '#lib/contract/session-requests.ts';
import { sessionAnswer } from '#lib/formats/export/session-answer.ts';
import { faultOf } from '#lib/storage/faults.ts';
import type { Store } from '#lib/storage/store.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { ServerError } from '../errors.ts';
import { storedCounts } from '../findings.ts';
import { deleteSession as deleteStored } from '../sessions/delete-session.ts';
import { noAnswer } from '../sessions/library-view.ts';
import { renewSession } from '../sessions/renew-stale.ts';
import { canBeRenewed, damagedNames } from '../sessions/row-damage.ts';
import { storedMetrics } from '../sessions/session-numbers.ts';
import { isCurrent } from '../sessions/summarise.ts';
import { lacksVerdict, verdictPatch, verdictView } from '../sessions/verdicts.ts';
import { readJson, readQuery } from './body/body.ts';
import { type Exchange, type Handler, json } from './handle.ts';
import { unreadableCursor } from './library.ts';

/** The session that the path names. Throws ServerError `session-not-found`. */
export async function requireSession({ server, params }: Exchange) {
  const id = params.id ?? '';
  const record = await server.store.session(id);
  if (!record) throw notFound(id);
  return record;
}

const notFound = (id: string) =>
  new ServerError(
    'session-not-found',
    `There is no session "${id.slice(0, 100)}". It may have been deleted.`,
    { id },
  );

export const listSessions: Handler = async ({ server, request }) => {
  const page = await server.store.sessions(readQuery(request, sessionListQuery));
  if (!page) throw unreadableCursor();
  return json({
    sessions: page.sessions.map((record) =>
      sessionListItem(record, server.supervisor.live(record.id)?.shown ?? null),
    ),
    nextCursor: page.nextCursor,
  });
};

export const createSession: Handler = async ({ server, request }) => {
  const body = await readJson(request, newSessionRequest);
  await server.health.requireWritable();
  const record = await server.startSession(body);
  return json({ id: record.id }, 201, { location: `/api/sessions/${record.id}` });
};

export const getSession: Handler = async (exchange) => {
  const { server } = exchange;
  let record = await requireSession(exchange);
  if (record.status !== 'running' && (!isCurrent(record) || canBeRenewed(record))) {
    // A person who opens a session does not wait for its turn in the background.
    const { store, report, renewalOf } = server;
    const renewing = renewSession({ store, report, patchOf: renewalOf }, record.id);
    // If there is no room for the new numbers, we show the session without them.
    await renewing.catch((error: unknown) => {
      if (faultOf(error) === null) throw error;
    });
    record = await requireSession(exchange);
  }
  if (record.status !== 'running' && lacksVerdict(record)) {
    record = { ...record, ...verdictPatch(record) };
    server.judgeLater(record.id);
  }
  const view = sessionView(record, server.supervisor.live(record.id)?.shown ?? null);
  return json({ ...view, pair: await pairOf(server.store, record) });
};

/** The most other sessions of a pair that we list: one is usual, and a second sample of the sequential run. */
const MAX_PAIR = 50;

async function pairOf(store: Pick<Store, 'sessions'>, { id, pairId }: SessionRecord) {
  if (pairId === null) return [];
  const page = await store.sessions({ pairId, limit: MAX_PAIR + 1 });
  return (page?.sessions ?? [])
    .filter((session) => session.id !== id)
    .slice(0, MAX_PAIR)
    .map((session) => ({
      id: session.id,
      strategy: session.strategy,
      model: session.models.planner.model,
      executorModel: session.models.executor.model,
      status: session.status,
    }));
}

export const changeSession: Handler = async (exchange) => {
  const { server, request } = exchange;
  const { id } = await requireSession(exchange);
  const change = await readJson(request, sessionChange);
  if (!(await server.store.updateSession(id, change))) throw notFound(id);
  if (change.expected !== undefined) await server.judge(id);
  return getSession(exchange);
};

export const deleteSession: Handler = async (exchange) => {
  const { id } = await requireSession(exchange);
  await deleteStored(exchange.server, id);
  return new Response(null, { status: 204 });
};

/** Answers once the session has ended; cancelling an ended session changes nothing. */
export const cancelSession: Handler = async (exchange) => {
  const { id } = await requireSession(exchange);
  await exchange.server.supervisor.cancel(id);
  return getSession(exchange);
};

/** A session as the API shows it. While it runs, its metrics come from the live log, else from its row. */
function sessionView(record: SessionRecord, live: TraceState | null): SessionView {
  const { planner, executor } = record.models;
  const running = record.status === 'running' && live !== null;
  const current = isCurrent(record);
  const damaged = damagedNames(record);
  const { answer, answerIsInferred } = running ? sessionAnswer(live) : current ? record : noAnswer;
  return {
    ...shownOf(record),
    ...picked(record, singleFields),
    model: planner.model,
    executorModel: executor.model,
    ruleBased: planner.ruleBased && executor.ruleBased,
    metrics: running ? storedMetrics(sessionMetrics(live)) : current ? storedMetrics(record.metrics) : null,
    answer,
    answerIsInferred,
    lastSeq: running ? live.lastSeq : record.lastSeq,
    ...verdictView(running || !current ? { ...record, answer: null } : record),
    findings: storedCounts(record.findingCounts),
    /** Another version wrote the metrics and the answer, and we are recomputing them. */
    renewing: !running && !current && record.status !== 'running',
    /** Names of the unreadable fields of its row. */
    ...(damaged.length > 0 && { damaged }),
  };
}

/** A session as a list shows it: without the table of stages, which is most of its size. */
function sessionListItem(record: SessionRecord, live: TraceState | null): SessionView {
  const view = sessionView(record, live);
  return { ...view, metrics: withoutStages(view.metrics) };
}

function withoutStages(metrics: SessionView['metrics']): SessionView['metrics'] {
  if (!metrics) return metrics;
  const { perStage, ...rest } = metrics;
  return rest;
}
