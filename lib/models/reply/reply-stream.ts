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
 * Events that the SDK's parts cannot express. `finishing`: the finish reason came, at most the usage follows.
 * `possibly-cut`: the connection ended in order, but nothing said that the reply was complete. `lines-skipped`: we
 * could not read some lines.
 */
export type ReplySignal = 'finishing' | 'possibly-cut' | 'lines-skipped';

const signal = (name: ReplySignal): Part => ({ type: 'custom', kind: `sprintscope.${name}` });
export const signalOf = (part: Part): ReplySignal | null =>
  part.type === 'custom' && part.kind.startsWith('sprintscope.')
    ? (part.kind.slice('sprintscope.'.length) as ReplySignal)
    : null;

/** Names of events that hold no part of the reply, whatever their data. */
const FOREIGN_EVENT = /ping|heart-?_?beat|keep-?_?alive|comment|status|progress|queue|metric/i;
const END_EVENT = /^(?:done|end|finish(?:ed)?|complete(?:d)?|message_stop|stop)$/i;
const ERROR_EVENT = /^(?:error|exception)$/i;
/** “ping”, “OK”: noise between events, too short to be a part of the reply. */
const MAX_NOISE_LENGTH = 40;

export interface ReplyStreamOptions {
  includeRaw: boolean;
  /** A chat reply may begin with thinking in marks of its own; a completion continues our transcript. */
  readsMarks: boolean;
  /** Ends the stream at once; what the stream said by then stays. */
  abortSignal?: AbortSignal;
}

/**
 * Reads a reply from anything that a server sends: skips what cannot matter and keeps what can. A reply is complete
 * when the server says so in any of its ways; an orderly end of the connection after words counts too, with a signal. A
 * broken connection or unreadable data finishes as an error, after every word that came before it.
 */
