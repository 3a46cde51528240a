import type { ProtocolEvent } from '#lib/protocol/events.ts';
import type { UnstampedEvent } from '#lib/trace/events.ts';
import { planStream, type StreamId } from '#lib/trace/streams.ts';
import { diagnose, type Session } from './session.ts';

/**
 * Dependencies and diagnostics of one attempt, kept back until the attempt is known to stand: an attempt that fails
 * leaves nothing in the log that points into text which is no longer there.
 */
export interface Notebook {
  note(event: ProtocolEvent): void;
  tagsInReasoning(): void;
  stopNotHonoured(): void;
  /**
   * The reply was the answer, not a plan, and its stage goes: dependencies go with it, diagnostics stay. `codes`: only these.
   */
  turnToAnswer(codes?: readonly string[]): void;
  write(): void;
}

export function createNotebook(session: Session, stream: StreamId): Notebook {
  let notes: UnstampedEvent[] = [];
  return {
    note(event) {
      if (event.type === 'dependency')
        notes.push({ type: 'dependency', from: event.from, to: planStream(event.to), offset: event.offset });
      if (event.type === 'diagnostic') notes.push({ ...event, place: { stream, ...event.place } });
    },
    tagsInReasoning() {
      const explanation =
        'The reply was empty and its reasoning held the protocol’s tags: the reasoning was read as the reply.';
      notes.push({
        type: 'diagnostic',
        code: 'tags-in-reasoning',
        severity: 'warning',
        place: { stream },
        explanation,
      });
    },
    stopNotHonoured() {
      const code = 'stop-not-honoured';
      if (session.log.state.diagnostics.some((diagnostic) => diagnostic.code === code)) return;
      diagnose(
        session,
        code,
        'note',
        { stream },
        'The model went on after its turn was over; the rest was cut off and the request ended.',
      );
    },
    turnToAnswer(codes) {
      notes = notes.flatMap((note) =>
        note.type === 'diagnostic' && (!codes || codes.includes(note.code))
          ? [{ ...note, place: { stream: 'answer' as const } }]
          : [],
      );
    },
    write() {
      if (notes.length > 0) session.log.emit(...notes);
      notes = [];
    },
  };
}
