import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TraceEvent } from '#lib/trace/events.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { emptyState, reduce } from '#lib/trace/reduce.ts';
import type { StreamId } from '#lib/trace/streams.ts';
import { arbitrarySession } from '../testing/arbitrary-session.ts';
import { sampleLog } from '../testing/sample-session.ts';
import { type Context, type ContextMessage, type ContextPart, contextText, partsText } from './context.ts';
import { contextFor } from './contexts.ts';

interface Call {
  stream: StreamId;
  attempt: number;
}

function callOf(event: TraceEvent): Call | null {
  switch (event.type) {
    case 'plan-start':
    case 'execution-start':
    case 'answer-start':
    case 'thought-start':
      return { stream: event.stream, attempt: event.attempt };
    default:
      return null;
  }
}

/** Every call of a log with its context when the call began, before and after folding its own start event. */
function callsAsMade(events: readonly TraceEvent[]): (Call & { before: string; at: string })[] {
  let state = emptyState;
  return events.flatMap((event) => {
    const before = state;
    state = reduce(state, event);
    const call = callOf(event);
    if (!call) return [];
    const { stream, attempt } = call;
    const sent = contextText(contextFor(state, stream, attempt));
    // We know what an answer was sent only once the log says whether it was forced.
    const asked = stream === 'answer' ? sent : contextText(contextFor(before, stream, attempt));
    return [{ ...call, before: asked, at: sent }];
  });
}

/** A request in layout 2 with its role removed. */
const withoutRole = (said: string): string =>
  said
    .replace(/PLAN\.\n\nBegin with the tag .*Plan_\d+\.$/, '')
    .replace(/(?:PLAN\.\n\nThere is no further round: .*|EXECUTE\.)\n\n(?=<)/, '');

const allParts = (context: Context): readonly ContextPart[] =>
  context.kind === 'completion' ? context.parts : context.messages.flatMap((message) => message.parts);

describe('contexts', () => {
  test('what is sent is the same when asked for before the call, at its start, and ever after', () => {
    fc.assert(
      fc.property(arbitrarySession, (sample) => {
        const events = sampleLog(sample);
        const final = foldEvents(events);
        for (const { stream, attempt, before, at } of callsAsMade(events)) {
          const afterwards = contextText(contextFor(final, stream, attempt));
          expect(before, `${stream} before it started`).toBe(afterwards);
          expect(at, `${stream} when it started`).toBe(afterwards);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('every part has text and a place, and nothing of a session is coloured as a tag', () => {
    fc.assert(
      fc.property(arbitrarySession, (sample) => {
        const events = sampleLog(sample);
        const final = foldEvents(events);
        for (const { stream, attempt } of callsAsMade(events)) {
          for (const part of allParts(contextFor(final, stream, attempt))) {
            expect(part.text).not.toBe('');
            if (part.origin === 'tag') expect(part.text).toMatch(/^\s*$|^(\s*<\/?[\w.]+>\s*)+$/);
            if (part.origin === 'plan' || part.origin === 'execution') expect(part.stage).toBeDefined();
            if (part.origin === 'prompt') expect(part.index).toBeDefined();
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  test('prompted and native see the same transcript, with the same parts', () => {
    fc.assert(
      fc.property(arbitrarySession, (sample) => {
        const inMode = (mode: 'native' | 'prompted') =>
          foldEvents(sampleLog({ ...sample, plannerMode: mode, executorMode: mode }));
        const native = inMode('native');
        const prompted = inMode('prompted');
        for (const { stream } of callsAsMade(sampleLog(sample))) {
          const chat = contextFor(prompted, stream, 1);
          const user = (chat as { messages: readonly ContextMessage[] }).messages[1];
          const transcript = partsText(allParts(contextFor(native, stream, 1)).slice(2));
          const said = partsText(user?.parts ?? []);
          expect(user?.role).toBe('user');
          if (sample.layout === 1) expect(said).toBe(transcript);
          // Layout 2 says the same, with the role between the transcript and the tags to continue from, and without
          // <think>.
          else
            expect(withoutRole(said)).toBe(transcript.replace('</Question>\n\n<think>\n', '</Question>\n\n'));
        }
      }),
      { numRuns: 100 },
    );
  });
});
