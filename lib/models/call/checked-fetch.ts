import type { EndpointErrorType } from '../error-kinds.ts';
import { EndpointError } from '../errors.ts';
import { errorFromFailure } from '../refusals/classify-failure.ts';
import {
  bodyFacts,
  type CallFacts,
  errorFromResponse,
  errorFromValue,
} from '../refusals/classify-response.ts';
import { isDone } from '../reply/event-reader.ts';
import { parseLooseJson } from '../reply/json.ts';
import { readAhead } from '../reply/read-ahead.ts';
import { createChunkReader, faultIn } from '../reply/read-chunk.ts';
import {
  type BodyReader,
  createBodyReader,
  createBudget,
  ExcessError,
  isModestJson,
  MAX_WORDLESS_BYTES,
} from '../reply/reply-bounds.ts';

export type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/** Error pages can be endless; the first part is enough. */
const MAX_ERROR_BYTES = 64 * 1024;

const sizeOf = (chunks: readonly Uint8Array[]): number =>
  chunks.reduce((sum, { byteLength }) => sum + byteLength, 0);
const readSoFar = (chunks: readonly Uint8Array[], end: FirstJson['end']) => ({
  bytes: sizeOf(chunks),
  isWhole: end === 'in-order',
});

/** Reads to the end or to MAX_ERROR_BYTES, whichever comes first; if a body breaks off, we use what we received. */
async function readText(
  reader: BodyReader,
  decoder: TextDecoder,
  { text, chunks }: Head = { text: '', chunks: [] },
): Promise<{ text: string; bytes: number; isWhole: boolean }> {
  let bytes = sizeOf(chunks);
  try {
    while (bytes < MAX_ERROR_BYTES) {
      const chunk = await reader.read();
      if (chunk === null) return { text, bytes, isWhole: true };
      bytes += chunk.byteLength;
      text += decoder.decode(chunk, { stream: true });
    }
  } catch {
    return { text, bytes, isWhole: false };
  }
  await reader.cancel().catch(() => {});
  return { text, bytes, isWhole: false };
}

const SSE_FIELD = /^(?:data|event|id|retry)?:/;

interface Head {
  chunks: Uint8Array[];
  /** The text of the chunks, without leading white space; empty = the body ended. */
  text: string;
}

/** Reads until it can tell a stream of events from anything else. @throws ExcessError if it never can */
async function readHead(reader: BodyReader, decoder: TextDecoder): Promise<Head> {
  const head: Head = { chunks: [], text: '' };
  const budget = createBudget(MAX_WORDLESS_BYTES, 'no-words');
  while (!/\n|^.{8}/.test(head.text)) {
    const chunk = await reader.read();
    if (chunk === null) break;
    budget.take(chunk.byteLength);
    head.chunks.push(chunk);
    head.text = (head.text + decoder.decode(chunk, { stream: true })).trimStart();
  }
  return head;
}

interface FirstJson {
  chunks: Uint8Array[];
  /** Undefined if the text is not JSON. */
  value: unknown;
  /** How the body ended; null while it goes on. */
  end: 'in-order' | 'broken' | null;
}

/**
 * Reads a body that begins like JSON up to the end of its first value: the first line, else all of it.
 * @throws ExcessError
 */
async function readFirstJson(reader: BodyReader, head: Head, decoder: TextDecoder): Promise<FirstJson> {
  const chunks = [...head.chunks];
  const budget = createBudget(MAX_WORDLESS_BYTES, 'no-words');
  // We join the pieces only at the end: searching a growing text takes time quadratic in its length.
  const pieces = [head.text];
  let firstLine: string | null = null;
  const first = (end: FirstJson['end'], text: string, value = parseLooseJson(text)): FirstJson => {
    if (value === undefined && !isModestJson(text)) throw new ExcessError('structure');
    return { chunks, value, end };
  };
  for (;;) {
    const newest = pieces.at(-1) ?? '';
    const lineEnd: number = firstLine === null ? newest.indexOf('\n') : -1;
    if (lineEnd >= 0) {
      firstLine = pieces.slice(0, -1).join('') + newest.slice(0, lineEnd);
      const value = parseLooseJson(firstLine);
      if (value !== undefined) return first(null, pieces.join(''), value);
    }
    let chunk: Uint8Array | null;
    try {
      chunk = await reader.read();
    } catch (failure) {
      if (failure instanceof ExcessError) throw failure;
      return first('broken', pieces.join(''));
    }
    if (chunk === null) return first('in-order', pieces.join(''));
    budget.take(chunk.byteLength);
    chunks.push(chunk);
    pieces.push(decoder.decode(chunk, { stream: true }));
  }
}

