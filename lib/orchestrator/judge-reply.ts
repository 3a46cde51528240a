import type { ThinkOpening } from '#lib/protocol/events.ts';
import { type CallEnd, textEndOf } from './call.ts';
import type { PendingFindings } from './pending-findings.ts';
import type { Reply } from './reply.ts';
import type { Role } from './run.ts';
import { modelOf, type Session } from './session.ts';

/**
 * What to do with a reply: `reply`: use it unchanged; `cut-by-stop`: its thinking contained a stop string, so we ask
 * again without stop strings; `read-thinking`: its words were in the wrong channel, and we read them there.
 */
export type ReplyVerdict = 'reply' | 'cut-by-stop' | 'read-thinking';

/** How a call was made. */
export interface CallManner {
  role: Role;
  stop: readonly string[];
  thinkOpened: ThinkOpening['thinkOpened'];
  /** The previous attempt was `cut-by-stop`. */
  afterCut: boolean;
}

/** Closes a reply by the way its call ended, judges it, and stores what it taught us about the endpoint. */
export async function judgeReply(
  session: Session,
  manner: CallManner,
  reply: Reply,
  pending: PendingFindings,
  end: CallEnd,
): Promise<ReplyVerdict> {
  const { role, thinkOpened, afterCut } = manner;
  const { habits } = session;
  const how = textEndOf(end);
  await reply.close(how);
  let verdict: ReplyVerdict = 'reply';
  if (end.type === 'finished') {
    const { mode } = modelOf(session, role);
    verdict = verdictOn(reply, end.reason, { role, mode, sentStop: sentStop(session, manner) });
    if (verdict === 'cut-by-stop') habits.stopBit(role);
    if (verdict === 'read-thinking') {
      const why = reply.awaitsThinkClose ? 'never-closed' : reply.tagsInThinking ? 'tags' : 'answer';
      pending.thinkingIsReply(why);
      // Stop strings would cut the wrong channel again. We store this before reading, since reading may start
      // executors.
      if (afterCut && why !== 'never-closed') habits.stopWasToBlame(role);
      await reply.readThinkingAsReply(how);
    } else if (afterCut && reply.saidText) habits.stopWasToBlame(role);
  }
  const { began } = reply;
  if (began === 'in-thinking') habits.beganInThinking(role);
  if (began === 'outside' && thinkOpened === 'yes') habits.beganOutside(role);
  return verdict;
}

/**
 * Whether the server continued past a stop string that we sent. A turn can also end at a tag that is not a stop string.
 */
export const wentPastStop = (end: CallEnd, reply: Reply, { stop }: Pick<CallManner, 'stop'>): boolean =>
  end.type === 'finished' && end.reason === 'stop-tag' && stop.some((string) => reply.raw.includes(string));

/** If a server rejects the parameter, we did not send it. */
function sentStop(session: Session, { role, stop }: CallManner): boolean {
  const { changes } = modelOf(session, role).guarded.learned();
  return stop.length > 0 && !changes.some(({ parameter, to }) => parameter === 'stop' && to === null);
}

/**
 * Roles whose reply is an answer, which needs no tag. If a server's reasoning parser finds no end, it sends the whole
 * reply as reasoning.
 */
const ANSWERS: ReadonlySet<Role> = new Set(['sequential', 'answer']);
const BOXED = /\\boxed\s*\{/;

/**
 * Judges a reply that ended by itself and holds nothing but thinking; any other verdict is `reply`. We never make an
 * execution of thinking that a stop string has cut: it only holds drafts.
 */
function verdictOn(
  reply: Reply,
  reason: Extract<CallEnd, { type: 'finished' }>['reason'],
  { role, mode, sentStop }: { role: Role; mode: 'native' | 'prompted'; sentStop: boolean },
): ReplyVerdict {
  if (reply.saidText || reason === 'stop-tag') return 'reply';
  const endedByItself = reason === 'stop' || reason === 'other';
  const holdsAnswer = endedByItself && ANSWERS.has(role) && BOXED.test(reply.thinking);
  if (mode === 'native')
    return reply.raw.trim() === '' && (reply.tagsInReasoning || holdsAnswer) ? 'read-thinking' : 'reply';
  if (reply.thinking.trim() === '') return 'reply';
  if (sentStop && endedByItself) return 'cut-by-stop';
  // We expected the reply to begin inside thinking, and it never left it: this time it had no thinking. A reply that
  // was cut short may still have been thinking.
  if (reply.awaitsThinkClose) return endedByItself ? 'read-thinking' : 'reply';
  const holdsReply = reply.tagsInReasoning || (endedByItself && reply.tagsInThinking) || holdsAnswer;
  return holdsReply ? 'read-thinking' : 'reply';
}
