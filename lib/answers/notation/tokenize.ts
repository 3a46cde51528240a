import {
  CHARACTERS,
  COMMANDS,
  GREEK_LETTERS,
  ORNAMENTS,
  SILENT,
  SPACES,
  TEXT,
  WRAPPERS,
} from './commands.ts';
import { lettersAsTokens } from './letter-runs.ts';
import { readBareScript, readNumber, readRaised, takeLowered } from './number-tokens.ts';
import type { Token, TokenKind } from './token.ts';
import { TokenCursor, Unreadable } from './token-cursor.ts';

/** Longer texts are no short answers. */
const LONGEST = 1_000;

/**
 * An answer's notation as tokens, one spelling for all ways to write the same: `\dfrac12` is `½`. Takes linear time.
 * Null for what is too long, too deep or unbalanced.
 */
export function tokenize(answer: string): readonly Token[] | null {
  if (answer.length > LONGEST) return null;
  try {
    return new Tokenizer(answer).all();
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

const SPACE = /(?:\s|~|\u200b)+/y;
const WORD = /\p{L}+(?:['’-]\p{L}+)*/uy;
/** Hyphens, apostrophes and letters that no variable has: a word wherever it stands. */
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
/** Lines and marks over what belongs to a name: `\overline{z}`. */
const MARKS = new Set(['overline', 'bar', 'widehat', 'tilde']);

class Tokenizer {
  private readonly cursor: TokenCursor;
  /** In words of a `\text{…}`: letters are no variables. */
  private inText = false;
  /** Round and square brackets and sets that are open. */
  private brackets = 0;
  /** A single one is money; two mark where mathematics begins and ends. */
  private readonly dollarsAreMoney: boolean;

  constructor(text: string) {
    this.cursor = new TokenCursor(text);
    this.dollarsAreMoney = (text.replace(/\\[\s\S]/g, '').match(/\$/g)?.length ?? 0) % 2 === 1;
  }

  all(): readonly Token[] {
    while (!this.cursor.isAtEnd) this.step();
    return this.cursor.tokens;
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
    if (word) cursor.push('word', word[0]);
    if (run) {
      const glued = !cursor.spaced && /^(?:number|letter|close)$/.test(before?.kind ?? '');
      for (const { kind, text } of lettersAsTokens(run[0], { glued, next: cursor.next }))
        cursor.push(kind, text);
    }
    if (cursor.tokens.at(-1)?.kind === 'word' && (word || run)) cursor.match(ABBREVIATED);
    return word !== null || run !== null;
  }

  private command(): boolean {
    const { cursor } = this;
    const name = cursor.match(COMMAND)?.[1];
    if (name === undefined) return false;
    if (SPACES.has(name) || /[\s()[\]]/.test(name)) cursor.spaced = true;
    // `\left.` opens nothing.
    else if (SILENT.has(name)) cursor.match(/\s*\.(?!\d)/y);
    else if (name === '\\' || name === 'cr' || name === 'newline') {
      cursor.match(ROW_GAP);
      cursor.push('row', '\\\\');
    } else if (name === 'begin' || name === 'end')
      cursor.push(name, cursor.match(ENVIRONMENT)?.[1] ?? cursor.fail());
    else if (name === 'mathbb' || name === 'Bbb') this.numberSet();
    else if (TEXT.has(name)) this.words();
    else if (ORNAMENTS.has(name)) this.ornament();
    else if (MARKS.has(name)) this.mark(name);
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

  /** `\sqrt[3]{7}` comes out as two groups. */
  private root(): void {
    const { cursor } = this;
    const isNth = cursor.match(/\s*(?=\[)/y) !== null;
    cursor.push('root', isNth ? 'nth root' : 'square root');
    if (isNth) this.until(']');
    // `\sqrt 12` is nobody's √1 · 2.
    const digits = cursor.match(/\s*(\d{2,})/y)?.[1];
    if (digits === undefined) this.argument();
    else cursor.group(() => cursor.pushNumber(digits));
  }

  /** One argument as LaTeX takes it, always between braces: `\frac12` is `\frac{1}{2}`. */
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

  /** What stands behind `^` or `_`. */
  private script(): void {
    this.cursor.match(SPACE);
    this.cursor.spaced = false;
    // `x^(n+1)` keeps its own brackets.
    if (!readBareScript(this.cursor) && this.cursor.next !== '(') this.argument();
  }

  /** A bracketed argument as a group. */
  private until(close: string): void {
    const { cursor } = this;
    const { inText } = this;
    this.inText = false;
    cursor.at++;
    cursor.group(() => this.through(close));
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

  private words(): void {
    const { cursor } = this;
    cursor.match(SPACE);
    if (cursor.next !== '{') {
      this.step();
      return;
    }
    const { inText } = this;
    this.inText = true;
    cursor.at++;
    cursor.nested(() => this.through('}'));
    this.inText = inText;
  }

  /** `\mathbf{i}`, `\hat{\imath}` are directions; other ornaments leave a letter what it is. */
  private ornament(): void {
    const inner = this.cursor.taken(() => this.argument());
    const [only] = inner;
    if (inner.length === 1 && only?.kind === 'letter' && 'ijk'.includes(only.text))
      this.cursor.push('letter', `\\mathbf{${only.text}}`);
    else this.cursor.tokens.push(...inner);
  }

  /** `\overline{AB}` is the segment AB, `\bar{x}` not x. */
  private mark(name: string): void {
    const inner = this.cursor.taken(() => this.argument());
    if (inner.length > 1 && inner.every(({ text }) => /^[A-Z]$/.test(text)))
      this.cursor.tokens.push(...inner);
    else this.cursor.push('letter', `\\${name}{${inner.map(({ text }) => text).join('')}}`);
  }

  private prime(): void {
    const { tokens } = this.cursor;
    const before = tokens.at(-1);
    if (before?.kind === 'letter') tokens[tokens.length - 1] = { ...before, text: `${before.text}'` };
    else this.cursor.push('unknown', "'");
  }

  private character(): void {
    const { cursor } = this;
    const lowered = takeLowered(cursor);
    if (lowered !== null) {
      this.index(() => cursor.group(() => cursor.pushNumber(lowered)));
      return;
    }
    if (cursor.next === '{') {
      this.until('}');
      return;
    }
    const character = String.fromCodePoint(cursor.text.codePointAt(cursor.at) ?? 0);
    cursor.at += character.length;
    const [kind, text] = meaningOf(character);
    if (character === '$' && !this.dollarsAreMoney) cursor.spaced = true;
    else if (/['′’]/.test(character)) this.prime();
    else if (character === '}') cursor.fail();
    else if (kind === 'subscript') this.index(() => this.script());
    else {
      this.push(kind, text);
      if (kind === 'power') this.script();
    }
  }

  /** An index belongs to the name of its letter; behind a number it is a base, behind `log` too. */
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

function meaningOf(character: string): readonly [TokenKind, string] {
  const greek = GREEK_LETTERS.get(character);
  return greek === undefined ? (CHARACTERS.get(character) ?? ['unknown', character]) : ['letter', greek];
}
