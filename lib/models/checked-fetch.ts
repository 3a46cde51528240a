import { errorFromFailure } from './classify-failure.ts';
import { type CallFacts, detailOf, errorFromResponse, errorFromValue } from './classify-response.ts';
import { EndpointError, type EndpointErrorType } from './errors.ts';
import { streamFromWholeReply } from './whole-reply.ts';

export type Fetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** Error pages can be endless; their first part says it all. */
const MAX_ERROR_BYTES = 64 * 1024;
/** A whole reply in one JSON object: 36,000 tokens are about 150 kB. */
const MAX_REPLY_BYTES = 16 * 1024 * 1024;

type Reader = ReadableStreamDefaultReader<Uint8Array>;

/** Reads to the end or to `maxBytes`, whichever comes first; a body that breaks off counts as far as it came. */
async function readText(
  reader: Reader,
  head: string,
  decoder: TextDecoder,
  maxBytes: number,
): Promise<string> {
  let text = head;
  let bytes = 0;
  try {
    while (bytes < maxBytes) {
      const { done, value } = await reader.read();
      if (done) break;
      bytes += value.byteLength;
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    return text;
  }
  await reader.cancel().catch(() => {});
  return text;
}

/**
 * Reads on until the caller has what is left. Closes where the source broke: an errored stream throws away the
 * chunks that wait in it, and with them the last words before a cut. The missing finish reason tells it all the same.
 */
function untilBroken(head: Uint8Array[], reader: Reader): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of head) controller.enqueue(chunk);
      const pump = async () => {
        for (;;) {
          const { done, value } = await reader.read();
          if (done) return;
          controller.enqueue(value);
        }
      };
      // Rejects on a broken source, and when enqueueing after cancel; either way nothing more can come.
      pump()
        .catch(() => {})
        .finally(() => {
          try {
            controller.close();
          } catch {
            // Cancelled meanwhile.
          }
        });
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

const SSE_FIELD = /^(?:data|event|id|retry)?:/;

/**
 * Wraps `fetch` for streaming calls, so that every provider model on top meets either a stream of server-sent events
 * or a typed EndpointError: statuses, error objects and web pages in a 200 are told apart here, by looking at the first
 * bytes (content types lie). Redirects are not followed: the key would go with them.
 */
export function createCheckedFetch(fetch: Fetch, factsFor: (url: string) => CallFacts): Fetch {
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const facts = factsFor(url);
    let response: Response;
    try {
      response = await fetch(input, { ...init, redirect: 'manual' });
    } catch (error) {
      if (init?.signal?.aborted) throw init.signal.reason;
      throw errorFromFailure(error, facts);
    }

    const fail = (type: EndpointErrorType, text: string): EndpointError => {
      const detail = detailOf(text, facts);
      return new EndpointError(type, {
        url: facts.url,
        status: response.status,
        model: facts.model,
        ...(detail !== undefined && { detail }),
      });
    };

    const reader = response.body?.getReader();
    const decoder = new TextDecoder();
    if (!response.ok) {
      const body = reader ? await readText(reader, '', decoder, MAX_ERROR_BYTES) : '';
      if (init?.signal?.aborted) throw init.signal.reason;
      throw errorFromResponse(response, body, facts);
    }
    if (!reader) throw fail('dropped', '');

    const chunks: Uint8Array[] = [];
    let head = '';
    try {
      while (!/\n|^.{8}/.test(head)) {
        const { done, value } = await reader.read();
        if (done) break;
        chunks.push(value);
        head = (head + decoder.decode(value, { stream: true })).trimStart();
      }
    } catch (error) {
      if (init?.signal?.aborted) throw init.signal.reason;
      throw errorFromFailure(error, facts);
    }

    if (head === '') throw fail('dropped', '');
    if (SSE_FIELD.test(head)) {
      return new Response(untilBroken(chunks, reader), { status: 200, headers: response.headers });
    }
    if (!head.startsWith('{') && !head.startsWith('[')) {
      const claimsToStream = response.headers.get('content-type')?.includes('text/event-stream') ?? false;
      const body = await readText(reader, head, decoder, MAX_ERROR_BYTES);
      throw fail(claimsToStream && !head.startsWith('<') ? 'bad-stream' : 'not-json', body);
    }
    const body = await readText(reader, head, decoder, MAX_REPLY_BYTES);
    if (init?.signal?.aborted) throw init.signal.reason;
    let value: unknown;
    try {
      value = JSON.parse(body);
    } catch {
      throw fail('not-json', body);
    }
    const error = errorFromValue(value, facts);
    if (error) throw error;
    const stream = streamFromWholeReply(value);
    if (stream === null) throw fail('not-json', body);
    return new Response(stream, { status: 200, headers: { 'content-type': 'text/event-stream' } });
  };
}
