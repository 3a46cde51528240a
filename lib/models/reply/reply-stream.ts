import {
  InvalidResponseDataError,
  JSONParseError,
  type LanguageModelV4StreamPart,
  TypeValidationError,
} from '@ai-sdk/provider';
import { readServerError } from '../refusals/server-error.ts';
import type { Segment } from './content-segments.ts';
import { createEventReader, isDone, type StreamEvent } from './event-reader.ts';
import { toFinishReason } from './finish-reasons.ts';
import { createJoinedText } from './joined-text.ts';
import { isRecord, parseJson, parseJsonSequence, parseLooseJson } from './json.ts';
import { createChunkReader, faultIn } from './read-chunk.ts';
import { mergeUsage, toUsage, type UsageCounts } from './read-usage.ts';
import {
  createBodyReader,
  createBudget,
  ExcessError,
  isModestJson,
  MAX_WORDLESS_BYTES,
} from './reply-bounds.ts';
import { createThinkingSplitter } from './split-thinking.ts';

type Part = LanguageModelV4StreamPart;

/**
 * What the SDK's parts have no word for. `finishing`: the finish reason came, at most the usage follows. `possibly-cut`:
 * the connection ended in order, but nothing said that the reply was whole. `lines-skipped`: some could not be read.
 */
export type ReplySignal = 'finishing' | 'possibly-cut' | 'lines-skipped';

const signal = (name: ReplySignal): Part => ({ type: 'custom', kind: `sprintscope.${name}` });
export const signalOf = (part: Part): ReplySignal | null =>
  part.type === 'custom' && part.kind.startsWith('sprintscope.')
    ? (part.kind.slice('sprintscope.'.length) as ReplySignal)
    : null;

/** Names of events that carry nothing of the reply, whatever their data. */
const FOREIGN_EVENT = /ping|heart-?_?beat|keep-?_?alive|comment|status|progress|queue|metric/i;
const END_EVENT = /^(?:done|end|finish(?:ed)?|complete(?:d)?|message_stop|stop)$/i;
const ERROR_EVENT = /^(?:error|exception)$/i;
/** “ping”, “OK”: noise between events, nothing of which a part could be missing. */
const MAX_NOISE_LENGTH = 40;

export interface ReplyStreamOptions {
  includeRaw: boolean;
  /** A chat reply may begin with thinking in marks of its own; a completion goes on from our transcript. */
  readsMarks: boolean;
  /** Ends the stream at once; what was told by then is kept. */
  abortSignal?: AbortSignal;
}

/**
 * Reads a reply out of whatever a server sends: skips what cannot matter and keeps what can. A reply is complete when
 * the server says so in any of its ways; an orderly end of the connection after words counts too, with a signal. A
 * broken connection and what cannot be read finish as an error, after every word that came before it.
 */
