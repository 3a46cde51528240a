import { errorFromFailure } from './classify-failure.ts';
import { type CallFacts, detailOf, errorFromResponse, errorFromValue } from './classify-response.ts';
import { EndpointError, type EndpointErrorType } from './errors.ts';
import { isDone } from './event-reader.ts';
import { faultIn } from './fault-in-chunk.ts';
import { parseLooseJson } from './json.ts';
import { createChunkReader } from './read-chunk.ts';

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
 * The rest of a body. It is read ahead of the caller and breaks only once all that came before the break was taken: an
 * errored stream throws away the chunks that wait in it, and with them the last words before a cut.
 */
function untilBroken(
  head: Uint8Array[],
  reader: Reader,
  nameFailure: (failure: unknown) => unknown,
): ReadableStream<Uint8Array> {
  const waiting = [...head];
  let end: { failure?: unknown } | null = null;
  let wake = () => {};

  async function readAhead() {
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        waiting.push(value);
        wake();
      }
      end = {};
    } catch (failure) {
      end = { failure: nameFailure(failure) };
    }
    wake();
  }
  void readAhead();

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        while (waiting.length === 0 && !end) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
        const chunk = waiting.shift();
        if (chunk) controller.enqueue(chunk);
        else if (end && 'failure' in end) controller.error(end.failure);
        else controller.close();
      },
      cancel: (reason) => reader.cancel(reason),
    },
    // Nothing waits in the stream itself.
    { highWaterMark: 0 },
  );
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

interface FirstJson {
  chunks: Uint8Array[];
  text: string;
  /** Undefined where it is no JSON. */
  value: unknown;
  /** How the body ended; null while it goes on. */
  end: 'in-order' | 'broken' | null;
}

/** Reads a body that begins like JSON as far as its first value goes: the first line, else all of it. */
async function readFirstJson(reader: Reader, head: Head, decoder: TextDecoder): Promise<FirstJson> {
  const chunks = [...head.chunks];
  let { text } = head;
  let bytes = 0;
  let lineTried = false;
  let searched = 0;
  const first = (end: FirstJson['end'], value = parseLooseJson(text)): FirstJson => ({
    chunks,
    text,
    value,
    end,
  });
  for (;;) {
    const lineEnd = lineTried ? -1 : text.indexOf('\n', searched);
    searched = text.length;
    if (lineEnd >= 0) {
      lineTried = true;
      const value = parseLooseJson(text.slice(0, lineEnd));
      if (value !== undefined) return first(null, value);
    }
    if (bytes > MAX_REPLY_BYTES) return first(null, undefined);
    try {
      const { done, value } = await reader.read();
      if (done) return first('in-order');
      bytes += value.byteLength;
      chunks.push(value);
      text += decoder.decode(value, { stream: true });
    } catch {
      return first('broken');
    }
  }
}

/**
 * Wraps `fetch` for streaming calls, so that every provider model on top meets either a stream of server-sent events
 * or a typed EndpointError: statuses, error objects and web pages in a 200 are told apart here, by looking at the first
 * bytes (content types lie); what is a stream or a reply goes on as it came. Redirects are not followed: the key would
 * go with them.
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

    /** A body that breaks is a connection that dropped, in whatever words the network says so. */
    const nameFailure = (failure: unknown): unknown => {
      if (signal?.aborted) return signal.reason;
      const error = errorFromFailure(failure, facts);
      return error.type === 'stalled' ? error : fail('dropped', '');
    };
    const rest = (chunks: Uint8Array[]) =>
      new Response(untilBroken(chunks, reader, nameFailure), { status: 200, headers: response.headers });

    const head = await readHead(reader, decoder).catch((failure) => {
      throw nameFailure(failure);
    });
    if (head.text === '') throw fail('dropped', '');
    if (SSE_FIELD.test(head.text)) return rest(head.chunks);
    const claimsToStream = response.headers.get('content-type')?.includes('text/event-stream') ?? false;
    if (/^[{[]/.test(head.text) && !isDone(head.text)) {
      const { chunks, text, value, end } = await readFirstJson(reader, head, decoder);
      signal?.throwIfAborted();
      if (value === undefined) {
        if (end === 'broken') throw fail('dropped', '');
        throw fail(claimsToStream ? 'bad-stream' : 'not-json', text);
      }
      const fault = faultIn(value);
      const reading = createChunkReader().read(value, true);
      const hasWords = (reading?.segments.length ?? 0) > 0;
      const error = !reading || (fault !== null && !hasWords) ? errorFromValue(fault ?? value, facts) : null;
      if (error) throw error;
      if (!reading && end !== null) throw fail('not-json', text);
      return rest(chunks);
    }
    // A line of noise before the events, or none at all: whoever reads the stream finds out.
    if (claimsToStream && !head.text.startsWith('<')) return rest(head.chunks);
    const body = await readText(reader, head.text, decoder, MAX_ERROR_BYTES);
    signal?.throwIfAborted();
    throw fail('not-json', body);
  };
}
