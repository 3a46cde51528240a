import { assertUnreachable } from '#lib/base/assert.ts';

/** A reply as it came: what was said, and what was sent apart as reasoning. */
export interface Answer {
  readonly text: string;
  readonly thinking: string;
  /** What ended it before its end; null for a whole one. `endless`: our own bound on what a server may send. */
  readonly cut: 'token-limit' | 'content-filter' | 'endless' | null;
}

/** As faults tell it. */
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
 * Takes reasoning that stands inline out of the text: `<think>…</think>`, a `</think>` without opening (chat templates
 * write the opening into the prompt), and an opening without end. What is taken out joins `thinking`.
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
