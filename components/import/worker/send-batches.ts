import { type ApiError, asApiError } from '#components/api/api-error.ts';
import type { Outcome, Sent } from '#components/import/import-types.ts';
import type { ImportBatchResult } from '#lib/contract/imports.ts';
import type { OutgoingTrace } from './batches.ts';

export interface SendOptions {
  /** Throws ApiError. Results in the order sent. */
  post: (batch: readonly OutgoingTrace[]) => Promise<readonly ImportBatchResult[]>;
  /** Resolves after so many ms. */
  wait: (ms: number) => Promise<void>;
  onStart: (batch: readonly OutgoingTrace[]) => void;
  onSent: (sent: readonly Sent[]) => void;
  /** Stops before the next request; waits for those under way, so that every result is known. */
  signal?: AbortSignal;
}

/** Two at a time: the server counts one while the next travels. More would only queue at the server. */
const CONCURRENCY = 2;
const RETRY_AFTER_MS = [500, 1500, 4000];

/** Sends batch after batch; reports the outcome of every trace of a batch that was begun. Never throws. */
export async function sendBatches(
  batches: readonly (readonly OutgoingTrace[])[],
  options: SendOptions,
): Promise<void> {
  const queue = [...batches].reverse();
  let serverGone = false;

  async function lane(): Promise<void> {
    for (;;) {
      const batch = serverGone || options.signal?.aborted ? undefined : queue.pop();
      if (!batch) return;
      options.onStart(batch);
      try {
        const results = await postPatiently(batch, options);
        options.onSent(batch.map(({ id }, index) => ({ id, outcome: outcomeOf(results[index]) })));
      } catch (cause) {
        const error = asApiError(cause);
        // The server refused the whole batch, perhaps for one trace: halves find which.
        if (batch.length > 1 && isAboutContent(error)) {
          const middle = Math.ceil(batch.length / 2);
          queue.push(batch.slice(middle), batch.slice(0, middle));
          continue;
        }
        serverGone ||= error.type === 'offline';
        const outcome = failure(error);
        options.onSent(batch.map(({ id }) => ({ id, outcome })));
      }
    }
  }

  await Promise.all(Array.from({ length: CONCURRENCY }, lane));
}

async function postPatiently(
  batch: readonly OutgoingTrace[],
  { post, wait, signal }: SendOptions,
): Promise<readonly ImportBatchResult[]> {
  for (const afterMs of RETRY_AFTER_MS) {
    try {
      return await post(batch);
    } catch (cause) {
      if (signal?.aborted || !mayPass(asApiError(cause))) throw cause;
      await wait(afterMs);
    }
  }
  return post(batch);
}

/** No answer, or a server that says it is busy or starting. */
const mayPass = ({ type, status }: ApiError): boolean =>
  type === 'offline' || status === 408 || status === 429 || (status >= 502 && status <= 504);

const isAboutContent = ({ status }: ApiError): boolean =>
  status >= 400 && status < 500 && status !== 408 && status !== 429;

function outcomeOf(result: ImportBatchResult | undefined): Outcome {
  if (result === undefined) {
    return { kind: 'failed', message: 'The server did not say what became of it.', remedy: null };
  }
  // A loose object: only a member that one of the two kinds lacks distinguishes them.
  if ('problem' in result) {
    const { message, remedy } = result.problem as { message: string; remedy: string };
    return { kind: 'failed', message, remedy };
  }
  const { id, pairId, diagnostics } = result;
  return { kind: 'imported', sessionId: id, pairId, diagnostics };
}

function failure(error: ApiError): Outcome {
  const message = [error.title, error.detail, ...Object.values(error.fields)].filter(Boolean).join(': ');
  return { kind: 'failed', message, remedy: error.remedy };
}
