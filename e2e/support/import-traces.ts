import type { APIRequestContext } from '@playwright/test';
import type { SessionApi } from './session-api.ts';

export interface TraceToImport {
  text: string;
  kind: 'transcript' | 'sequential';
  question: string;
  name?: string;
  expected?: string;
  title?: string;
  tags?: string[];
  pairId?: string;
  tokenizer?: 'qwen3' | 'o200k';
}

/** Stores traces by the API, in order; they are removed after the test. Returns their ids. */
export async function importTraces(
  request: APIRequestContext,
  baseURL: string,
  api: SessionApi,
  traces: readonly TraceToImport[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const trace of traces) {
    const response = await request.post('/api/traces', {
      data: trace,
      headers: { origin: new URL(baseURL).origin, 'sec-fetch-site': 'same-origin' },
      maxRetries: 2,
    });
    if (!response.ok()) throw new Error(`${response.status()} ${await response.text()}`);
    const { id } = (await response.json()) as { id: string };
    ids.push(api.adopt(id));
  }
  return ids;
}
