import type { CallOptions } from '#lib/models/endpoint.ts';
import { contextTokensAtMost } from '#lib/protocol/contexts/context.ts';
import type { ModelProposer } from '../propose/proposer.ts';
import type { Answer } from './answer-text.ts';

/** What we send, whichever API carries it. */
export interface Conversation {
  readonly instructions: string;
  /** The question and the trace, or the steps. */
  readonly task: string;
  /** A first answer and its faults. */
  readonly again: { readonly answer: string; readonly faults: string } | null;
  /** How the answer begins: a text completion continues from here; a chat model does not see it. */
  readonly lead: string;
  /** Ends a text completion, which would otherwise go on with another trace. */
  readonly stop: string;
}

/** The request's input. For a completion, all texts in a row with the beginning of the answer at the end. */
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

/** Chat templates reject two messages of one role in a row, which an empty answer would cause. */
function joinSameRoles(messages: readonly Message[], message: Message): readonly Message[] {
  const last = messages.at(-1);
  if (last?.role !== message.role) return [...messages, message];
  return [...messages.slice(0, -1), { ...last, content: `${last.content}\n\n${message.content}` }];
}

/** In characters. The longest honest answer is shorter; if the model copied the trace, the beginning shows it. */
const MAX_SENT_BACK = 24_000;
const BEGINNING = 1_000;

/** The answer as we show it to the model again. */
export const sentBack = ({ text }: Answer): string =>
  text.length <= MAX_SENT_BACK ? text : `${text.slice(0, BEGINNING).replace(/[\uD800-\uDBFF]$/, '')}\n[…]`;

/** All of the input as one text, for counting. */
export function textOfInput(input: CallOptions['input']): string {
  return input.kind === 'completion' ? input.prompt : input.messages.map(({ content }) => content).join('\n');
}

/** Tokens left for the reply in a window of this size; Infinity if the size is unknown. May be negative. */
export function roomIn(
  contextWindow: number | null,
  conversation: Conversation,
  mode: ModelProposer['mode'],
): number {
  if (contextWindow === null) return Number.POSITIVE_INFINITY;
  return contextWindow - contextTokensAtMost(textOfInput(inputOf(conversation, mode)));
}
