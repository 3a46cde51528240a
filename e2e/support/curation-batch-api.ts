import type { APIRequestContext } from '@playwright/test';

export interface Batch {
  id: string;
  status: 'importing' | 'running' | 'paused' | 'done' | 'failed';
  counts: Record<
    'imported' | 'steps' | 'dag' | 'packed' | 'kept' | 'rejected' | 'failed' | 'waiting' | 'running',
    number
  >;
  reasons: { code: string; count: number }[];
  usage: { calls: number; inputTokens: number; outputTokens: number };
}

export interface RecordRow {
  id: string;
  index: number;
  question: string | null;
  status: string;
  review: string | null;
}

/** The server closes idle connections after five seconds, sometimes at the moment of the next request. */
const RETRIES = 2;

/** Batches through the API, for set-up and to compare pages with. Afterwards removes those it knows. */
export class CurationBatchApi {
  readonly #request: APIRequestContext;
  readonly #headers: Record<string, string>;
  readonly #made = new Set<string>();

  constructor(request: APIRequestContext, baseURL: string) {
    this.#request = request;
    this.#headers = { origin: new URL(baseURL).origin, 'sec-fetch-site': 'same-origin' };
  }

  /** Runs a batch of this file, and returns it once it is done. */
  async runBatch(fileName: string, file: string, settings: object): Promise<Batch> {
    const query = new URLSearchParams({ fileName, settings: JSON.stringify(settings) });
    const { id } = await this.#send<{ id: string }>(
      'POST',
      `batches?${query}`,
      Buffer.from(file),
      'application/octet-stream',
    );
    this.adoptBatch(id);
    for (;;) {
      const batch = await this.batch(id);
      if (batch.status !== 'importing' && batch.status !== 'running') return batch;
    }
  }

  batch(id: string): Promise<Batch> {
    return this.#send('GET', `batches/${id}`);
  }

  sample(id: string, count: number, seed: number): Promise<Batch> {
    return this.#send('POST', `batches/${id}/sample`, { count, seed }, 'application/json');
  }

  async records(batchId: string, filter: Record<string, string> = {}): Promise<RecordRow[]> {
    const query = new URLSearchParams({ batchId, limit: '500', ...filter });
    return (await this.#send<{ rows: RecordRow[] }>('GET', `records?${query}`)).rows;
  }

  record(id: string): Promise<Record<string, unknown>> {
    return this.#send('GET', `records/${id}`);
  }

  /** Registers a batch that the page made: removed after the test. */
  adoptBatch(id: string): string {
    this.#made.add(`batches/${id}`);
    return id;
  }

  adoptRecord(id: string): string {
    this.#made.add(`records/${id}`);
    return id;
  }

  async cleanUp(): Promise<void> {
    for (const path of this.#made)
      await this.#request.delete(`/api/curation/${path}`, { headers: this.#headers, maxRetries: RETRIES });
  }

  async #send<T>(method: 'GET' | 'POST', path: string, data?: unknown, type?: string): Promise<T> {
    const response = await this.#request.fetch(`/api/curation/${path}`, {
      method,
      data,
      headers: { ...this.#headers, ...(type && { 'content-type': type }) },
      maxRetries: RETRIES,
    });
    if (!response.ok()) throw new Error(`${path}: ${response.status()} ${await response.text()}`);
    return (await response.json()) as T;
  }
}