export function createReplyStream(
  body: ReadableStream<Uint8Array>,
  { abortSignal, ...options }: ReplyStreamOptions,
): ReadableStream<Part> {
  const reader = createBodyReader(body);
  const wordless = createBudget(MAX_WORDLESS_BYTES, 'no-words');
  const decoder = new TextDecoder();
  const reply = createReplyReader(options, () => wordless.renew());

  function flush() {
    reply.feed(decoder.decode());
    reply.flush();
  }

  async function readOn(): Promise<void> {
    try {
      const bytes = await reader.read();
      if (abortSignal?.aborted) reply.end();
      else if (bytes !== null) {
        wordless.take(bytes.byteLength);
        reply.feed(decoder.decode(bytes, { stream: true }));
      } else {
        flush();
        reply.endInOrder();
      }
    } catch (failure) {
      if (abortSignal?.aborted) return reply.end();
      flush();
      if (reply.isFinished) reply.endInOrder();
      else reply.end(failure ?? new InvalidResponseDataError({ data: null }));
    }
  }

  async function pull(controller: ReadableStreamDefaultController<Part>) {
    while (reply.queue.length === 0 && !reply.ended) await readOn();
    for (const part of reply.queue.splice(0)) controller.enqueue(part);
    if (!reply.ended) return;
    controller.close();
    abortSignal?.removeEventListener('abort', onAbort);
    await reader.cancel().catch(() => {});
  }

  /** A body may not know of the signal; cancelling ends the waiting read. */
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

/** What a reply says, event by event, as parts in `queue`, and what to make of its end. */
function createReplyReader(
  { includeRaw, readsMarks }: Omit<ReplyStreamOptions, 'abortSignal'>,
  onWords: () => void,
) {
  const words = createWordWriter(readsMarks, onWords);
  const { queue } = words;
  const evidence = createEvidence();
  const readChunk = createValueReader(words, includeRaw);
  let finish: string | null = null;
  let usage: UsageCounts | null = null;
  let done = false;
  let ended = false;

  function setFinish(reason: string) {
    if (finish === null) queue.push(signal('finishing'));
    finish = reason;
  }

  function end(error?: unknown) {
    if (ended) return;
    ended = true;
    words.close();
    if (error !== undefined) queue.push({ type: 'error', error });
    else if (evidence.skipped && words.any) queue.push(signal('lines-skipped'));
    const finishReason =
      error === undefined ? toFinishReason(finish) : { unified: 'error' as const, raw: undefined };
    queue.push({ type: 'finish', finishReason, usage: toUsage(usage) });
  }

  function readEvent({ name, data, bare, cut }: StreamEvent) {
    if (ended) return;
    if (isDone(data) || isDone(data.replace(/^\s*data:/, ''))) {
      done = true;
      if (finish === null) setFinish('stop');
      return;
    }
    if (END_EVENT.test(name) && finish === null && !done) setFinish('stop');
    if (data.trim() === '' || FOREIGN_EVENT.test(name)) return;
    const value = valueIn(data);
    if (value !== undefined) return readValue(value, bare, ERROR_EVENT.test(name));
    if (ERROR_EVENT.test(name) && finish === null) {
      if (cut) evidence.cut = true;
      return end(data);
    }
    evidence.unreadableEvent({ name, data, cut }, finish !== null);
  }

  function readValue(value: unknown, bare: boolean, isError: boolean) {
    const reading = readChunk(value, bare, done);
    const fault = isError ? value : faultIn(value);
    if (fault !== null && finish === null) return end(unreadable(fault));
    if (!reading) return evidence.noChunk(value);
    evidence.chunk(bare || reading.whole);
    if (reading.usage) usage = mergeUsage(usage, reading.usage);
    if (reading.finish !== null && !done) setFinish(reading.finish);
  }

  /** The body ended in order. */
  function endInOrder() {
    if (ended) return;
    if (!words.any) return end(evidence.reasonOfSilence());
    if (finish === null) {
      const reason = evidence.reasonToDoubt();
      if (reason !== null) return end(reason);
      if (!evidence.oneObject) queue.push(signal('possibly-cut'));
      finish = evidence.oneObject ? 'stop' : 'unsaid';
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

  return {
    queue,
    end,
    endInOrder,
    feed(text: string) {
      within(() => events.feed(text));
      // We searched the rest of the same packet for the usage.
      if (done) endInOrder();
    },
    flush: () => within(() => events.end()),
    get ended() {
      return ended;
    },
    get isFinished() {
      return finish !== null;
    },
  };
}

/** Words as parts: blocks of text and of thinking, opened and closed as they change. */
function createWordWriter(readsMarks: boolean, onWords: () => void) {
  const texts = { text: createJoinedText(), thinking: createJoinedText() };
  const marks = readsMarks
    ? { text: createThinkingSplitter('text'), thinking: createThinkingSplitter('thinking') }
    : null;
  const queue: Part[] = [{ type: 'stream-start', warnings: [] }];
  let open: 'text' | 'reasoning' | null = null;

  function closeBlock() {
    if (open) queue.push({ type: `${open}-end`, id: open });
    open = null;
  }

  function write(channel: 'text' | 'thinking', delta: string) {
    if (delta === '') return;
    onWords();
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

  return {
    queue,
    get any() {
      return texts.text.said !== '' || texts.thinking.said !== '';
    },
    say({ channel, text }: Segment, whole: boolean, finished: boolean) {
      const fresh = texts[channel].add(text, whole, finished);
      if (!marks) return write(channel, fresh);
      // Thinking must come before the text that follows it.
      if (channel === 'text') writeAll(marks.thinking.flush());
      writeAll(marks[channel].feed(fresh));
    },
    close() {
      if (marks) writeAll([...marks.thinking.flush(), ...marks.text.flush()]);
      closeBlock();
    },
  };
}

/** Reads a JSON value as a chunk and passes on what it says; null where it is none. After `done` its words count no more. */
function createValueReader({ queue, say }: ReturnType<typeof createWordWriter>, includeRaw: boolean) {
  const chunks = createChunkReader();
  let metadataSent = false;
  return (value: unknown, bare: boolean, done: boolean) => {
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
    if (reading && !done)
      for (const segment of reading.segments) say(segment, reading.whole, reading.finish != null);
    return reading;
  };
}

/** What speaks for and against that what came is a reply, and all of it. */
function createEvidence() {
  /** Why this may not be a reply: we could not read the last event, or it looked like an error. */
  let suspect: unknown = null;
  let firstSuspect: unknown = null;
  /** An object that is not a chunk: we show it if nothing else came. */
  let foreign: unknown = null;
  let chunkCount = 0;

  function suspects(reason: unknown) {
    suspect = reason;
    firstSuspect ??= reason;
  }

  const evidence = {
    /** Something in the middle could not be read. */
    skipped: false,
    /** The connection ended within an event. */
    cut: false,
    /** The whole reply came in one JSON object, which is complete by its form. */
    oneObject: false,
    unreadableEvent({ name, data, cut }: Pick<StreamEvent, 'name' | 'data' | 'cut'>, finished: boolean) {
      if (cut) evidence.cut = true;
      // Nothing is missing after the end, in what was cut (which has a signal of its own), and in events of other kinds.
      if (finished || cut || (name !== '' && !/^\s*\{/.test(data))) return;
      if (/[{<]/.test(data) || data.length > MAX_NOISE_LENGTH) evidence.skipped = true;
      suspects(
        isModestJson(data)
          ? new JSONParseError({ text: data, cause: undefined })
          : new ExcessError('structure'),
      );
    },
    noChunk(value: unknown) {
      if (isRecord(value) && readServerError(value)) suspects(unreadable(value));
      else if (isRecord(value) && Object.keys(value).length > 0) foreign ??= unreadable(value);
    },
    chunk(isWhole: boolean) {
      chunkCount++;
      evidence.oneObject = chunkCount === 1 && isWhole;
      suspect = null;
    },
    /** Why a body that ended in order said no word; undefined where nothing tells. */
    reasonOfSilence(): unknown {
      const reason = firstSuspect ?? (chunkCount > 0 ? null : foreign);
      // If a server has sent no word of a reply, it may not be a model server at all, so we do not repeat its lines.
      return JSONParseError.isInstance(reason) ? unnamed : (reason ?? undefined);
    },
    /** Why words that ended in order may not be the reply; null where nothing speaks against them. */
    reasonToDoubt(): unknown {
      return suspect ?? (evidence.cut ? new InvalidResponseDataError({ data: null }) : null);
    },
  };
  return evidence;
}

const unnamed = new JSONParseError({ text: '', cause: undefined });

/** We keep the value whole, so that the code that names the error sees all that the server sent. */
const unreadable = (value: unknown) => new TypeValidationError({ value, cause: undefined });

/**
 * The JSON of an event; undefined if it holds none. Accepts more than plain JSON: JSON in a JSON string and a repeated
 * `data:`, both from gateways that wrap events again, and several values with nothing, white space or `data:` between
 * them.
 */
function valueIn(data: string): unknown {
  const text = data.replace(/^(?:\s*data:)+\s*/, '');
  const value = parseLooseJson(text);
  if (typeof value === 'string' && /^\s*\{/.test(value)) return parseJson(value) ?? value;
  return value === undefined ? parseJsonSequence(text) : value;
}
