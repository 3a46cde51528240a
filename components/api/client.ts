import type {
  Endpoint,
  EndpointTimeouts,
  PublicEndpoint,
  SavedInstructions,
  TokenPrice,
} from '#lib/models/endpoint.ts';
import type { ExtraBody } from '#lib/models/extra-body.ts';
import type { ReasoningEffort } from '#lib/models/reasoning-effort.ts';
import type { TokenizerName } from '#lib/tokens/tokenizer-names.ts';
import type { Instructions, Mode, SessionSettings, Strategy } from '#lib/trace/events.ts';
import {
  type BulkAction,
  type ImportTraceInput,
  type ImportTracesInput,
  libraryQuery,
} from './library-requests.ts';
import {
  type BulkResult,
  bulkResultSchema,
  type FindingPage,
  findingPageSchema,
  type ImportAnswer,
  type ImportBatchResult,
  importAnswerSchema,
  importBatchSchema,
  type LibraryPage,
  libraryPageSchema,
} from './library-schemas.ts';
import {
  createdSchema,
  type DiscoveredServer,
  discoverySchema,
  type EndpointTest,
  endpointListSchema,
  endpointSchema,
  endpointTestSchema,
  type SessionPage,
  type SessionSummary,
  sessionPageSchema,
  sessionSummarySchema,
} from './schemas.ts';
import { reach, request, send } from './send.ts';

export interface NewSession {
  question: string;
  strategy: Strategy;
  endpointId?: string;
  model?: string;
  executorEndpointId?: string;
  executorModel?: string;
  pairId?: string;
  settings?: Partial<SessionSettings>;
  /** Texts that replace ours; what is left out keeps the default of its mode. */
  instructions?: Partial<Instructions>;
  /** Pace of the built-in endpoint, tokens a second per stream. */
  tokensPerSecond?: number;
  /** Behind every count of its log; default `qwen3`. */
  tokenizer?: TokenizerName;
  title?: string | null;
  tags?: string[];
  expected?: string | null;
}

/** What is left out stays, null clears. */
export interface SessionChange {
  title?: string | null;
  tags?: string[];
  pairId?: string | null;
  /** The known right answer. */
  expected?: string | null;
}

/** `apiKey`: a string sets it, null clears it, left out keeps it. */
export interface EndpointInput {
  name: string;
  baseUrl: string;
  apiKey?: string | null;
  model: string;
  mode: Mode;
  contextWindow: number | null;
  timeouts: EndpointTimeouts;
  thinkingTag?: Endpoint['thinkingTag'];
  /** Of the settings below null clears what is stored. */
  preset?: string | null;
  extraBody?: ExtraBody | null;
  price?: TokenPrice | null;
  reasoningEffort?: ReasoningEffort;
  instructions?: SavedInstructions | null;
  /** By name: a text sets, null removes, what is left out stays. */
  headers?: Record<string, string | null>;
}

export interface EndpointList {
  endpoints: PublicEndpoint[];
  defaultEndpointId: string | null;
  /** Stored ones that cannot be read; names of what is unreadable. */
  damaged?: readonly { id: string; damaged: readonly string[] }[];
}

