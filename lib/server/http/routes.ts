import { judgeRequest } from '#lib/contract/library-requests.ts';
import { openApiDocument } from '#lib/contract/openapi.ts';
import type { MethodOf, RoutePath } from '#lib/contract/paths.ts';
import { readPlayerPage } from '../player-page.ts';
import { judgeAnswers } from '../workers/judge-answers.ts';
import { annotate, exportAnnotations, listAnnotations } from './annotations.ts';
import { readJson } from './body/body.ts';
import { changeSessions, setExpected } from './bulk.ts';
import {
  createCurationBatch,
  deleteCurationBatch,
  getCurationBatch,
  getCurationDistributions,
  inspectCurationDataSet,
  listCurationBatches,
  pauseCurationBatch,
  resumeCurationBatch,
  retryCurationBatch,
  sampleCurationBatch,
} from './curation-batches.ts';
import { exportCurationBatch, exportCurationRecord } from './curation-export.ts';
import {
  createCurationRecord,
  deleteCurationRecord,
  getCurationRecord,
  keepCurationRecord,
  listCurationRecords,
  previewCurationRecord,
  proposeCurationRecord,
  reviewCurationRecord,
  saveCurationDraft,
} from './curation-records.ts';
import {
  changeDefault,
  changeEndpoint,
  createEndpoint,
  deleteEndpoint,
  discoverEndpoints,
  forgetLearned,
  listEndpoints,
  testEndpoint,
} from './endpoints.ts';
import { listFindings } from './findings.ts';
import { type Handler, isAdmitted, json } from './handle.ts';
import { getLibrary } from './library.ts';
import { askOpinion } from './opinions.ts';
import { sessionEvents } from './session-events.ts';
import { exportSession } from './session-export.ts';
import {
  cancelSession,
  changeSession,
  createSession,
  deleteSession,
  getSession,
  listSessions,
} from './sessions.ts';
import { exportSessions } from './sessions-zip.ts';
import { importBatch, importTraces } from './traces.ts';

/** Whether two answers mean the same; takes a few seconds at most if that needs a computer algebra system. */
const judgePair: Handler = async ({ server, request }) => {
  const { first, second, question } = await readJson(request, judgeRequest);
  const signal = AbortSignal.any([request.signal, server.closing]);
  const { verdict, how } = await judgeAnswers(
    server.workers,
    { first, second, question },
    { lane: 'now', signal },
  );
  return json({ verdict, how });
};

/**
 * The player page without a log; the browser puts one in. Sent as plain text: opened by itself, it is not a page of
 * this origin.
 */
const getPlayer: Handler = async () =>
  new Response(await readPlayerPage(), {
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'private, no-cache',
      'x-content-type-options': 'nosniff',
    },
  });

/**
 * For a start script, a monitor or a page: reports that the server answers and, to clients with access, what it is
 * doing and whether it can store. 200 even while it cannot store: reading and exporting work, and a restart would not
 * help.
 */
const getHealth: Handler = async ({ server, request }) => {
  const storage = await server.health.look();
  const open = { status: storage.state === 'ok' ? 'ok' : 'degraded', version: server.config.version };
  if (!isAdmitted(request, server)) return json(open);
  return json({ ...open, sessionsRunning: server.supervisor.running, storage });
};

/** The description of the API for programs; made once, since only a new version changes it. */
let document: ReturnType<typeof openApiDocument> | null = null;

const getOpenApi: Handler = ({ server }) => {
  document ??= openApiDocument(server.config.version);
  return json(document);
};

/** A handler for each path and method of the contract, and for no other. */
type Handlers = { [P in RoutePath]: Record<MethodOf<P>, Handler> };

/** Every route of the API: `answer-api.ts` serves them. */
export const routes = {
  '/api/health': { GET: getHealth },
  '/api/openapi.json': { GET: getOpenApi },
  '/api/player': { GET: getPlayer },
  '/api/library': { GET: getLibrary },
  '/api/sessions': { GET: listSessions, POST: createSession },
  '/api/sessions/bulk': { POST: changeSessions },
  '/api/sessions/expected': { POST: setExpected },
  '/api/sessions/export': { POST: exportSessions },
  '/api/sessions/[id]': { GET: getSession, PATCH: changeSession, DELETE: deleteSession },
  '/api/sessions/[id]/annotations': { GET: listAnnotations, POST: annotate },
  '/api/sessions/[id]/opinions': { POST: askOpinion },
  '/api/sessions/[id]/cancel': { POST: cancelSession },
  '/api/sessions/[id]/events': { GET: sessionEvents },
  '/api/sessions/[id]/export': { GET: exportSession },
  '/api/traces': { POST: importTraces },
  '/api/traces/batch': { POST: importBatch },
  '/api/answers/judge': { POST: judgePair },
  '/api/findings': { GET: listFindings },
  '/api/annotations': { GET: exportAnnotations },
  '/api/endpoints': { GET: listEndpoints, POST: createEndpoint },
  '/api/endpoints/discover': { POST: discoverEndpoints },
  '/api/endpoints/default': { PATCH: changeDefault },
  '/api/endpoints/[id]': { PATCH: changeEndpoint, DELETE: deleteEndpoint },
  '/api/endpoints/[id]/test': { POST: testEndpoint },
  '/api/endpoints/[id]/learned': { DELETE: forgetLearned },
  '/api/curation/records': { GET: listCurationRecords, POST: createCurationRecord },
  '/api/curation/records/[id]': { GET: getCurationRecord, DELETE: deleteCurationRecord },
  '/api/curation/records/[id]/propose': { POST: proposeCurationRecord },
  '/api/curation/records/[id]/draft': { PUT: saveCurationDraft },
  '/api/curation/records/[id]/preview': { GET: previewCurationRecord },
  '/api/curation/records/[id]/keep': { POST: keepCurationRecord },
  '/api/curation/records/[id]/review': { PUT: reviewCurationRecord },
  '/api/curation/records/[id]/export': { GET: exportCurationRecord },
  '/api/curation/data-sets/inspect': { POST: inspectCurationDataSet },
  '/api/curation/batches': { GET: listCurationBatches, POST: createCurationBatch },
  '/api/curation/batches/[id]': { GET: getCurationBatch, DELETE: deleteCurationBatch },
  '/api/curation/batches/[id]/pause': { POST: pauseCurationBatch },
  '/api/curation/batches/[id]/resume': { POST: resumeCurationBatch },
  '/api/curation/batches/[id]/retry': { POST: retryCurationBatch },
  '/api/curation/batches/[id]/sample': { POST: sampleCurationBatch },
  '/api/curation/batches/[id]/distributions': { GET: getCurationDistributions },
  '/api/curation/batches/[id]/export': { GET: exportCurationBatch },
} satisfies Handlers;
