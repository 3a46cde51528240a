import type { APIRequestContext, APIResponse } from '@playwright/test';
import type { SessionSettings, Strategy, TraceEvent } from '#lib/trace/events.ts';
import type { SessionMetrics } from '#lib/trace/metrics.ts';

export interface NewSession {
  question?: string;
  strategy?: Strategy;
  endpointId?: string;
  title?: string;
  settings?: Partial<SessionSettings>;
  /** Pace of the built-in per stream. By default practically immediate. */
  tokensPerSecond?: number;
}

export interface Session {
  id: string;
  status: 'running' | 'done' | 'failed' | 'truncated' | 'cancelled' | 'interrupted';
  question: string;
  title: string | null;
  answer: string | null;
  metrics: SessionMetrics;
  lastSeq: number;
}

export interface Endpoint {
  id: string;
  name: string;
  hasKey: boolean;
}

/** Five numbers, several rounds with parallel branches, one solution to be found. */
export const fiveNumbers = 'Use 2, 4, 6, 9 and 25, each exactly once, with + − × ÷ to make 137.';

const AT_ONCE = 50_000;
/** The server closes idle connections after five seconds, sometimes at the moment of the next request. */
const RETRIES = 2;
/** Of a whole run, watched by its event stream. */
const RUN_MS = 50_000;

/** The app's own HTTP API, for what a test needs but is not about. Removes afterwards what was made. */
export class SessionApi {
  readonly #request: APIRequestContext;
  readonly #headers: Record<string, string>;
  readonly #sessions = new Set<string>();
  readonly #endpoints = new Set<string>();

  constructor(request: APIRequestContext, baseURL: string) {
    this.#request = request;
    this.#headers = { origin: new URL(baseURL).origin, 'sec-fetch-site': 'same-origin' };
  }

  /** Starts a session and returns its id. */
  async start({ question = fiveNumbers, tokensPerSecond, ...rest }: NewSession = {}): Promise<string> {
    const pace = rest.endpointId ? undefined : (tokensPerSecond ?? AT_ONCE);
    const { id } = await this.#send<{ id: string }>('POST', '/api/sessions', {
      ...rest,
      question,
      tokensPerSecond: pace,
    });
    return this.adopt(id);
  }

  /** Sends a request that the server should refuse; returns its status and type of problem. */
  async refusal(
    method: 'POST' | 'PATCH' | 'DELETE',
    path: string,
    data?: unknown,
  ): Promise<{ status: number; type: string }> {
    const response = await this.#request.fetch(path, {
      method,
      data,
      headers: this.#headers,
      maxRetries: RETRIES,
    });
    const { type = '' } = (await response.json().catch(() => ({}))) as { type?: string };
    return { status: response.status(), type: type.split(':').at(-1) ?? '' };
  }

  /** Starts a session and waits for its end. */
  async run(session: NewSession = {}): Promise<Session> {
    const id = await this.start(session);
    await this.events(id);
    return this.session(id);
  }

  /** Registers a session that the page started: removed after the test like the others. */
  adopt(id: string): string {
    this.#sessions.add(id);
    return id;
  }

  cancel(id: string): Promise<Session> {
    return this.#send('POST', `/api/sessions/${id}/cancel`);
  }

  session(id: string): Promise<Session> {
    return this.#send('GET', `/api/sessions/${id}`);
  }

  /** The log by its event stream: waits for the session's end. */
  async events(id: string): Promise<TraceEvent[]> {
    const response = await this.#request.get(`/api/sessions/${id}/events`, {
      timeout: RUN_MS,
      maxRetries: RETRIES,
    });
    const text = await (await ensureOk(response)).text();
    return [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data ?? '') as TraceEvent);
  }

  /** The log as it is stored now. */
  async log(id: string): Promise<TraceEvent[]> {
    const text = await this.exported(id, 'log');
    return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as TraceEvent]));
  }

  async exported(id: string, format: 'log' | 'transcript'): Promise<string> {
    const response = await this.#request.get(`/api/sessions/${id}/export?format=${format}`, {
      maxRetries: RETRIES,
    });
    return (await ensureOk(response)).text();
  }

  /** Adds an endpoint as if a person had entered it in Settings: prompted, with a key. */
  async addEndpoint(name: string, baseUrl: string): Promise<string> {
    const { id } = await this.#send<Endpoint>('POST', '/api/endpoints', {
      name,
      baseUrl,
      model: 'test-model',
      apiKey: 'sk-of-a-test',
    });
    this.#endpoints.add(id);
    return id;
  }

  async endpoints(): Promise<Endpoint[]> {
    return (await this.#send<{ endpoints: Endpoint[] }>('GET', '/api/endpoints')).endpoints;
  }

  /** Registers an endpoint that the page added, by its name: removed after the test like the others. */
  async adoptEndpoint(name: string): Promise<string> {
    const endpoint = (await this.endpoints()).find((candidate) => candidate.name === name);
    if (!endpoint) throw new Error(`There is no endpoint named ${name}`);
    this.#endpoints.add(endpoint.id);
    return endpoint.id;
  }

  /** Removes what is left of everything it made. */
  async cleanUp(): Promise<void> {
    const options = { headers: this.#headers, maxRetries: RETRIES };
    for (const id of this.#sessions) await this.#request.delete(`/api/sessions/${id}`, options);
    for (const id of this.#endpoints) await this.#request.delete(`/api/endpoints/${id}`, options);
  }

  async #send<T>(method: 'GET' | 'POST', path: string, data?: unknown): Promise<T> {
    const response = await this.#request.fetch(path, {
      method,
      data,
      headers: this.#headers,
      maxRetries: RETRIES,
    });
    return (await ensureOk(response)).json() as Promise<T>;
  }
}

async function ensureOk(response: APIResponse): Promise<APIResponse> {
  if (!response.ok()) throw new Error(`${response.url()}: ${response.status()} ${await response.text()}`);
  return response;
}
