/** From here on a piece that stops without a full stop is suspicious: in tidy traces one piece in 200 is this long. */
const LONG_TOKENS = 1_000;
/** UTF-16 units of the end that we look at: enough for a paragraph. */
const TAIL = 2_000;

/** Room for the last two words of a line. */
const LAST_WORDS = 60;
/** Words that cannot end a sentence. */
const LEADS_ON =
  /\p{L}\p{L}+[,;]?[^\S\n]+(?:the|an?|and|or|of|to|is|are|was|we|let|if|then|that|so|but|because|with|for|in|by|which|as|its|this|where|when|from|at|than)$/iu;
/** An operator, an opening bracket, a comma or half a LaTeX command: something had to follow. */
const OPEN_END = /(?:[,([{=+/<&^_\\]|(?<![*\w])\*|\\[a-zA-Z]+\{[^}]*)$/;
const RULE = /^(?:[*_=\-–—~#\s]{3,}|\*+)$/;

/**
 * Why a piece looks cut, as a sentence, or null (SPEC P66). A finished text often lacks a full stop (lists, formulas,
 * table rows), so a short piece must break off within a clause or a formula.
 */
export function cutSign(piece: { text: string; cut: boolean }, tokens: number): string | null {
  if (piece.cut) return 'The text ends inside this piece, before its closing tag.';
  const tail = piece.text.slice(-TAIL).trimEnd();
  if (tail === '') return null;
  const line = tail.slice(tail.lastIndexOf('\n') + 1).trimStart();
  if (RULE.test(line)) return null;
  const quoted = `“…${[...line].slice(-40).join('')}”`;
  if (LEADS_ON.test(line.slice(-LAST_WORDS))) return `It breaks off within a sentence: ${quoted}.`;
  const paragraph = tail.slice(tail.lastIndexOf('\n\n') + 1);
  if (OPEN_END.test(line) || hasOpenMath(paragraph))
    return `It breaks off within a formula or a clause: ${quoted}.`;
  if (
    tokens >= LONG_TOKENS &&
    /[\p{L}\d]$/u.test(line) &&
    line.split(/\s+/).length >= 6 &&
    !/[=≈]\s*\S+$/.test(line)
  )
    return `It is long and stops without a full stop: ${quoted}.`;
  return null;
}

/** Whether this paragraph opens inline mathematics or an environment and does not close it. */
function hasOpenMath(paragraph: string): boolean {
  const of = (pattern: RegExp) => paragraph.match(pattern)?.length ?? 0;
  if (of(/\\\(/g) > of(/\\\)/g) || of(/\\\[/g) > of(/\\\]/g)) return true;
  if (of(/\\begin\{/g) > of(/\\end\{/g)) return true;
  return of(/(?<!\\)\$/g) % 2 === 1 && /\$[^$]*(?:\\[a-zA-Z]*|[{^_=+])$/.test(paragraph);
}
