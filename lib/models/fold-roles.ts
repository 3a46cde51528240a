import type { CallOptions } from './endpoint.ts';

type Messages = Extract<CallOptions['input'], { kind: 'chat' }>['messages'];
type Message = Messages[number];

/**
 * Messages for a chat template that knows no system role: instructions move into the first user message, and what one
 * role says twice in a row becomes one message, since such templates also want user and assistant in turn.
 */
export function foldRoles(messages: Messages): Messages {
  const instructions = messages.filter(({ role }) => role === 'system').map(({ content }) => content);
  const others = messages.filter(({ role }) => role !== 'system');
  const told: Message[] =
    instructions.length > 0 ? [{ role: 'user', content: instructions.join('\n\n') }, ...others] : others;
  const folded: Message[] = [];
  for (const message of told) {
    const last = folded.at(-1);
    if (last?.role === message.role)
      folded[folded.length - 1] = { ...last, content: `${last.content}\n\n${message.content}` };
    else folded.push(message);
  }
  return folded;
}

/** Whether folding would change anything. */
export const changesByFolding = (messages: Messages): boolean =>
  messages.some(({ role }, at) => role === 'system' || role === messages[at - 1]?.role);
