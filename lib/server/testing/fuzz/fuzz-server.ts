import { createRandom } from '#lib/formats/testing/random.ts';
import type { Judge } from './declared-answers.ts';
import type { FuzzedRequest } from './deliver-request.ts';
import { mutateRequest } from './mutate-request.ts';
import { type Exchanged, exchange } from './raw-http.ts';
import { appRequests, type Known, validRequests } from './valid-requests.ts';

export interface FuzzOptions {
  /** `http://127.0.0.1:port` */
  origin: string;
  seed: number;
  /**
   * Number of the first request: a seed and a number always give the same request, except for the ids of what the
   * server holds.
   */
  from: number;
  count: number;
  /** How many requests run at once. */
  atOnce: number;
  /** False if only lib/server's API is served: no pages, and no built-in reasoner. */
  app: boolean;
  judge: Judge;
  /** How long a response may take. */
  timeoutMs: number;
}

export interface FuzzFault {
  number: number;
  request: FuzzedRequest;
  exchanged: Exchanged;
  fault: string;
}

export interface FuzzResult {
  faults: FuzzFault[];
  /** Number of responses by status. */
  statuses: Map<number, number>;
  /** How often we called `/api/health` in between and it answered. */
  healthy: number;
}

/** After this many requests we recreate what the requests may have deleted. */
const RENEW_EVERY = 200;

/** Sends mutated requests to a server of our own, and reports the responses that it must not give. */
export async function fuzzServer(options: FuzzOptions): Promise<FuzzResult> {
  const { origin, seed, from, count, atOnce, judge, timeoutMs } = options;
  const port = Number(new URL(origin).port);
  const result: FuzzResult = { faults: [], statuses: new Map(), healthy: 0 };
  let next = from;
  while (next < from + count) {
    const known = await somethingKnown(origin);
    const valid = options.app ? [...validRequests(known), ...appRequests(known)] : validRequests(known);
    const until = Math.min(from + count, next + RENEW_EVERY);
    const work = async () => {
      while (next < until) {
        const number = next++;
        const random = createRandom(seed * 1_000_003 + number);
        const request = mutateRequest(random.pick(valid), random, port);
        const exchanged = await exchange(port, request, timeoutMs);
        for (const { status } of exchanged.answers)
          result.statuses.set(status, (result.statuses.get(status) ?? 0) + 1);
        const fault = judge(request, exchanged);
        if (fault) result.faults.push({ number, request, exchanged, fault });
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    const health = await fetch(`${origin}/api/health`, { signal: AbortSignal.timeout(timeoutMs) });
    if (!health.ok) throw new Error(`/api/health answers ${health.status} after request ${until}`);
    await health.body?.cancel();
    result.healthy++;
  }
  return result;
}

/** Creates one of each kind of thing that a path can name. */
async function somethingKnown(origin: string): Promise<Known> {
  const make = async (path: string, body: object | string): Promise<string> => {
    const isText = typeof body === 'string';
    const response = await fetch(`${origin}${path}`, {
      method: 'POST',
      headers: { 'content-type': isText ? 'application/octet-stream' : 'application/json' },
      body: isText ? body : JSON.stringify(body),
    });
    const { id } = (await response.json()) as { id?: string };
    // If too many sessions run, paths name none.
    return id ?? 'none';
  };
  const text = 'First, I add 2 and 2. That is 4. So the answer is \\boxed{4}.';
  return {
    session: await make('/api/traces', { text, kind: 'sequential', question: 'What is 2 + 2?' }),
    running: await make('/api/sessions', {
      question: 'Use 3, 5, 7, 11, each exactly once, to make 45.',
      endpointId: 'built-in',
      tokensPerSecond: 500,
    }),
    record: await make('/api/curation/records', { text, question: 'What is 2 + 2?' }),
    batch: await make(
      '/api/curation/batches?fileName=set.jsonl',
      JSON.stringify({ question: '2+2?', response: text }),
    ),
    endpoint: await make('/api/endpoints', {
      name: 'Nobody',
      baseUrl: 'http://127.0.0.1:9/v1',
      model: 'none',
    }),
  };
}
