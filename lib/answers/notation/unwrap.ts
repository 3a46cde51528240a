const WRAPPERS: readonly (readonly [open: string, close: string])[] = [
  ['$$', '$$'],
  ['$', '$'],
  ['\\(', '\\)'],
  ['\\[', '\\]'],
  ['**', '**'],
  ['`', '`'],
  ['"', '"'],
  ['“', '”'],
];

/** Strips what marks an answer: a box, dollars, a full stop at its end. */
export function unwrapped(answer: string): string {
  let text = answer.trim();
  for (let before = ''; before !== text; ) {
    before = text;
    text = text
      .trim()
      .replace(/(?<!\.)\.$/, '')
      .trim();
    for (const [open, close] of WRAPPERS) {
      const inside = text.slice(open.length, text.length - close.length);
      if (
        text.length > open.length + close.length &&
        text.startsWith(open) &&
        text.endsWith(close) &&
        !inside.includes(close)
      )
        text = inside.trim();
    }
    text = unboxed(text);
  }
  return text;
}

const BOX = /^\\(?:boxed|fbox)\s*\{/;

/** The content of a box around everything. */
function unboxed(text: string): string {
  const open = BOX.exec(text)?.[0].length;
  if (open === undefined) return text;
  let depth = 1;
  for (let at = open; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\') at++;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0)
      return at === text.length - 1 ? text.slice(open, at).trim() : text;
  }
  return text;
}
