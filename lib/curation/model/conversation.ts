import type { CallOptions } from '#lib/models/endpoint.ts';
import { contextTokensAtMost } from '#lib/protocol/contexts/context.ts';
import type { ModelProposer } from '../propose/proposer.ts';
import type { Answer } from './answer-text.ts';

/** What is sent, whichever API it goes through. */
export interface Conversation {
  readonly instructions: string;
  /** The question and the trace, or the steps. */
  readonly task: string;
  /** A first answer and what is wrong with it. */
  readonly again: { readonly answer: string; readonly faults: string } | null;
  /** How the answer begins: a text completion continues from here, a chat model is not told. */
  readonly lead: string;
  /** Ends a text completion, which would go on with another trace. */
  readonly stop: string;
}

/** What goes over the wire. A completion has the texts one after another and the beginning of the answer at its end. */
export function inputOf(conversation: Conversation, mode: ModelProposer['mode']): CallOptions['input'] {
  const { instructions, task, again, lead } = conversation;
  switch (mode) {
    case 'prompted': {
      const messages: readonly Message[] = [
        { role: 'system', content: instructions },
        { role: 'user', content: task },
        ...(again?.answer ? [{ role: 'assistant' as const, content: again.answer }] : []),
        ...(again ? [{ role: 'user' as const, content: again.faults }] : []),
      ];
      return { kind: 'chat', messages: messages.reduce<readonly Message[]>(joinSameRoles, []) };
    }
    case 'native': {
      const corrected = again ? [...(again.answer ? [again.answer] : []), again.faults] : [];
      return { kind: 'completion', prompt: [instructions, task, ...corrected, lead].join('\n\n') };
    }
  }
}

type Message = Extract<CallOptions['input'], { kind: 'chat' }>['messages'][number];

/** Chat templates refuse two messages of one role in a row: after an empty answer there would be. */
function joinSameRoles(messages: readonly Message[], message: Message): readonly Message[] {
  const last = messages.at(-1);
  if (last?.role !== message.role) return [...messages, message];
  return [...messages.slice(0, -1), { ...last, content: `${last.content}\n\n${message.content}` }];
}

/** Characters. The longest honest answer is shorter; of a trace written out once more the beginning shows what it is. */
const MAX_SENT_BACK = 24_000;
const BEGINNING = 1_000;

/** The answer as the model is shown it again. */
export const sentBack = ({ text }: Answer): string =>
  text.length <= MAX_SENT_BACK ? text : `${text.slice(0, BEGINNING).replace(/[\uD800-\uDBFF]$/, '')}\n[…]`;

/** All of the input as one text, to be counted. */
export function textOfInput(input: CallOptions['input']): string {
  return input.kind === 'completion' ? input.prompt : input.messages.map(({ content }) => content).join('\n');
}

/** Tokens left for the reply in a window of this many; Infinity where it is not known. May be negative. */
export function roomIn(
  contextWindow: number | null,
  conversation: Conversation,
  mode: ModelProposer['mode'],
): number {
  if (contextWindow === null) return Number.POSITIVE_INFINITY;
  return contextWindow - contextTokensAtMost(textOfInput(inputOf(conversation, mode)));
}
