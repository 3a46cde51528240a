import { LAYOUT_COMMANDS, SPACE_COMMANDS } from '#lib/text/notation-signs.ts';
import { spansOf } from '#lib/text/spans.ts';
import { FUNCTIONS } from '#lib/text/symbols.ts';
import { COMMANDS, meaningOf, ORNAMENTS, TEXT, WRAPPERS } from './commands.ts';
import { withBinomials } from './counting-notation.ts';
import { lettersAsTokens } from './letter-runs.ts';
import { readBareScript, readNumber, readRaised, takeLowered } from './number-tokens.ts';
import { closingOf, withoutInfix } from './structure.ts';
import type { Token, TokenKind } from './token.ts';
import { TokenCursor, Unreadable } from './token-cursor.ts';
import { knownUnit } from './units.ts';

/** A longer text is not a short answer. */
export const LONGEST = 1_000;

/**
 * Splits an answer's notation into tokens, with one spelling for all ways to write the same: `\dfrac12` is `½`. Takes
 * linear time. Null for an answer that is too long, too deeply nested or unbalanced.
 */
export function tokenize(answer: string): readonly Token[] | null {
  if (answer.length > LONGEST) return null;
  try {
    return new Tokenizer(withBinomials(answer)).all();
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

const SPACE = /(?:\s|~|\u200b)+/y;
const WORD = /\p{L}+(?:['’-]\p{L}+)*/uy;
/** Hyphens, apostrophes and letters that no variable has make a word, in any context. */
const LONG_WORD = /[A-Za-z]{3,}(?:['’-][A-Za-z]{2,})+|[A-Za-z]*[À-ÖØ-öø-ÿ]\p{L}*/uy;
/** The full stop of `sq. cm`. */
const ABBREVIATED = /\.(?=\s|$|\})/y;
const LETTERS = /[A-Za-z]+/y;
const HALF_OF_DAY = /[ap]\.?\s?m\b\.?/iy;
const COMMAND = /\\([A-Za-z]+|[\s\S])/y;
const ENVIRONMENT = /\s*\{([A-Za-z]+)\*?\}(?:\s*\{[clr| ]*\})?/y;
const ROW_GAP = /\s*\[[^\]]{0,12}\]/y;
const NUMBER_SET = /\s*(?:\{\s*([A-Z])\s*\}|([A-Z]))/y;
const NUMBER_SETS: Readonly<Record<string, string>> = { R: 'ℝ', Z: 'ℤ', N: 'ℕ', Q: 'ℚ', C: 'ℂ' };
/** Functions that people write in `\\text{…}`, too. */
const UPRIGHT_FUNCTIONS = new Set(['cis', 'sin', 'cos', 'tan', 'ln', 'gcd', 'lcm']);
const UPRIGHT = new Set(['mathrm', 'operatorname', 'rm']);
const RAISED_PRIMES = /\s*(?:\{\s*(?:\\prime\s*){1,2}\}|\\prime(?![A-Za-z]))/y;
const MICRO = /(?:mol|eV|Hz|Pa|[msgLlAVFNJWTC])(?![A-Za-z])/y;
/** Lines and signs over what belongs to a name: `\overline{z}`. */
const SIGNS_ABOVE = new Set(['overline', 'bar', 'widehat', 'tilde']);

class Tokenizer {
  private readonly cursor: TokenCursor;
  /** In the words of a `\text{…}`, where letters are not variables. */
  private inText = false;
  /** In `\mathrm{…}`: names of mathematics rather than words of a language. */
  private isUpright = false;
  /** Number of open round and square brackets and sets. */
  private brackets = 0;
  /** Where dollars begin or end mathematics; others are money. */
  private readonly delimiters: ReadonlySet<number>;

  constructor(text: string) {
    this.cursor = new TokenCursor(text);
    this.delimiters = delimitersIn(text);
  }

  all(): readonly Token[] {
    while (!this.cursor.isAtEnd) this.step();
    return withoutInfix(this.cursor.tokens);
  }

  /** Reads one item, with the arguments that belong to it. */
  private step(): void {
    const { cursor } = this;
    if (cursor.match(SPACE)) cursor.spaced = true;
    else if (
      !readNumber(cursor, this.brackets > 0) &&
      !this.letters() &&
      !this.command() &&
      !readRaised(cursor)
    )
      this.character();
  }

  private letters(): boolean {
    const { cursor } = this;
    const before = cursor.tokens.at(-1);
    const half = before?.kind === 'number' ? cursor.match(HALF_OF_DAY) : null;
    if (half) {
      cursor.push('word', half[0].toLowerCase().replace(/[^apm]/g, ''));
      return true;
    }
    const word = cursor.match(this.inText ? WORD : LONG_WORD);
    const run = word ? null : cursor.match(LETTERS);
    if (word) this.word(word[0]);
    if (run) {
      const glued = !cursor.spaced && /^(?:number|letter|close)$/.test(before?.kind ?? '');
      for (const { kind, text } of lettersAsTokens(run[0], { glued, next: cursor.next }))
        cursor.push(kind, text);
    }
    if (cursor.tokens.at(-1)?.kind === 'word' && (word || run)) cursor.match(ABBREVIATED);
    return word !== null || run !== null;
  }

  /** In upright letters: `\mathrm{i}` and `\mathrm{e}` are the numbers, `\operatorname{cis}` is a function, the rest are words. */
  private word(text: string): void {
    const { cursor } = this;
    if (text === 'i' || (text === 'e' && this.isUpright)) cursor.push('letter', text);
    else if (UPRIGHT_FUNCTIONS.has(text) || (this.isUpright && FUNCTIONS.has(text) && !knownUnit(text)))
      cursor.push('function', text);
    else cursor.push('word', text);
  }

  private command(): boolean {
    const { cursor } = this;
    const name = cursor.match(COMMAND)?.[1];
    if (name === undefined) return false;
    if (SPACE_COMMANDS.has(name) || /[\s()[\]]/.test(name)) cursor.spaced = true;
    // `\left.` opens nothing.
    else if (LAYOUT_COMMANDS.has(name)) cursor.match(/\s*\.(?!\d)/y);
    else if (name === '\\' || name === 'cr' || name === 'newline') {
      cursor.match(ROW_GAP);
      cursor.push('row', '\\\\');
    } else if (name === 'begin' || name === 'end')
      cursor.push(name, cursor.match(ENVIRONMENT)?.[1] ?? cursor.fail());
    else if (name === 'mathbb' || name === 'Bbb') this.numberSet();
    else if (TEXT.has(name)) this.words(UPRIGHT.has(name));
    else if (ORNAMENTS.has(name)) this.ornament();
    else if (SIGNS_ABOVE.has(name)) this.signAbove(name);
    else if (WRAPPERS.has(name)) this.argument();
    else if (name === 'prime') this.prime();
    else this.known(name);
    return true;
  }

  private known(name: string): void {
    const [kind, text] = COMMANDS.get(name) ?? (['unknown', `\\${name}`] as const);
    if (kind === 'root') {
      this.root();
      return;
    }
    this.push(kind, text);
    if (kind !== 'fraction' && kind !== 'binomial') return;
    this.argument();
    this.argument();
  }

  private push(kind: TokenKind, text: string): void {
    if (kind === 'open') this.brackets++;
    if (kind === 'close') this.brackets--;
    this.cursor.push(kind, text);
  }

  private numberSet(): void {
    const found = this.cursor.match(NUMBER_SET);
    const text = NUMBER_SETS[found?.[1] ?? found?.[2] ?? ''];
    this.cursor.push(text ? 'special' : 'unknown', text ?? '\\mathbb');
  }

  /** Emits `\sqrt[3]{7}` as two groups. */
  private root(): void {
    const { cursor } = this;
    const isNth = cursor.match(/\s*(?=\[)/y) !== null;
    cursor.push('root', isNth ? 'nth root' : 'square root');
    if (isNth) this.until(']');
    // Nobody means √1 · 2 by `\sqrt 12`.
    const digits = cursor.match(/\s*(\d{2,})/y)?.[1];
    if (digits === undefined) this.argument();
    else cursor.group(() => cursor.pushNumber(digits));
  }

  /** Reads one argument as LaTeX does, and always puts braces around it: `\frac12` is `\frac{1}{2}`. */
  private argument(): void {
    const { cursor } = this;
    cursor.match(SPACE);
    cursor.spaced = false;
    if (cursor.next === '{') {
      this.until('}');
      return;
    }
    if (cursor.isAtEnd) cursor.fail();
    cursor.group(() => {
      const one = cursor.match(/[0-9A-Za-z]/y)?.[0];
      if (one === undefined) this.step();
      else if (/\d/.test(one)) cursor.pushNumber(one);
      else cursor.push('letter', one);
    });
  }

  /** Reads what follows `^` or `_`. */
  private script(): void {
    this.cursor.match(SPACE);
    this.cursor.spaced = false;
    // `x^(n+1)` keeps its own brackets.
    if (!readBareScript(this.cursor) && this.cursor.next !== '(') this.argument();
  }

  /** Reads a bracketed argument as a group. */
  private until(close: string): void {
    const { cursor } = this;
    const { inText } = this;
    this.inText = false;
    cursor.at++;
    cursor.group(() => {
      const from = cursor.tokens.length;
      this.through(close);
      cursor.tokens.push(...withoutInfix(cursor.tokens.splice(from)));
    });
    cursor.spaced = false;
    this.inText = inText;
  }

  private through(close: string): void {
    const { cursor } = this;
    while (cursor.next !== close) {
      if (cursor.isAtEnd) cursor.fail();
      this.step();
    }
    cursor.at++;
  }

  /** `{a \over b}` is one fraction; other groups keep their braces. */
  private group(): void {
    const { tokens } = this.cursor;
    const from = tokens.length;
    this.until('}');
    const inside = tokens.slice(from + 1, -1);
    const isFraction = inside[0]?.kind === 'fraction';
    if (isFraction && closingOf(inside, closingOf(inside, 1) + 1) === inside.length - 1)
      tokens.splice(from, inside.length + 2, ...inside);
  }

  private words(isUpright: boolean): void {
    const { cursor } = this;
    cursor.match(SPACE);
    // `\mathrm i`
    const only = cursor.next === '{' ? undefined : cursor.match(/[A-Za-z]/y)?.[0];
    const { inText } = this;
    [this.inText, this.isUpright] = [true, isUpright];
    if (only !== undefined) this.word(only);
    else if (cursor.next === '{') {
      cursor.at++;
      cursor.nested(() => this.through('}'));
    } else if (!cursor.isAtEnd) this.step();
    [this.inText, this.isUpright] = [inText, false];
  }

  /** `\mathbf{i}`, `\hat{\imath}` are directions; other ornaments do not change a letter. */
  private ornament(): void {
    const inner = this.cursor.taken(() => this.argument());
    const [only] = inner;
    if (inner.length === 1 && only?.kind === 'letter' && 'ijk'.includes(only.text))
      this.cursor.push('letter', `\\mathbf{${only.text}}`);
    else this.cursor.tokens.push(...inner);
  }

  /** `\overline{AB}` is the segment AB; `\bar{x}` is a name other than x. */
  private signAbove(name: string): void {
    const inner = this.cursor.taken(() => this.argument());
    if (inner.length > 1 && inner.every(({ text }) => /^[A-Z]$/.test(text)))
      this.cursor.tokens.push(...inner);
    else this.cursor.push('letter', `\\${name}{${inner.map(({ text }) => text).join('')}}`);
  }

  private prime(): void {
    const { tokens } = this.cursor;
    const before = tokens.at(-1);
    if (before?.kind === 'letter') tokens[tokens.length - 1] = { ...before, text: `${before.text}'` };
    else if (before?.kind === 'number') this.cursor.push('prime', "'");
    else if (before?.kind === 'prime' && before.text === "'")
      tokens[tokens.length - 1] = { ...before, text: '"' };
    else this.cursor.push('unknown', "'");
  }

  /** `30^\prime`, `15^{\prime\prime}` are `30'` and `15''`. */
  private raisedPrime(): boolean {
    const primes = this.cursor.match(RAISED_PRIMES)?.[0];
    for (const _ of primes?.match(/prime/g) ?? []) this.prime();
    return primes !== undefined;
  }

  private character(): void {
    const { cursor } = this;
    const lowered = takeLowered(cursor);
    if (lowered !== null) {
      this.index(() => cursor.group(() => cursor.pushNumber(lowered)));
      return;
    }
    if (cursor.next === '{') {
      this.group();
      return;
    }
    const character = String.fromCodePoint(cursor.text.codePointAt(cursor.at) ?? 0);
    cursor.at += character.length;
    const [kind, text] = meaningOf(character) ?? (['unknown', character] as const);
    if (character === '$' && this.delimiters.has(cursor.at - 1)) cursor.spaced = true;
    else if (/['′’]/.test(character)) this.prime();
    else if (/["″”]/.test(character) && cursor.tokens.at(-1)?.kind === 'number') cursor.push('prime', '"');
    else if (kind === 'power' && this.raisedPrime()) return;
    else if (/[μµ]/.test(character)) this.micro();
    else if (character === '}') cursor.fail();
    else if (kind === 'subscript') this.index(() => this.script());
    else {
      this.push(kind, text);
      if (kind === 'power') this.script();
    }
  }

  /** `5 μm` is a unit, a lone `μ` a letter. */
  private micro(): void {
    const unit = this.cursor.match(MICRO)?.[0];
    this.cursor.push(unit ? 'word' : 'letter', unit ? `μ${unit}` : 'mu');
  }

  /** An index is part of its letter's name; after a number it is a base, after `log` too. */
  private index(read: () => void): void {
    const { cursor } = this;
    const before = cursor.tokens.at(-1);
    if (before?.kind !== 'letter') {
      cursor.push('subscript', '_');
      read();
      return;
    }
    const name = cursor
      .taken(read)
      .map(({ text }) => text)
      .join('');
    cursor.tokens[cursor.tokens.length - 1] = { ...before, text: `${before.text}_${name}` };
  }
}

function delimitersIn(text: string): ReadonlySet<number> {
  const delimiters = new Set<number>();
  if (!text.includes('$')) return delimiters;
  for (const { kind, opening, start, end } of spansOf(text)) {
    if (kind !== 'mathematics' || !opening.startsWith('$')) continue;
    for (let at = 0; at < opening.length; at++) delimiters.add(start + at).add(end - 1 - at);
  }
  return delimiters;
}
