export interface BoxedAnswer {
  /** The content of the box, trimmed. */
  readonly answer: string;
  /** UTF-16 offsets of the whole `\boxed{…}`. */
  readonly start: number;
  readonly end: number;
}

const BOX_OR_BRACE = /\\(?:boxed|fbox)\s*\{|\\boxed (?=[^\s{$])|\\[\s\S]|[{}]|\n[^\S\n]*\n/g;

/**
 * Every innermost `\boxed{…}` and `\fbox{…}` with balanced braces, in order. One pass with a stack, so that a text full
 * of unclosed boxes takes linear time. A blank line discards open boxes, because no box spans paragraphs.
 */
export function boxedAnswers(text: string): BoxedAnswer[] {
  const answers: BoxedAnswer[] = [];
  let open: { box: boolean; start: number; content: number; holdsBox: boolean }[] = [];
  for (const match of text.matchAll(BOX_OR_BRACE)) {
    const part = match[0];
    const end = match.index + part.length;
    if (part === '}') {
      const closed = open.pop();
      if (!closed) continue;
      const parent = open.at(-1);
      if (parent && (closed.box || closed.holdsBox)) parent.holdsBox = true;
      if (closed.box && !closed.holdsBox)
        answers.push({ answer: text.slice(closed.content, match.index).trim(), start: closed.start, end });
    } else if (part.startsWith('\n')) {
      open = [];
    } else if (part === '{' || (part.startsWith('\\') && part.endsWith('{') && part.length > 2)) {
      open.push({ box: part !== '{', start: match.index, content: end, holdsBox: false });
    } else if (part === '\\boxed ') {
      const bare = /^[^\s${}]+/.exec(text.slice(end, end + 200))?.[0].replace(/[.,;:]+$/, '');
      if (bare) answers.push({ answer: bare, start: match.index, end: end + bare.length });
    }
  }
  return answers;
}
