import type { ReadLine } from './line-roles.ts';

/** What announces several things to be done alike: "multiply 5t by each term". */
const EACH =
  /\b(?:each|every|both|one by one|one at a time|separately|individually|in turn|term by term|the (?:two|three|four|five|six|following))\b/i;
/** What opens one of them. */
const FIRST = /^(?:first|firstly|starting with|the first)\b/i;
const NEXT =
  /^(?:then|next|now|second|secondly|third|thirdly|finally|lastly|likewise|similarly|the (?:second|third|last|next|other))\b/i;
/** Lines of a step in which it is announced, or in which an item opens. */
const LOOKED_AT = 2;

/**
 * Steps that stand beside each other because a line announced them together and each opens as the next one: for each of
 * `steps` (first and last line, from 0) the place of the first of its items, or null. Linear in the steps.
 */
export function enumeratedItems(
  lines: readonly ReadLine[],
  steps: readonly { readonly first: number; readonly last: number }[],
): (number | null)[] {
  const items: (number | null)[] = steps.map(() => null);
  let opened: number | null = null;
  steps.forEach(({ first, last }, index) => {
    const opening = lines.slice(first, Math.min(first + LOOKED_AT, last + 1));
    const before = lines.slice(Math.max(0, first - LOOKED_AT), first);
    const opens = (pattern: RegExp) =>
      opening.slice(0, 1).some(({ head }) => pattern.test(head.replace(/^(?:so|and|okay|ok),? /i, '')));
    if (opens(FIRST) && [...before, ...opening].some(({ head }) => EACH.test(head))) opened = index;
    else if (opened !== null && opens(NEXT)) {
      items[opened] = opened;
      items[index] = opened;
    } else opened = null;
  });
  return items;
}
