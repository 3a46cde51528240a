import { foldEvents } from '#lib/trace/fold.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { sessionStart, stampLog, tokensOf } from '#lib/trace/testing/log-builder.ts';

/** The folded trace of a sequential run that has ended. */
export function sequentialTrace({
  question,
  text = '',
  thinking = '',
}: {
  question: string;
  text?: string;
  thinking?: string;
}): TraceState {
  const stream = 'thought' as const;
  const delta = (channel: 'text' | 'thinking', said: string) =>
    said === '' ? [] : [{ type: 'thought-delta' as const, stream, attempt: 1, channel, text: said }];
  return foldEvents(
    stampLog([
      sessionStart({ question, strategy: 'sequential' }),
      { type: 'thought-start', stream, attempt: 1, requestedAt: 0 },
      ...delta('thinking', thinking),
      ...delta('text', text),
      { type: 'thought-end', stream, attempt: 1, status: 'done', tokens: tokensOf(9) },
      { type: 'session-end', status: 'done' },
    ]),
  );
}
