import { severityOf } from '#lib/protocol/diagnostics.ts';
import type { ProtocolEvent } from '#lib/protocol/events.ts';
import type { UnstampedEvent } from '#lib/trace/events.ts';
import { planStream, type StreamId } from '#lib/trace/streams.ts';
import { diagnose, type Session } from './session.ts';

/**
 * Collects the dependencies and diagnostics of one attempt, and holds them back until the attempt is final: a failed
 * attempt leaves nothing in the log that points into text which is no longer there.
 */
export interface PendingFindings {
  add(event: ProtocolEvent): void;
  /** We read the thinking as the reply: everything noted about it as thinking is void. */
  thinkingIsReply(why: keyof typeof THINKING_IS_REPLY): void;
  stopNotHonoured(): void;
  /**
   * The reply was the answer, not a plan, and its stage is removed: so are its dependencies, but diagnostics stay.
   * `codes`: only these.
   */
  turnToAnswer(codes?: readonly string[]): void;
  write(): void;
  /** Forgets what it kept: it stood in a text that is void. */
  clear(): void;
}

const THINKING_IS_REPLY = {
  tags: 'The reply was empty and its reasoning held the protocol’s tags: the reasoning was read as the reply.',
  answer: 'The reply was empty and its reasoning held the answer: the reasoning was read as the reply.',
  'never-closed':
    'Replies of this model begin inside thinking, but this one held no </think>: all of it was read as the reply.',
} as const;

export function createPendingFindings(session: Session, stream: StreamId): PendingFindings {
  let kept: UnstampedEvent[] = [];
  return {
    add(event) {
      if (event.type === 'dependency')
        kept.push({ type: 'dependency', from: event.from, to: planStream(event.to), offset: event.offset });
      if (event.type === 'diagnostic') kept.push({ ...event, place: { stream, ...event.place } });
    },
    thinkingIsReply(why) {
      const code = 'tags-in-reasoning';
      kept = [
        {
          type: 'diagnostic',
          code,
          severity: severityOf(code),
          place: { stream },
          explanation: THINKING_IS_REPLY[why],
        },
      ];
    },
    stopNotHonoured() {
      const code = 'stop-not-honoured';
      if (session.log.state.diagnostics.some((diagnostic) => diagnostic.code === code)) return;
      diagnose(
        session,
        code,
        { stream },
        'The model went on after its turn was over; the rest was cut off and the request ended.',
      );
    },
    turnToAnswer(codes) {
      kept = kept.flatMap((note) =>
        note.type === 'diagnostic' && (!codes || codes.includes(note.code))
          ? [{ ...note, place: { stream: 'answer' as const } }]
          : [],
      );
    },
    write() {
      if (kept.length > 0) session.log.emit(...kept);
      kept = [];
    },
    clear() {
      kept = [];
    },
  };
}
