import type { APIRequestContext, APIResponse } from '@playwright/test';
import type { CurationRecord } from '#lib/contract/curation-record.ts';
import type { NewCurationRecord } from '#lib/contract/curation-requests.ts';
import type { SessionApi } from './session-api.ts';

const PATH = '/api/curation/records';
/** The server closes idle connections after five seconds, sometimes at the moment of the next request. */
const RETRIES = 2;

/** Curation records through the app's own API; removed after the test, like the sessions that Keep stored. */
export class CurationApi {
  readonly #request: APIRequestContext;
  readonly #sessions: SessionApi;
  readonly #headers: Record<string, string>;
  readonly #records = new Set<string>();

  constructor(request: APIRequestContext, sessions: SessionApi, baseURL: string) {
    this.#request = request;
    this.#sessions = sessions;
    this.#headers = { origin: new URL(baseURL).origin, 'sec-fetch-site': 'same-origin' };
  }

  async create(input: NewCurationRecord): Promise<string> {
    const response = await this.#request.post(PATH, {
      data: input,
      headers: this.#headers,
      maxRetries: RETRIES,
    });
    const { id } = (await ensureOk(response)) as { id: string };
    this.#records.add(id);
    return id;
  }

  async record(id: string): Promise<CurationRecord> {
    return (await ensureOk(
      await this.#request.get(`${PATH}/${id}`, { maxRetries: RETRIES }),
    )) as CurationRecord;
  }

  /** Registers the sessions that Keep stored, for removal: `/compare?a=…&b=…`. */
  adoptKept(url: string): void {
    const { searchParams } = new URL(url);
    for (const side of ['a', 'b']) {
      const id = searchParams.get(side);
      if (id) this.#sessions.adopt(id);
    }
  }

  async cleanUp(): Promise<void> {
    for (const id of this.#records)
      await this.#request.delete(`${PATH}/${id}`, { headers: this.#headers, maxRetries: RETRIES });
    this.#records.clear();
  }
}

async function ensureOk(response: APIResponse): Promise<unknown> {
  if (!response.ok()) throw new Error(`${response.status()} ${await response.text()}`);
  return response.json();
}
