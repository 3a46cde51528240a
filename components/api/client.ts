import type { EndpointInput } from '#lib/contract/endpoint-requests.ts';
import type { DiscoveredServer, EndpointList, EndpointTest } from '#lib/contract/endpoints.ts';
import type { FindingPage } from '#lib/contract/findings.ts';
import type { ImportTraceInput, ImportTracesInput } from '#lib/contract/import-requests.ts';
import type { ImportAnswer, ImportBatchResult } from '#lib/contract/imports.ts';
import type { BulkResult, LibraryPage } from '#lib/contract/library.ts';
import type { BulkAction } from '#lib/contract/library-requests.ts';
import type { SessionChange, SessionPage, SessionSummary } from '#lib/contract/session.ts';
import type { NewSession } from '#lib/contract/session-requests.ts';
import type { PublicEndpoint } from '#lib/models/endpoint.ts';
import { form } from './answer-check.ts';
import { queryText, reach, request, send } from './send.ts';

/** The browser's calls to our API (except curation-requests.ts). Every function throws ApiError. */
export const api = {
  createSession: (session: NewSession, signal?: AbortSignal) =>
    request(form('createdSchema'), 'POST', '/api/sessions', session, signal),
  listSessions: (
    options: { limit?: number; cursor?: string; pairId?: string } = {},
    signal?: AbortSignal,
  ): Promise<SessionPage> => {
    const query = new URLSearchParams();
    if (options.pairId) query.set('pairId', options.pairId);
    if (options.limit) query.set('limit', String(options.limit));
    if (options.cursor) query.set('cursor', options.cursor);
    return request(form('sessionPageSchema'), 'GET', `/api/sessions?${query}`, undefined, signal);
  },
  getSession: (id: string, signal?: AbortSignal): Promise<SessionSummary> =>
    request(form('sessionSchema'), 'GET', sessionPath(id), undefined, signal),
  updateSession: (id: string, change: SessionChange) => send('PATCH', sessionPath(id), change),
  deleteSession: (id: string) => send('DELETE', sessionPath(id)),
  cancelSession: (id: string) => send('POST', `${sessionPath(id)}/cancel`),
  /** The path of a session's file in one of the export formats; a GET downloads it. */
  exportPath: (id: string, format: string) =>
    `${sessionPath(id)}/export?format=${encodeURIComponent(format)}`,

  /** Imports one text of any format; it may hold many traces. */
  importTrace: (input: ImportTraceInput, signal?: AbortSignal): Promise<ImportAnswer> =>
    request(form('importAnswerSchema'), 'POST', '/api/traces', input, signal),
  /** Imports traces that are already separated, at most 100 and 8 MB a call; results in their order. */
  importTraces: async (input: ImportTracesInput, signal?: AbortSignal): Promise<ImportBatchResult[]> =>
    (await request(form('importBatchSchema'), 'POST', '/api/traces/batch', input, signal)).results,

  /** Newest first; `limit` at most 2,000. */
  listLibrary: (
    options: { limit?: number; cursor?: string } = {},
    signal?: AbortSignal,
  ): Promise<LibraryPage> =>
    request(form('libraryPageSchema'), 'GET', `/api/library?${queryText(options)}`, undefined, signal),
  /** Findings of the doctor with their places, newest session first; `limit` sessions, at most 200. */
  listFindings: (
    options: { kind?: 'fault' | 'leak' | 'note'; limit?: number; cursor?: string } = {},
    signal?: AbortSignal,
  ): Promise<FindingPage> =>
    request(form('findingPageSchema'), 'GET', `/api/findings?${queryText(options)}`, undefined, signal),
  /** Sets the right answers of many sessions, at most 500; the answer names unknown ids and the rest is done. */
  setExpected: (answers: readonly { id: string; expected: string | null }[]): Promise<BulkResult> =>
    request(form('bulkResultSchema'), 'POST', '/api/sessions/expected', { answers }),
  /** One action on many sessions, at most 2,000; the answer names what fails and the rest is done. */
  bulk: (ids: readonly string[], action: BulkAction): Promise<BulkResult> =>
    request(form('bulkResultSchema'), 'POST', '/api/sessions/bulk', { ids, ...action }),
  /** Many sessions in one format as a zip, at most 2,000. */
  exportSessions: async (ids: readonly string[], format: string, signal?: AbortSignal): Promise<Blob> =>
    (await reach('POST', '/api/sessions/export', { ids, format }, signal)).blob(),

  listEndpoints: (signal?: AbortSignal): Promise<EndpointList> =>
    request(form('endpointListSchema'), 'GET', '/api/endpoints', undefined, signal),
  createEndpoint: (input: EndpointInput): Promise<PublicEndpoint> =>
    request(form('endpointSchema'), 'POST', '/api/endpoints', input),
  updateEndpoint: (id: string, change: Partial<EndpointInput>): Promise<PublicEndpoint> =>
    request(form('endpointSchema'), 'PATCH', endpointPath(id), change),
  /** The next test or session learns it again. */
  forgetLearned: (id: string) => send('DELETE', `${endpointPath(id)}/learned`),
  deleteEndpoint: (id: string) => send('DELETE', endpointPath(id)),
  /** The endpoint that sessions use unless they name one; null clears the choice. */
  setDefaultEndpoint: (endpointId: string | null): Promise<EndpointList> =>
    request(form('endpointListSchema'), 'PATCH', '/api/endpoints/default', { endpointId }),
  testEndpoint: (id: string, signal?: AbortSignal): Promise<EndpointTest> =>
    request(form('endpointTestSchema'), 'POST', `${endpointPath(id)}/test`, {}, signal),
  discoverServers: async (signal?: AbortSignal): Promise<DiscoveredServer[]> =>
    (await request(form('discoverySchema'), 'POST', '/api/endpoints/discover', {}, signal)).servers,
};

const sessionPath = (id: string) => `/api/sessions/${encodeURIComponent(id)}`;
const endpointPath = (id: string) => `/api/endpoints/${encodeURIComponent(id)}`;