/**
 * Wraps `fetch` for streaming calls, so that every provider model on top meets either a stream of server-sent events
 * or a typed EndpointError: statuses, error objects and web pages in a 200. We tell them apart here by looking at the first
 * bytes (content types lie); what is a stream or a reply goes on as it came. Redirects are not followed: the key would
 * go with them.
 */
export function createCheckedFetch(fetch: Fetch, factsFor: (url: string) => CallFacts): Fetch {
  return async (input, init) => {
    const facts = factsFor(String(input));
    const signal = init?.signal;

    /** We name network errors; an abort keeps the caller's reason. */
    const named = async <T>(work: Promise<T>): Promise<T> => {
      try {
        return await work;
      } catch (error) {
        signal?.throwIfAborted();
        throw errorFromFailure(error, facts);
      }
    };

    const response = await named(fetch(input, { ...init, redirect: 'manual' }));
    const reader = response.body && createBodyReader(response.body);
    const decoder = new TextDecoder();
    /** `read`: set for a body that does not come from a model server. */
    const fail = (type: EndpointErrorType, read?: { bytes: number; isWhole: boolean }): EndpointError =>
      new EndpointError(type, {
        url: facts.url,
        status: response.status,
        model: facts.model,
        ...(read && { body: bodyFacts(response.headers, read) }),
      });

    if (!response.ok) {
      const body = reader ? await readText(reader, decoder) : { text: '', bytes: 0, isWhole: true };
      signal?.throwIfAborted();
      throw errorFromResponse(response, body, facts);
    }
    if (!reader) throw fail('dropped');

    /** If a body breaks off, the connection dropped, however the network words it. */
    const nameFailure = (failure: unknown): unknown => {
      if (signal?.aborted) return signal.reason;
      const error = errorFromFailure(failure, facts);
      return ['stalled', 'reply-too-large'].includes(error.type) ? error : fail('dropped');
    };
    const rest = (chunks: Uint8Array[]) =>
      new Response(readAhead(chunks, reader, nameFailure), { status: 200, headers: response.headers });

    /** Fails for good: we do not read the rest of the body. */
    const readable = <T>(work: Promise<T>): Promise<T> =>
      work.catch((failure) => {
        reader.cancel().catch(() => {});
        throw nameFailure(failure);
      });

    const head = await readable(readHead(reader, decoder));
    if (head.text === '') throw fail('dropped');
    if (SSE_FIELD.test(head.text)) return rest(head.chunks);
    const claimsToStream = response.headers.get('content-type')?.includes('text/event-stream') ?? false;
    if (/^[{[]/.test(head.text) && !isDone(head.text)) {
      const { chunks, value, end } = await readable(readFirstJson(reader, head, decoder));
      signal?.throwIfAborted();
      if (value === undefined) {
        if (end === 'broken') throw fail('dropped');
        throw fail(claimsToStream ? 'bad-stream' : 'not-json', readSoFar(chunks, end));
      }
      const fault = faultIn(value);
      const reading = createChunkReader().read(value, true);
      const hasWords = (reading?.segments.length ?? 0) > 0;
      const error = !reading || (fault !== null && !hasWords) ? errorFromValue(fault ?? value, facts) : null;
      if (error) throw error;
      if (!reading && end !== null) throw fail('not-json', readSoFar(chunks, end));
      return rest(chunks);
    }
    // Noise before the events, or no events at all: the reader of the stream finds out.
    if (claimsToStream && !head.text.startsWith('<')) return rest(head.chunks);
    const body = await readText(reader, decoder, head);
    signal?.throwIfAborted();
    throw fail('not-json', body);
  };
}
