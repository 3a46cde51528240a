import { wordCounter } from '#lib/protocol/testing/word-counter.ts';
import { logFromTranscript } from '#lib/protocol/transcript-log/transcript-log.ts';
import type { EventOf, TraceEvent } from '#lib/trace/events.ts';
import { createTraceLog, type TraceLog } from '#lib/trace/fold.ts';

export interface TraceOptions {
  origin?: EventOf<'session-start'>['origin'];
  tokenizer?: string;
  clock?: 'wall' | 'tokens';
}

/** The log of a tagged transcript or of a sequential text; a token is a word or a sign. */
export async function traceLog(
  text: string,
  { origin = { kind: 'imported' }, tokenizer = 'words', clock = 'tokens' }: TraceOptions = {},
): Promise<TraceLog> {
  const events = await logFromTranscript(text, {
    counter: { ...wordCounter, name: tokenizer },
    origin,
    question: 'How much is it?',
    startedAt: '2026-01-01T00:00:00.000Z',
  });
  return createTraceLog(
    events.map((event): TraceEvent => (event.type === 'session-start' ? { ...event, clock } : event)),
  );
}

/** Plan of 12 words up to the second prompt, then both executions; the second one is longer. */
export const sprintText = `<Plan_1>
one two three <prompt_1.1> four five six </prompt_1.1> seven <prompt_1.2> eight nine ten eleven </prompt_1.2>
</Plan_1>
<Execution_1>
<execution_1.1> a b c </execution_1.1>
<execution_1.2> a b c d e f g h </execution_1.2>
</Execution_1>
<Final_answer> the answer \\boxed{42} </Final_answer>`;

export const sequentialText = `${'word '.repeat(40)}so \\boxed{42}`;