/** Where the browser speaks to our API (curation-requests.ts apart). Every function throws ApiError. */
export const api = {
  createSession: (session: NewSession, signal?: AbortSignal) =>
    request(createdSchema, 'POST', '/api/sessions', session, signal),
  listSessions: (
    options: { limit?: number; cursor?: string; pairId?: string } = {},
    signal?: AbortSignal,
  ): Promise<SessionPage> => {
    const query = new URLSearchParams();
    if (options.pairId) query.set('pairId', options.pairId);
    if (options.limit) query.set('limit', String(options.limit));
    if (options.cursor) query.set('cursor', options.cursor);
    return request(sessionPageSchema, 'GET', `/api/sessions?${query}`, undefined, signal);
  },
  getSession: (id: string, signal?: AbortSignal): Promise<SessionSummary> =>
    request(sessionSummarySchema, 'GET', sessionPath(id), undefined, signal),
  updateSession: (id: string, change: SessionChange) => send('PATCH', sessionPath(id), change),
  deleteSession: (id: string) => send('DELETE', sessionPath(id)),
  cancelSession: (id: string) => send('POST', `${sessionPath(id)}/cancel`),
  /** Where a session's file in one of the export formats lies; a GET of it downloads. */
  exportPath: (id: string, format: string) =>
    `${sessionPath(id)}/export?format=${encodeURIComponent(format)}`,

  /** One text, read as whatever it is; it may hold many traces. */
  importTrace: (input: ImportTraceInput, signal?: AbortSignal): Promise<ImportAnswer> =>
    request(importAnswerSchema, 'POST', '/api/traces', input, signal),
  /** Traces that were told apart already, at most 100 and 8 MB a call; results in their order. */
  importTraces: async (input: ImportTracesInput, signal?: AbortSignal): Promise<ImportBatchResult[]> =>
    (await request(importBatchSchema, 'POST', '/api/traces/batch', input, signal)).results,

  /** Newest first; `limit` at most 2,000. */
  listLibrary: (
    options: { limit?: number; cursor?: string } = {},
    signal?: AbortSignal,
  ): Promise<LibraryPage> =>
    request(libraryPageSchema, 'GET', `/api/library?${libraryQuery(options)}`, undefined, signal),
  /** Findings of the doctor with their places, newest session first; `limit` sessions, at most 200. */
  listFindings: (
    options: { kind?: 'fault' | 'leak' | 'note'; limit?: number; cursor?: string } = {},
    signal?: AbortSignal,
  ): Promise<FindingPage> =>
    request(findingPageSchema, 'GET', `/api/findings?${libraryQuery(options)}`, undefined, signal),
  /** The right answers of many sessions, at most 500; ids that are not there are named and the rest is done. */
  setExpected: (answers: readonly { id: string; expected: string | null }[]): Promise<BulkResult> =>
    request(bulkResultSchema, 'POST', '/api/sessions/expected', { answers }),
  /** One action on many sessions, at most 2,000; what fails is named and the rest is done. */
  bulk: (ids: readonly string[], action: BulkAction): Promise<BulkResult> =>
    request(bulkResultSchema, 'POST', '/api/sessions/bulk', { ids, ...action }),
  /** Many sessions in one format as a zip, at most 2,000. */
  exportSessions: async (ids: readonly string[], format: string, signal?: AbortSignal): Promise<Blob> =>
    (await reach('POST', '/api/sessions/export', { ids, format }, signal)).blob(),

  listEndpoints: async (signal?: AbortSignal): Promise<EndpointList> => {
    const list = await request(endpointListSchema, 'GET', '/api/endpoints', undefined, signal);
    const { endpoints, defaultEndpointId = null, damaged } = list;
    return { endpoints, defaultEndpointId, damaged };
  },
  createEndpoint: (input: EndpointInput): Promise<PublicEndpoint> =>
    request(endpointSchema, 'POST', '/api/endpoints', input),
  updateEndpoint: (id: string, change: Partial<EndpointInput>): Promise<PublicEndpoint> =>
    request(endpointSchema, 'PATCH', endpointPath(id), change),
  /** It is learned anew by the next test or session. */
  forgetLearned: (id: string) => send('DELETE', `${endpointPath(id)}/learned`),
  deleteEndpoint: (id: string) => send('DELETE', endpointPath(id)),
  /** What sessions without an endpoint use; null takes the choice back. */
  setDefaultEndpoint: async (endpointId: string | null): Promise<EndpointList> => {
    const list = await request(endpointListSchema, 'PATCH', '/api/endpoints/default', { endpointId });
    return { endpoints: list.endpoints, defaultEndpointId: list.defaultEndpointId ?? null };
  },
  testEndpoint: (id: string, signal?: AbortSignal): Promise<EndpointTest> =>
    request(endpointTestSchema, 'POST', `${endpointPath(id)}/test`, {}, signal),
  discoverServers: async (signal?: AbortSignal): Promise<DiscoveredServer[]> =>
    (await request(discoverySchema, 'POST', '/api/endpoints/discover', {}, signal)).servers,
};

const sessionPath = (id: string) => `/api/sessions/${encodeURIComponent(id)}`;
const endpointPath = (id: string) => `/api/endpoints/${encodeURIComponent(id)}`;
