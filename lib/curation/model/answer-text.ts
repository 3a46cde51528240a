/** A reply as it came: what was said, and what was sent apart as reasoning. */
export interface Answer {
  readonly text: string;
  readonly thinking: string;
  /** It ended at its token limit, or was ended by a filter or by our own bound. */
  readonly cut: boolean;
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
