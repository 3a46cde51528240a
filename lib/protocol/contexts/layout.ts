import { assertUnreachable } from '#lib/base/assert.ts';
import type { EventOf, ModelInfo } from '#lib/trace/events.ts';
import { questionParts } from '../writer-parts.ts';
import type { Context, ContextMessage, ContextPart } from './context.ts';

/** Of new sessions, and of imports, whose contexts are reconstructed as they would be sent now. */
export const CONTEXT_LAYOUT = 2;

/** What a role is asked, before it is laid out for its model. */
export interface Asked {
  readonly role: 'planner' | 'executor' | 'sequential';
  /** Plans and executions, in order; of an executor also its own plan. */
  readonly transcript: readonly ContextPart[];
  /** The opening tags that the reply goes on after; none where the role writes its own. */
  readonly opening: readonly ContextPart[];
  /** Of a planner: the round asked for. */
  readonly stage: number;
}

/**
 * How instructions, transcript and the point to go on from are arranged. A session's log names its layout
 * (`contextLayout`; missing = 1), and every layout stays here as it was, words included: what was sent is rebuilt from
 * it and checked against a hash. Other words or another order are a layout of their own.
 *
 * Layout 2 changes chats only: the shared part comes first, the role last, so that the calls of a session have as long
 * a beginning in common as they can, which servers compute once. Without a shared part each role's text is all the
 * instructions there are, so it stands first, as in layout 1.
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
      // A chat model is asked a sequential question as anybody would ask it: no envelope that it was never told of.
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
 * The end of a request in layout 2. An executor and a forced answer go on after their opening tags, which come last:
 * models, and tools that read requests, go by the last tag. A planner writes its own, so none is named to it here:
 * after an open <Plan_i> it would leave that tag out, and a plan without prompts would hold no tag at all.
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
