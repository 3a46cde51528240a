import type * as z from 'zod/mini';
import { judgementSchema } from '#lib/answers/judged-answer-schema.ts';
import { annotationRequest, opinionRequest, storedAnnotationsSchema } from './annotations.ts';
import { curationBatchesSchema, curationBatchSchema, distributionsSchema } from './curation-batch.ts';
import {
  curationPageSchema,
  curationRecordSchema,
  keptSchema,
  reviewedSchema,
  savedDraftSchema,
} from './curation-record.ts';
import {
  draftRequest,
  inspectQuery,
  newBatchQuery,
  newRecordRequest,
  previewQuery,
  proposerRequest,
  recordListQuery,
  reviewRequest,
  sampleRequest,
} from './curation-requests.ts';
import { inspectedSchema } from './data-set.ts';
import { defaultChange, endpointChange, newEndpointRequest } from './endpoint-requests.ts';
import { discoverySchema, endpointListSchema, endpointSchema, endpointTestSchema } from './endpoints.ts';
import { eventsQuery, exportQuery } from './export-requests.ts';
import { findingPageSchema } from './findings.ts';
import { healthSchema } from './health.ts';
import { importBatchRequest, importQuery, importRequest } from './import-requests.ts';
import { importAnswerSchema, importBatchSchema } from './imports.ts';
import { bulkResultSchema, libraryPageSchema } from './library.ts';
import {
  annotationRowsQuery,
  bulkRequest,
  expectedRequest,
  findingsQuery,
  judgeRequest,
  libraryQuery,
  zipRequest,
} from './library-requests.ts';
import type { MethodOf, RoutePath } from './paths.ts';
import { createdSchema, sessionChange, sessionPageSchema, sessionSchema } from './session.ts';
import { newSessionRequest, sessionListQuery } from './session-requests.ts';
import { batchExportQuery, recordExportQuery } from './training-export.ts';

/** One method of one path. */
export interface Operation {
  /** One sentence; docs/api.md says the rest. */
  readonly about: string;
  readonly query?: z.ZodMiniObject;
  /** Schema of a JSON answer. */
  readonly body?: z.ZodMiniType;
  /** The body is a raw file, or may be one in place of JSON. */
  readonly takesFile?: true;
  /** Default: 200, or 204 where the answer has no body. */
  readonly status?: 200 | 201;
  /** Schema of a JSON body. */
  readonly answer?: z.ZodMiniType;
  /** Content types of an answer that is no JSON. */
  readonly content?: readonly string[];
}

const ZIP = ['application/zip'];

/** Every path with exactly its methods. */
type Operations = { readonly [P in RoutePath]: Readonly<Record<MethodOf<P>, Operation>> };

/**
 * The requests and answers of each method of each path. The types make the server supply a handler for each
 * (lib/server/http/routes.ts); we generate the OpenAPI document from it, and tests check answers against it.
 */
