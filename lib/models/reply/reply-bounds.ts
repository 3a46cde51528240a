import { giveWay } from '#lib/base/give-way.ts';
import { hasModestStructure, type JsonLimits } from '#lib/base/json-structure.ts';

/** Which part of a response was larger than any honest server sends. */
export type Excess = 'headers' | 'body' | 'no-words' | 'event' | 'structure';

/** A response exceeded a bound; `errorFromFailure` turns this into `reply-too-large`. */
export class ExcessError extends Error {
  override readonly name = 'ExcessError';
  readonly excess: Excess;

  constructor(excess: Excess) {
    super(`More than a reply can be: ${excess}`);
    this.excess = excess;
  }
}

const MEBI = 1024 * 1024;

/** A whole body after decompression. 36,000 tokens with 1 kB of JSON around each are 36 MB; servers that repeat the reply from its beginning need more. */
export const MAX_BODY_BYTES = 256 * MEBI;
/**
 * Between one word of the reply and the next: pings for a day are 2 MB, a whole reply of 36,000 tokens in one object
 * 150 kB.
 */
export const MAX_WORDLESS_BYTES = 8 * MEBI;
/** Characters of one event, one line, or one JSON value in a stream. */
export const MAX_EVENT_LENGTH = 4 * MEBI;

/** Chunks nest about ten deep. Probabilities for 20 alternatives to each of 2,000 tokens are 120,000 values. */
const MOST: JsonLimits = { depth: 64, values: 200_000 };

/** Whether a server's JSON is worth parsing: 15 MB of `{},{},…` took 9 s and 2.3 GB. */
export const isModestJson = (text: string): boolean => hasModestStructure(text, MOST);

/** Adds up the amounts that arrive. @throws ExcessError beyond `most` */
export function createBudget(most: number, excess: Excess) {
  let used = 0;
  return {
    take(amount: number) {
      used += amount;
      if (used > most) throw new ExcessError(excess);
    },
    /** The output that the budget waits for has arrived. */
    renew() {
      used = 0;
    },
  };
}

/** We read this many bytes in one turn of the event loop: a few ms if they are all the smallest events. */
const BYTES_A_TURN = 256 * 1024;

export interface BodyReader {
  /** The next bytes; null at the end. @throws ExcessError, or the error that broke the body */
  read(): Promise<Uint8Array | null>;
  cancel(reason?: unknown): Promise<void>;
}

/** The one way to read the body of a reply: bounded, and yielding to timers however fast the body arrives. */
export function createBodyReader(body: ReadableStream<Uint8Array>, maxBytes = MAX_BODY_BYTES): BodyReader {
  const reader = body.getReader();
  const budget = createBudget(maxBytes, 'body');
  let inThisTurn = 0;
  return {
    async read() {
      if (inThisTurn > BYTES_A_TURN) {
        inThisTurn = 0;
        await giveWay();
      }
      const { done, value } = await reader.read();
      if (done) return null;
      // An empty chunk costs work, too.
      inThisTurn += Math.max(256, value.byteLength);
      try {
        budget.take(value.byteLength);
      } catch (excess) {
        reader.cancel().catch(() => {});
        throw excess;
      }
      return value;
    },
    cancel: (reason) => reader.cancel(reason),
  };
}
