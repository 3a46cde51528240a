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

interface Head {
  chunks: Uint8Array[];
  /** Their text, white space before it left out; empty = the body ended. */
  text: string;
}

/** Reads as far as it takes to tell a stream of events from anything else. */
async function readHead(reader: Reader, decoder: TextDecoder): Promise<Head> {
  const head: Head = { chunks: [], text: '' };
  while (!/\n|^.{8}/.test(head.text)) {
    const { done, value } = await reader.read();
    if (done) break;
    head.chunks.push(value);
    head.text = (head.text + decoder.decode(value, { stream: true })).trimStart();
  }
  return head;
}

/** A body in JSON where a stream was asked for: an error that was given status 200, or the whole reply at once. */
function responseFromJson(
  body: string,
  facts: CallFacts,
  fail: (type: EndpointErrorType, text: string) => EndpointError,
): Response {
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
}

/**
 * Wraps `fetch` for streaming calls, so that every provider model on top meets either a stream of server-sent events
 * or a typed EndpointError: statuses, error objects and web pages in a 200 are told apart here, by looking at the first
 * bytes (content types lie). Redirects are not followed: the key would go with them.
 */
export function createCheckedFetch(fetch: Fetch, factsFor: (url: string) => CallFacts): Fetch {
  return async (input, init) => {
    const facts = factsFor(input instanceof Request ? input.url : String(input));
    const signal = init?.signal;

    /** Network errors are ours to name; an abort stays what the caller said. */
    const named = async <T>(work: Promise<T>): Promise<T> => {
      try {
        return await work;
      } catch (error) {
        signal?.throwIfAborted();
        throw errorFromFailure(error, facts);
      }
    };

    const response = await named(fetch(input, { ...init, redirect: 'manual' }));
    const reader = response.body?.getReader();
    const decoder = new TextDecoder();
    const fail = (type: EndpointErrorType, text: string): EndpointError => {
      const detail = detailOf(text, facts);
      const context = { url: facts.url, status: response.status, model: facts.model };
      return new EndpointError(type, { ...context, ...(detail !== undefined && { detail }) });
    };

    if (!response.ok) {
      const body = reader ? await readText(reader, '', decoder, MAX_ERROR_BYTES) : '';
      signal?.throwIfAborted();
      throw errorFromResponse(response, body, facts);
    }
    if (!reader) throw fail('dropped', '');

    const head = await named(readHead(reader, decoder));
    if (head.text === '') throw fail('dropped', '');
    if (SSE_FIELD.test(head.text)) {
      return new Response(untilBroken(head.chunks, reader), { status: 200, headers: response.headers });
    }
    if (/^[{[]/.test(head.text)) {
      const body = await readText(reader, head.text, decoder, MAX_REPLY_BYTES);
      signal?.throwIfAborted();
      return responseFromJson(body, facts, fail);
    }
    const body = await readText(reader, head.text, decoder, MAX_ERROR_BYTES);
    signal?.throwIfAborted();
    const claimsToStream = response.headers.get('content-type')?.includes('text/event-stream') ?? false;
    throw fail(claimsToStream && !head.text.startsWith('<') ? 'bad-stream' : 'not-json', body);
  };
}
