import type { BatchTrace } from '#lib/contract/import-requests.ts';
import type { SourceTrace } from '#lib/formats/traces/source-trace.ts';

/** A trace to send, with the number it has in the draft. */
export interface OutgoingTrace {
  readonly id: number;
  readonly bytes: number;
  readonly body: BatchTrace;
}

/**
 * Small enough that progress moves several times a second (the server counts about 0.7 MB/s), large enough that the
 * requests themselves cost nothing. The server accepts up to 100 traces and 8 MB.
 */
const MOST_TRACES = 16;
const MOST_BYTES = 192 * 1024;

/** The server refuses longer ones; the end of a path says more than its beginning. */
const LONGEST_NAME = 1000;

/** Splits the traces into requests, in order; a trace over the size gets one of its own. */
export function toBatches(traces: readonly OutgoingTrace[]): OutgoingTrace[][] {
  const batches: OutgoingTrace[][] = [];
  let current: OutgoingTrace[] = [];
  let bytes = 0;
  for (const trace of traces) {
    if (current.length > 0 && (current.length >= MOST_TRACES || bytes + trace.bytes > MOST_BYTES)) {
      batches.push(current);
      current = [];
      bytes = 0;
    }
    current.push(trace);
    bytes += trace.bytes;
  }
  if (current.length > 0) batches.push(current);
  return batches;
}

/** A trace as the API takes it. */
export function toBatchTrace(trace: SourceTrace, pairId: string | null, importKey: string): BatchTrace {
  const { place, text, kind, strategy, question, expected } = trace;
  return {
    text,
    kind,
    strategy,
    importKey,
    name: place.path.slice(-LONGEST_NAME),
    ...(place.record === undefined ? {} : { record: place.record }),
    ...(place.line === undefined ? {} : { line: place.line }),
    ...(question === null ? {} : { question }),
    ...(expected === null ? {} : { expected }),
    ...(pairId === null ? {} : { pairId }),
  };
}
