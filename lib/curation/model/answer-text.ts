import { assertUnreachable } from '#lib/base/assert.ts';

/** A reply as it arrived: its text, and the reasoning that was sent separately. */
export interface Answer {
  readonly text: string;
  readonly thinking: string;
  /** What cut it off; null if it is complete. `endless`: our own limit on what a server may send. */
  readonly cut: 'token-limit' | 'content-filter' | 'endless' | null;
}

/** The wording in faults. */
export function cutWords(cut: NonNullable<Answer['cut']>): string {
  switch (cut) {
    case 'token-limit':
      return 'The answer broke off at its token limit';
    case 'content-filter':
      return 'The answer was broken off by the endpoint’s content filter';
    case 'endless':
      return 'The answer did not end and was broken off';
    default:
      return assertUnreachable(cut);
  }
}

const OPEN = /<think(?:ing)?>/i;
const CLOSE = /<\/think(?:ing)?>/gi;

/**
 * Removes inline reasoning from the text: `<think>…</think>`, a `</think>` without an opening (chat templates write the
 * opening into the prompt), and an opening that is never closed. Adds what it removes to `thinking`.
 */
export function withoutThinking(answer: Answer): Answer {
  const lastClose = [...answer.text.matchAll(CLOSE)].at(-1);
  const after = lastClose ? lastClose.index + lastClose[0].length : 0;
  const rest = answer.text.slice(after);
  const open = OPEN.exec(rest);
  const text = (open ? rest.slice(0, open.index) : rest).trim();
  const before = answer.text.slice(0, after).replace(OPEN, '').replace(CLOSE, '');
  const unclosed = open ? rest.slice(open.index + open[0].length) : '';
  const thinking = [answer.thinking, before, unclosed].filter((part) => part.trim() !== '').join('\n');
  return { ...answer, text, thinking };
}