export function createReplyStream(
  body: ReadableStream<Uint8Array>,
  { includeRaw, readsMarks, abortSignal }: ReplyStreamOptions,
): ReadableStream<Part> {
  const reader = createBodyReader(body);
  const wordless = createBudget(MAX_WORDLESS_BYTES, 'no-words');
  const decoder = new TextDecoder();
  const chunks = createChunkReader();
  const texts = { text: createJoinedText(), thinking: createJoinedText() };
  const marks = readsMarks
    ? { text: createThinkingSplitter('text'), thinking: createThinkingSplitter('thinking') }
    : null;
  const queue: Part[] = [{ type: 'stream-start', warnings: [] }];
  let open: 'text' | 'reasoning' | null = null;
  let finish: string | null = null;
  let usage: UsageCounts | null = null;
  let metadataSent = false;
  let done = false;
  let ended = false;
  /** Why the reply may be none: the last event could not be read, or looked like an error. */
  let suspect: unknown = null;
  let firstSuspect: unknown = null;
  /** An object that is no chunk: shown where nothing else came. */
  let foreign: unknown = null;
  let chunkCount = 0;
  /** All came in one JSON object, which is whole by its form. */
  let oneObject = false;
  let skipped = false;
  let cut = false;

  const hasWords = () => texts.text.said !== '' || texts.thinking.said !== '';

  function closeBlock() {
    if (open) queue.push({ type: `${open}-end`, id: open });
    open = null;
  }

  function write(channel: 'text' | 'thinking', delta: string) {
    if (delta === '') return;
    wordless.renew();
    const block = channel === 'text' ? 'text' : 'reasoning';
    if (open !== block) {
      closeBlock();
      open = block;
      queue.push({ type: `${block}-start`, id: block });
    }
    queue.push({ type: `${block}-delta`, id: block, delta });
  }

  function writeAll(segments: readonly Segment[]) {
    for (const { channel, text } of segments) write(channel, text);
  }

  function setFinish(reason: string) {
    if (finish === null) queue.push(signal('finishing'));
    finish = reason;
  }

  function end(error?: unknown) {
    if (ended) return;
    ended = true;
    if (marks) writeAll([...marks.thinking.flush(), ...marks.text.flush()]);
    closeBlock();
    if (error !== undefined) queue.push({ type: 'error', error });
    else if (skipped && hasWords()) queue.push(signal('lines-skipped'));
    const finishReason =
      error === undefined ? toFinishReason(finish) : { unified: 'error' as const, raw: undefined };
    queue.push({ type: 'finish', finishReason, usage: toUsage(usage) });
  }

  function suspects(reason: unknown) {
    suspect = reason;
    firstSuspect ??= reason;
  }

  function readEvent(event: StreamEvent) {
    if (ended) return;
    const { name, data, bare } = event;
    if (isDone(data) || isDone(data.replace(/^\s*data:/, ''))) {
      done = true;
      if (finish === null) setFinish('stop');
      return;
    }
    if (END_EVENT.test(name) && finish === null && !done) setFinish('stop');
    if (data.trim() === '' || FOREIGN_EVENT.test(name)) return;
    const value = valueIn(data);
    if (value === undefined) {
      if (event.cut) cut = true;
      if (ERROR_EVENT.test(name) && finish === null) return end(data);
      // Nothing is missing after the end, in what was cut (which is told apart), and in events of other kinds.
      if (finish !== null || event.cut || (name !== '' && !/^\s*\{/.test(data))) return;
      if (/[{<]/.test(data) || data.length > MAX_NOISE_LENGTH) skipped = true;
      return suspects(
        isModestJson(data)
          ? new JSONParseError({ text: data, cause: undefined })
          : new ExcessError('structure'),
      );
    }
    readValue(value, bare, ERROR_EVENT.test(name));
  }

  function readValue(value: unknown, bare: boolean, isError: boolean) {
    if (includeRaw) queue.push({ type: 'raw', rawValue: value });
    const reading = chunks.read(value, bare);
    if (reading && !metadataSent && (reading.id || reading.model)) {
      metadataSent = true;
      queue.push({
        type: 'response-metadata',
        ...(reading.id && { id: reading.id }),
        ...(reading.model && { modelId: reading.model }),
      });
    }
    for (const { channel, text } of done ? [] : (reading?.segments ?? [])) {
      const fresh = texts[channel].add(text, reading?.whole ?? false, reading?.finish != null);
      if (!marks) write(channel, fresh);
      else {
        // Thinking stays before the text that follows it.
        if (channel === 'text') writeAll(marks.thinking.flush());
        writeAll(marks[channel].feed(fresh));
      }
    }
    const fault = isError ? value : faultIn(value);
    if (fault !== null && finish === null) return end(unreadable(fault));
    if (!reading) {
      if (isRecord(value) && readServerError(value)) suspects(unreadable(value));
      else if (isRecord(value) && Object.keys(value).length > 0) foreign ??= unreadable(value);
      return;
    }
    chunkCount++;
    oneObject = chunkCount === 1 && (bare || reading.whole);
    suspect = null;
    if (reading.usage) usage = mergeUsage(usage, reading.usage);
    if (reading.finish !== null && !done) setFinish(reading.finish);
  }

  /** The body came to its end in order. */
  function endInOrder() {
    if (ended) return;
    if (!hasWords()) {
      const reason = firstSuspect ?? (chunkCount > 0 ? null : foreign);
      // Of who has said no word of a reply it is not known that it is a model server: its lines are not repeated.
      return end(JSONParseError.isInstance(reason) ? unnamed : (reason ?? undefined));
    }
    if (finish === null) {
      if (suspect !== null) return end(suspect);
      if (cut) return end(new InvalidResponseDataError({ data: null }));
      if (!oneObject) queue.push(signal('possibly-cut'));
      finish = oneObject ? 'stop' : 'unsaid';
    }
    end();
  }

  const events = createEventReader(readEvent);

  function within(read: () => void) {
    try {
      read();
    } catch (error) {
      if (finish === null) end(error);
      else end();
    }
  }

  function feed(text: string) {
    within(() => events.feed(text));
    // What followed in the same packet was looked through for the usage.
    if (done) endInOrder();
  }

  function flush() {
    feed(decoder.decode());
    within(() => events.end());
  }

  async function pull(controller: ReadableStreamDefaultController<Part>) {
    while (queue.length === 0 && !ended) {
      try {
        const bytes = await reader.read();
        if (abortSignal?.aborted) end();
        else if (bytes !== null) {
          wordless.take(bytes.byteLength);
          feed(decoder.decode(bytes, { stream: true }));
        } else {
          flush();
          endInOrder();
        }
      } catch (failure) {
        if (abortSignal?.aborted) end();
        else {
          flush();
          if (finish === null) end(failure ?? new InvalidResponseDataError({ data: null }));
          else endInOrder();
        }
      }
    }
    for (const part of queue.splice(0)) controller.enqueue(part);
    if (!ended) return;
    controller.close();
    abortSignal?.removeEventListener('abort', onAbort);
    await reader.cancel().catch(() => {});
  }

  /** A body need not know of the signal; cancelling ends the read that waits. */
  const onAbort = () => void reader.cancel().catch(() => {});
  abortSignal?.addEventListener('abort', onAbort, { once: true });

  return new ReadableStream<Part>({
    pull,
    cancel(reason) {
      abortSignal?.removeEventListener('abort', onAbort);
      return reader.cancel(reason);
    },
  });
}

const unnamed = new JSONParseError({ text: '', cause: undefined });

/** Kept whole, so that whoever names the error sees all that the server said. */
const unreadable = (value: unknown) => new TypeValidationError({ value, cause: undefined });

/**
 * The JSON of an event; undefined where it is none. Beyond plain JSON: JSON in a JSON string and `data:` said twice, both by
 * gateways that wrap events again, and several values with nothing, white space or `data:` between them.
 */
function valueIn(data: string): unknown {
  const text = data.replace(/^(?:\s*data:)+\s*/, '');
  const value = parseLooseJson(text);
  if (typeof value === 'string' && /^\s*\{/.test(value)) return parseJson(value) ?? value;
  return value === undefined ? parseJsonSequence(text) : value;
}