export const contract = {
  '/api/health': { GET: { about: 'Whether the server answers, and can store', answer: healthSchema } },
  '/api/openapi.json': {
    GET: { about: 'This document', content: ['application/json'] },
  },
  '/api/player': {
    GET: { about: 'The player page without a log', content: ['text/plain; charset=utf-8'] },
  },
  '/api/library': {
    GET: {
      about: 'Many sessions in few bytes each, newest first',
      query: libraryQuery,
      answer: libraryPageSchema,
    },
  },
  '/api/sessions': {
    GET: { about: 'Sessions, newest first', query: sessionListQuery, answer: sessionPageSchema },
    POST: { about: 'Starts a session', body: newSessionRequest, status: 201, answer: createdSchema },
  },
  '/api/sessions/bulk': {
    POST: { about: 'One action on many sessions', body: bulkRequest, answer: bulkResultSchema },
  },
  '/api/sessions/expected': {
    POST: { about: 'The right answers of many sessions', body: expectedRequest, answer: bulkResultSchema },
  },
  '/api/sessions/export': {
    POST: { about: 'Many sessions in one format as a zip', body: zipRequest, content: ZIP },
  },
  '/api/sessions/[id]': {
    GET: { about: 'A session', answer: sessionSchema },
    PATCH: { about: 'Changes what people say of a session', body: sessionChange, answer: sessionSchema },
    DELETE: { about: 'Deletes a session and its log' },
  },
  '/api/sessions/[id]/annotations': {
    GET: { about: 'What people said of a session', answer: storedAnnotationsSchema },
    POST: {
      about: 'Appends an annotation',
      body: annotationRequest,
      status: 201,
      answer: storedAnnotationsSchema,
    },
  },
  '/api/sessions/[id]/opinions': {
    POST: {
      about: 'Asks a model for a second opinion',
      body: opinionRequest,
      status: 201,
      answer: storedAnnotationsSchema,
    },
  },
  '/api/sessions/[id]/cancel': { POST: { about: 'Ends a running session', answer: sessionSchema } },
  '/api/sessions/[id]/events': {
    GET: {
      about: 'The log as server-sent events',
      query: eventsQuery,
      content: ['text/event-stream; charset=utf-8'],
    },
  },
  '/api/sessions/[id]/export': {
    GET: { about: 'A session as a file', query: exportQuery, content: ['*/*'] },
  },
  '/api/traces': {
    POST: {
      about: 'Imports a text or a file',
      query: importQuery,
      body: importRequest,
      takesFile: true,
      status: 201,
      answer: importAnswerSchema,
    },
  },
  '/api/traces/batch': {
    POST: {
      about: 'Imports traces that were told apart',
      body: importBatchRequest,
      answer: importBatchSchema,
    },
  },
  '/api/answers/judge': {
    POST: { about: 'Whether two answers mean the same', body: judgeRequest, answer: judgementSchema },
  },
  '/api/findings': {
    GET: { about: 'What the doctor found, with places', query: findingsQuery, answer: findingPageSchema },
  },
  '/api/annotations': {
    GET: {
      about: 'Dismissals or notes of all sessions, a line each',
      query: annotationRowsQuery,
      content: ['text/jsonl; charset=utf-8'],
    },
  },
  '/api/endpoints': {
    GET: { about: 'The endpoints that sessions may use', answer: endpointListSchema },
    POST: { about: 'Adds an endpoint', body: newEndpointRequest, status: 201, answer: endpointSchema },
  },
  '/api/endpoints/discover': {
    POST: { about: 'Looks for model servers on this machine', answer: discoverySchema },
  },
  '/api/endpoints/default': {
    PATCH: {
      about: 'Chooses the endpoint of sessions that name none',
      body: defaultChange,
      answer: endpointListSchema,
    },
  },
  '/api/endpoints/[id]': {
    PATCH: { about: 'Changes an endpoint', body: endpointChange, answer: endpointSchema },
    DELETE: { about: 'Deletes an endpoint' },
  },
  '/api/endpoints/[id]/test': {
    POST: { about: 'Sends an endpoint one small request', answer: endpointTestSchema },
  },
  '/api/endpoints/[id]/learned': { DELETE: { about: 'Forgets what an endpoint taught' } },
  '/api/curation/records': {
    GET: { about: 'Records in few bytes each', query: recordListQuery, answer: curationPageSchema },
    POST: { about: 'Takes a trace apart', body: newRecordRequest, status: 201, answer: createdSchema },
  },
  '/api/curation/records/[id]': {
    GET: { about: 'A record', answer: curationRecordSchema },
    DELETE: { about: 'Deletes a record' },
  },
  '/api/curation/records/[id]/propose': {
    POST: { about: 'Takes a record apart anew', body: proposerRequest, answer: curationRecordSchema },
  },
  '/api/curation/records/[id]/draft': {
    PUT: { about: 'Saves the corrections of a record', body: draftRequest, answer: savedDraftSchema },
  },
  '/api/curation/records/[id]/preview': {
    GET: {
      about: 'The log that source or rounds would be stored with',
      query: previewQuery,
      content: ['application/x-ndjson; charset=utf-8'],
    },
  },
  '/api/curation/records/[id]/keep': {
    POST: { about: 'Stores source and rounds as two sessions', answer: keptSchema },
  },
  '/api/curation/records/[id]/review': {
    PUT: { about: 'A person’s verdict on a record', body: reviewRequest, answer: reviewedSchema },
  },
  '/api/curation/records/[id]/export': {
    GET: { about: 'A record as training data', query: recordExportQuery, content: ZIP },
  },
  '/api/curation/data-sets/inspect': {
    POST: { about: 'What is in a data set', query: inspectQuery, takesFile: true, answer: inspectedSchema },
  },
  '/api/curation/batches': {
    GET: { about: 'Batches, newest first', answer: curationBatchesSchema },
    POST: {
      about: 'Begins a batch with its file',
      query: newBatchQuery,
      takesFile: true,
      status: 201,
      answer: createdSchema,
    },
  },
  '/api/curation/batches/[id]': {
    GET: { about: 'A batch', answer: curationBatchSchema },
    DELETE: { about: 'Deletes a batch and its records' },
  },
  '/api/curation/batches/[id]/pause': { POST: { about: 'Pauses a batch', answer: curationBatchSchema } },
  '/api/curation/batches/[id]/resume': { POST: { about: 'Resumes a batch', answer: curationBatchSchema } },
  '/api/curation/batches/[id]/retry': {
    POST: { about: 'Runs the failed records of a batch once more', answer: curationBatchSchema },
  },
  '/api/curation/batches/[id]/sample': {
    POST: { about: 'Draws records of a batch for review', body: sampleRequest, answer: curationBatchSchema },
  },
  '/api/curation/batches/[id]/distributions': {
    GET: { about: 'Distributions of the kept records', answer: distributionsSchema },
  },
  '/api/curation/batches/[id]/export': {
    GET: { about: 'A batch as training data', query: batchExportQuery, content: ZIP },
  },
} as const satisfies Operations;
