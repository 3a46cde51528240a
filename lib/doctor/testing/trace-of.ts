import { wordCounter } from '#lib/protocol/testing/word-counter.ts';
import { logFromTranscript } from '#lib/protocol/transcript-log/transcript-log.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import type { TraceState } from '#lib/trace/state.ts';

/** The folded trace of a tagged transcript. */
export async function traceOf(transcript: string, question = 'What is half of ninety?'): Promise<TraceState> {
  const origin = { kind: 'by-hand' as const };
  const startedAt = '2026-01-01T00:00:00.000Z';
  return foldEvents(
    await logFromTranscript(transcript, { counter: wordCounter, question, origin, startedAt }),
  );
}
