import { GREEK, pairs, SYMBOLS, words } from './symbols.ts';

/** The other way: the names of a character, the usual one first. */
export const LATEX_NAMES: ReadonlyMap<string, readonly string[]> = namesByCharacter();

/** Greek letters, each by its usual name. */
export const GREEK_LETTERS: ReadonlyMap<string, string> = new Map(
  pairs(GREEK)
    .toReversed()
    .map(([name, letter]) => [letter, LATEX_NAMES.get(letter)?.[0] ?? name]),
);

/** Commands that change how something looks and not what it means; they take no argument. */
export const LAYOUT_COMMANDS: ReadonlySet<string> = new Set(
  words(`
    left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr displaystyle textstyle scriptstyle
    limits nolimits rm bf it sf tt boldmath normalsize large small hline`),
);

/** Commands that leave a gap, by name and by sign. */
export const SPACE_COMMANDS: ReadonlySet<string> = new Set([
  ...'!,;: ',
  ...words('quad qquad enspace thinspace hspace hfill space nobreakspace'),
]);

/** Typography's signs in ASCII. A dash is a minus between numbers; the long one (—) parts sentences. */
export const ASCII: ReadonlyMap<string, string> = new Map([
  ...[...'×·⋅∗'].map((sign): [string, string] => [sign, '*']),
  ...[...'÷∕⁄'].map((sign): [string, string] => [sign, '/']),
  ...[...'−–‐‑'].map((sign): [string, string] => [sign, '-']),
  ...pairs('≤ <= ⩽ <= ≥ >= ⩾ >= ≠ !='),
]);

/** `½` and its like: over and under. */
export const FRACTIONS: ReadonlyMap<string, readonly [number, number]> = new Map(
  pairs('½ 1/2 ⅓ 1/3 ⅔ 2/3 ¼ 1/4 ¾ 3/4 ⅕ 1/5 ⅖ 2/5 ⅗ 3/5 ⅘ 4/5 ⅙ 1/6 ⅚ 5/6 ⅛ 1/8 ⅜ 3/8 ⅝ 5/8 ⅞ 7/8').map(
    ([sign, parts]) => [sign, [Number(parts.charAt(0)), Number(parts.charAt(2))] as const],
  ),
);

/** The source of a pattern for each way to write an ASCII sign: `*` may be `×`, `·` or `\times`. */
export function patternOfSign(sign: string): string {
  const characters = [...ASCII].flatMap(([character, ascii]) => (ascii === sign ? [character] : []));
  const names = [sign, ...characters].flatMap((character) => LATEX_NAMES.get(character) ?? []);
  const escaped = [...sign].map((character) => `\\${character}`).join('');
  return [
    sign.length === 1 ? `(?:[${escaped}${characters.join('')}]` : `(?:${escaped}|[${characters.join('')}]`,
    ...(names.length > 0 ? [`|\\\\(?:${names.join('|')})(?![a-zA-Z])`] : []),
    ')',
  ].join('');
}

function namesByCharacter(): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const [name, character] of SYMBOLS) {
    const known = names.get(character);
    if (known) known.push(name);
    else names.set(character, [name]);
  }
  return names;
}
