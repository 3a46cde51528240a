import { logFromTranscript } from '#lib/protocol/transcript-log/transcript-log.ts';
import type { TokenCounter } from '#lib/tokens/counter.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import type { SourceFile } from './source-file.ts';

const nobody = {
  endpointName: 'Written by hand',
  model: 'no model',
  ruleBased: false,
  mode: 'native' as const,
};

/** The log of a hand-written trace: what a run with this text would have left, timed by tokens. */
export function logOfSource({ about, transcript }: SourceFile, counter: TokenCounter): Promise<TraceEvent[]> {
  return logFromTranscript(transcript, {
    counter,
    origin: { kind: 'by-hand', author: about.author },
    startedAt: `${about.date}T00:00:00.000Z`,
    models: { planner: nobody, executor: nobody },
  });
}
