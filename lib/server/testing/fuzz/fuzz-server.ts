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
  /** Number of the first request: each is the same for its seed and number, but for the ids of what the server holds. */
  from: number;
  count: number;
  /** Requests under way at once. */
  atOnce: number;
  /** False where only lib/server's API is served: no pages, and no built-in reasoner. */
  app: boolean;
  judge: Judge;
  /** How long an answer may take. */
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
  /** Answers by status. */
  statuses: Map<number, number>;
  /** Times that `/api/health` was asked in between, and answered. */
  healthy: number;
}

/** What is deleted by what is sent is made anew so often. */
const RENEW_EVERY = 200;

/** Sends mutated requests to a server of one's own, and says which answers are none that it may give. */
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

/** One of each kind of thing that a path can name. */
async function somethingKnown(origin: string): Promise<Known> {
  const make = async (path: string, body: object | string): Promise<string> => {
    const isText = typeof body === 'string';
    const response = await fetch(`${origin}${path}`, {
      method: 'POST',
      headers: { 'content-type': isText ? 'application/octet-stream' : 'application/json' },
      body: isText ? body : JSON.stringify(body),
    });
    const { id } = (await response.json()) as { id?: string };
    // Too many sessions may run: then a path names none.
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
