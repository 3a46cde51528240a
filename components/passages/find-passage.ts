/** Letters and digits of a text in lower case, with their offsets: Markdown, LaTeX and KaTeX do not change these. */
export interface BareText {
  readonly bare: string;
  /** Offset in the given text of each character of `bare`. */
  readonly at: readonly number[];
}

const KEPT = /[\p{L}\p{N}]/u;

/** `skip` removes what is not drawn, such as the names of LaTeX commands. */
export function bareText(text: string, skip?: RegExp): BareText {
  const skipped = new Set<number>();
  if (skip)
    for (const match of text.matchAll(skip))
      for (let index = 0; index < match[0].length; index++) skipped.add(match.index + index);
  let bare = '';
  const at: number[] = [];
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (skipped.has(index) || !KEPT.test(character)) continue;
    const plain = character.normalize('NFKC').toLowerCase();
    // A ligature or a fraction in one character becomes several.
    for (const one of plain) {
      if (!KEPT.test(one)) continue;
      bare += one;
      at.push(index);
    }
  }
  return { bare, at };
}

/** A LaTeX command, or a tag's brackets: neither is drawn. */
const COMMANDS = /\\[a-zA-Z]+|<\/?[a-z_]+[\d._]*>/gi;

/**
 * Characters around a passage that distinguish it from the same words elsewhere; fewer where a heading comes between.
 */
const CONTEXTS = [48, 16, 6, 0];
/** Without context a passage must be longer than a number. */
const LEAST_ALONE = 8;

export interface TextRange {
  readonly offset: number;
  readonly end: number;
}

/**
 * The position of the range [offset, end) of `source` in `drawn`, as offsets in `drawn`; null where it is not certain.
 * Linear in both texts except for the search itself.
 */
export function findPassage(source: string, range: TextRange, drawn: string): TextRange | null {
  const target = bareText(drawn);
  for (const skip of [COMMANDS, undefined]) {
    const found = search(bareText(source, skip), range, target);
    if (found) return found.range;
  }
  return null;
}

/**
 * The reverse: in which of the source texts a drawn range lies, and where. Takes the one whose surroundings are most
 * alike, since several may contain the same words.
 */
export function findSource<T extends { readonly text: string }>(
  drawn: string,
  range: TextRange,
  sources: readonly T[],
): { readonly source: T; readonly range: TextRange } | null {
  const from = bareText(drawn);
  let best: { source: T; range: TextRange; context: number } | null = null;
  for (const source of sources)
    for (const skip of [COMMANDS, undefined]) {
      const found = search(from, range, bareText(source.text, skip));
      if (found && (!best || found.context > best.context)) best = { source, ...found };
    }
  return best && { source: best.source, range: best.range };
}

/** `context`: characters around the passage that both texts share. */
function search(
  from: BareText,
  range: TextRange,
  target: BareText,
): { readonly range: TextRange; readonly context: number } | null {
  const first = from.at.findIndex((index) => index >= range.offset);
  let last = from.at.findIndex((index) => index >= range.end);
  if (last < 0) last = from.at.length;
  if (first < 0 || last <= first) return null;
  for (const context of CONTEXTS) {
    if (context === 0 && last - first < LEAST_ALONE) break;
    const before = Math.max(0, first - context);
    const after = Math.min(from.bare.length, last + context);
    const found = target.bare.indexOf(from.bare.slice(before, after));
    if (found < 0) continue;
    const start = target.at[found + first - before];
    const end = target.at[found + last - 1 - before];
    if (start !== undefined && end !== undefined) return { range: { offset: start, end: end + 1 }, context };
  }
  return null;
}
