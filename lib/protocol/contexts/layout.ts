import { assertUnreachable } from '#lib/base/assert.ts';
import type { EventOf, ModelInfo } from '#lib/trace/events.ts';
import { questionParts } from '../writer-parts.ts';
import type { Context, ContextMessage, ContextPart } from './context.ts';

/** The layout of new sessions, and of imports, whose contexts we reconstruct as we would send them now. */
export const CONTEXT_LAYOUT = 2;

/** The content of a request to a role, before the layout for its model. */
export interface Asked {
  readonly role: 'planner' | 'executor' | 'sequential';
  /** Plans and executions, in order; for an executor also its own plan. */
  readonly transcript: readonly ContextPart[];
  /** The opening tags that the reply continues after; none if the role writes its own. */
  readonly opening: readonly ContextPart[];
  /** For a planner: the round that we ask for. */
  readonly stage: number;
}

/**
 * Arranges the instructions, the transcript and the point to continue from. A session's log names its layout
 * (`contextLayout`; missing = 1), and every layout stays here unchanged, including its words: we rebuild from it what
 * we sent and check that against a hash. Other words or another order make a new layout.
 *
 * Layout 2 changes chats only: the shared part comes first, the role last, so that the calls of a session share as long
 * a beginning as possible, which servers compute once. Without a shared part each role's text is its whole
 * instructions, so it comes first, as in layout 1.
 */
export function layOut(session: EventOf<'session-start'>, asked: Asked): Context {
  const model: ModelInfo = asked.role === 'executor' ? session.models.executor : session.models.planner;
  const instructions = session.instructions[asked.role];
  const shared = session.contextLayout === 2 ? (session.instructions.shared ?? '') : '';
  switch (model.mode) {
    case 'native': {
      const gap: ContextPart[] = instructions === '' ? [] : [{ origin: 'tag', text: '\n\n' }];
      const lead: ContextPart[] = [{ origin: 'instructions', text: instructions }, ...gap];
      return { kind: 'completion', parts: [...lead, ...wholeTranscript(session, asked)] };
    }
    case 'prompted':
      // We ask a chat model a sequential question like anybody else would: without an envelope that we never explained
      // to it.
      if (asked.role === 'sequential')
        return chat(instructions, [{ origin: 'question', text: session.question }]);
      return shared === ''
        ? chat(instructions, wholeTranscript(session, asked))
        : chat(shared, [
            ...questionParts(session.question, false),
            ...asked.transcript,
            ...rolePart(instructions),
            ...goOnFrom(asked),
          ]);
    default:
      return assertUnreachable(model.mode);
  }
}

const wholeTranscript = (session: EventOf<'session-start'>, asked: Asked): ContextPart[] => [
  ...questionParts(session.question),
  ...asked.transcript,
  ...asked.opening,
];

function chat(system: string, user: readonly ContextPart[]): Context {
  const asked: ContextMessage = { role: 'user', parts: user };
  // Some chat templates refuse an empty system message.
  if (system === '') return { kind: 'chat', messages: [asked] };
  return {
    kind: 'chat',
    messages: [{ role: 'system', parts: [{ origin: 'instructions', text: system }] }, asked],
  };
}

const rolePart = (text: string): ContextPart[] =>
  text === ''
    ? []
    : [
        { origin: 'instructions', text },
        { origin: 'tag', text: '\n\n' },
      ];

/**
 * The end of a request in layout 2. An executor and a forced answer continue after their opening tags, which come last:
 * models, and tools that read requests, go by the last tag. A planner writes its own tag, so we name none to it here:
 * after an open <Plan_i> it would omit that tag, and a plan without prompts would contain no tag at all.
 */
function goOnFrom({ role, opening, stage }: Asked): ContextPart[] {
  if (role !== 'planner') return [...opening];
  if (opening.length > 0) return [{ origin: 'instructions', text: NO_FURTHER_ROUND }, ...opening];
  return [{ origin: 'instructions', text: nextReply(stage) }];
}

const nextReply = (stage: number): string =>
  `Begin with the tag Final_answer if the question is settled, else with the tag Plan_${stage}.`;

const NO_FURTHER_ROUND =
  'There is no further round: give the best final answer that the transcript allows.\n\n';
