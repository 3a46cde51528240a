import { ASCII, GREEK_LETTERS, LAYOUT_COMMANDS } from './notation-signs.ts';
import { FUNCTIONS, LOWERED, RAISED, SYMBOLS } from './symbols.ts';

/**
 * A text as a sequence of mathematical tokens in one notation, whichever notation it uses (LaTeX, typography, ASCII),
 * with offsets into the original text. Anything that is not mathematics is a break.
 */
export interface MathToken {
  readonly kind: 'number' | 'name' | 'operator' | 'open' | 'close' | 'relation' | 'comma' | 'break' | 'stop';
  /** Canonical; empty for a break. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const LEXEME =
  /\s+|\b(?:execution|prompt|plan)_\d+(?:\.\d+)?|\\(?:begin|end)\{[a-z]{1,12}\*?\}|\d+(?:(?:,|\{,\})\d{3}(?!\d))+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+|\\[a-zA-Z]+|\\[\s\S]|[A-Za-z]+|\*\*+|-{2,}>?|=>|[\s\S]/giu;

const MATRIX = /^\\(begin|end)\{[bpvBVN]?(?:small)?matrix\*?\}$/;

/** Beside those that change the look: their argument stands there without them. */
const SILENT = new Set(['boxed', 'fbox', 'mathrm', 'mathbf']);
const isFunction = (name: string): boolean => FUNCTIONS.has(name) || name === 'mod';
/** In `54 cm²` only the number is the value. */
const UNITS = new Set('cm mm km ft yd mi kg lb mph hr'.split(' '));
const SIGNS = '+-*/^±!%°';
const signsInWords: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  plus: '+',
  minus: '-',
  times: '*',
  multiplied: '*',
  divided: '/',
  equals: '=',
});
/** An operand, with nothing but white space or a dollar sign before the sign. */
const isBeforeSign = ({ kind, text, end }: MathToken, start: number): boolean =>
  start - end <= 3 &&
  (kind === 'number' || kind === 'name' || kind === 'close' || text === '!' || text === '°');
const RELATIONS = '=≈≡≤≥≠<>→⇒∼≅';
/**
 * As a command an arrow parts two statements; as a character it stays in one, which is then no equation: on labelled
 * texts the doctor finds fewer true repetitions where characters part too.
 */
const ARROWS = '→⇒⇔←↦';

const isSmallDigit = (row: ReadonlyMap<string, string>, character: string): boolean =>
  /\d/.test(row.get(character) ?? '');

/** Compares character codes: trying a pattern on each lexeme costs more. */
const isSpace = (code: number): boolean =>
  code === 32 || (code > 8 && code < 14) || (code > 127 && /\s/.test(String.fromCharCode(code)));
const isDigit = (code: number): boolean => code > 47 && code < 58;
const isLetter = (code: number): boolean => (code > 64 && code < 91) || (code > 96 && code < 123);

/** One pass; linear in the text. */
export function mathTokens(text: string): MathToken[] {
  const reader = new MathReader(text);
  for (const { 0: lexeme, index } of text.matchAll(LEXEME)) reader.read(lexeme, index);
  return reader.tokens;
}

class MathReader {
  readonly tokens: MathToken[] = [];
  private readonly text: string;
  /** The meaning of each open brace. */
  private readonly braces: ('fraction' | 'group' | 'silent')[] = [];
  private opens: 'fraction' | 'group' | null = null;
  /** Start of the command that the next braces belong to. */
  private opensAt = 0;
  private isLineStart = true;
  /** Within a matrix its signs part the cells, as commas do in `(3, 2, 6)`. */
  private matrices = 0;

  constructor(text: string) {
    this.text = text;
  }

  read(lexeme: string, start: number): void {
    const end = start + lexeme.length;
    const first = lexeme.charAt(0);
    const atLineStart = this.isLineStart;
    this.isLineStart = false;
    const code = first.charCodeAt(0);
    if (isSpace(code)) {
      this.isLineStart = atLineStart || lexeme.includes('\n');
      if (lexeme.includes('\n')) this.part('stop', start, end);
    } else if (isDigit(code) || (first === '.' && lexeme.length > 1))
      this.number(lexeme, start, end, atLineStart);
    else if (first === '\\') this.command(lexeme, start, end);
    else if (first === '{') {
      this.braces.push(this.opens ?? 'silent');
      if (this.opens) this.push('open', '(', this.opens === 'fraction' ? this.opensAt : start, end);
    } else if (first === '}') this.closeBrace(start, end);
    else if (isLetter(code)) this.word(lexeme, start, end);
    else if (isSmallDigit(RAISED, first)) this.smallDigit(RAISED, '^', start, end);
    else if (isSmallDigit(LOWERED, first)) this.smallDigit(LOWERED, '_', start, end);
    else if (lexeme === '=>' || lexeme === '-->' || lexeme === '->') this.part('stop', start, end);
    else if (lexeme.length > 1 && (first === '*' || first === '-'))
      this.part(first === '-' ? 'stop' : 'break', start, end);
    // A bullet is not a minus.
    else if (atLineStart && /[-–*+]/.test(first) && isSpace(this.text.charCodeAt(end)))
      this.part('stop', start, end);
    else this.symbol(first, start, end);
  }

  private push(kind: MathToken['kind'], said: string, start: number, end: number): void {
    this.opens = null;
    this.tokens.push({ kind, text: said, start, end });
  }

  private part(kind: 'break' | 'stop', start: number, end: number): void {
    this.opens = null;
    const last = this.tokens.at(-1);
    if (last?.kind === 'stop' || (last?.kind === 'break' && kind === 'break')) return;
    this.tokens.push({ kind, text: '', start, end });
  }

  private number(lexeme: string, start: number, end: number, atLineStart: boolean): void {
    const previous = this.tokens.at(-1);
    // `\frac12`: two digits, two arguments.
    if (this.opens === 'fraction' && lexeme.length === 2) {
      this.push('number', lexeme.charAt(0), start, start + 1);
      this.push('operator', '/', start, start + 1);
      this.push('number', lexeme.charAt(1), start + 1, end);
    } else if (atLineStart && /^[.)]\s/.test(this.text.slice(end, end + 2))) this.part('break', start, end);
    else {
      if (previous?.kind === 'number' && previous.end < start) this.part('break', start, start);
      this.push('number', canonicalNumber(lexeme), start, end);
    }
  }

  private command(lexeme: string, start: number, end: number): void {
    const name = lexeme.slice(1);
    const matrix = MATRIX.exec(lexeme)?.[1];
    const drawn = SYMBOLS.get(name);
    if (matrix === 'begin') {
      this.matrices++;
      this.push('open', '(', start, end);
    } else if (matrix) {
      this.matrices = Math.max(0, this.matrices - 1);
      this.push('close', ')', start, end);
    } else if (lexeme === '\\\\' && this.matrices > 0) this.push('comma', ',', start, end);
    else if (/^[dtc]?frac$/.test(name)) {
      this.opens = 'fraction';
      this.opensAt = start;
    } else if (name === 'sqrt') {
      this.push('name', '√', start, end);
      this.opens = 'group';
    } else if (isFunction(name)) this.push('name', name, start, end);
    else if (name === '%') this.push('operator', '%', start, end);
    else if (drawn && !ARROWS.includes(drawn)) this.symbol(drawn, start, end);
    else if (!LAYOUT_COMMANDS.has(name) && !SILENT.has(name) && /^[a-zA-Z]/.test(name))
      this.part('break', start, end);
  }

  private closeBrace(start: number, end: number): void {
    const closed = this.braces.pop();
    if (closed === 'fraction' && this.text.charAt(end) === '{') {
      this.push('close', ')', start, end);
      this.push('operator', '/', start, end);
      this.opens = 'group';
    } else if (closed === 'fraction' || closed === 'group') this.push('close', ')', start, end);
  }

  private word(lexeme: string, start: number, end: number): void {
    const before = this.tokens.at(-1);
    const said = signsInWords[lexeme];
    // "45 divided by 9 equals h": these words are signs if an operand precedes them.
    if (said && before && isBeforeSign(before, start))
      this.push(said === '=' ? 'relation' : 'operator', said, start, end);
    else if (
      lexeme === 'by' &&
      before?.kind === 'operator' &&
      /(?:divided|multiplied)\s+$/.test(this.text.slice(Math.max(0, start - 12), start))
    )
      return;
    else if (lexeme === 'sqrt') this.push('name', '√', start, end);
    else if (lexeme === 'pi') this.push('name', 'π', start, end);
    else if (isName(lexeme, this.text, start, end)) this.push('name', lexeme, start, end);
    else this.part('break', start, end);
  }

  private smallDigit(row: ReadonlyMap<string, string>, sign: '^' | '_', start: number, end: number): void {
    const digit = row.get(this.text.charAt(start)) ?? '';
    const previous = this.tokens.at(-1);
    if (previous?.end === start && previous.kind === 'number' && row.has(this.text.charAt(start - 1))) {
      this.tokens.pop();
      this.push('number', previous.text + digit, previous.start, end);
    } else {
      this.push('operator', sign, start, start);
      this.push('number', digit, start, end);
    }
  }

  private symbol(character: string, start: number, end: number): void {
    const sign = ASCII.get(character) ?? character;
    if (character === '√' || GREEK_LETTERS.has(character) || character === '∞')
      this.push('name', character, start, end);
    else if (RELATIONS.includes(character)) this.push('relation', character, start, end);
    else if (SIGNS.includes(sign)) {
      this.push('operator', sign, start, end);
      if (sign === '^') this.opens = 'group';
    } else if ('([⟨'.includes(character)) this.push('open', '(', start, end);
    else if (')]⟩'.includes(character)) this.push('close', ')', start, end);
    else if (character === ',' || character === ';') this.push('comma', ',', start, end);
    else if (character === '.' || character === '?') this.part('stop', start, end);
    else if (character === '&' && this.matrices > 0) this.push('comma', ',', start, end);
    else if (character === '_') {
      this.push('operator', '_', start, end);
      this.opens = 'group';
    } else if (!'$|&'.includes(character)) this.part('break', start, end);
  }
}

/** Removes group separators, leading zeros and zeros at the end of a decimal. */
export function canonicalNumber(written: string): string {
  const plain = written.replace(/[,{}]/g, '').replace(/^0+(?=\d)/, '');
  const decimal = plain.startsWith('.') ? `0${plain}` : plain;
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
}

/** One letter, a function, or a few letters (`ab`, `CDE`) next to a sign; articles and words are not names. */
function isName(word: string, text: string, start: number, end: number): boolean {
  if (isFunction(word)) return true;
  if (word.length > 3 || UNITS.has(word) || /['’]/.test(text.charAt(start - 1))) return false;
  const before = text.slice(Math.max(0, start - 2), start);
  const after = text.slice(end, end + 2);
  const isBeside =
    /[=+*/^_(<>≈√×·−-]\s?$/.test(before) ||
    /^\s?[=+*/^_(<>≈²³)×·−-]/.test(after) ||
    // `3BC`: a multiple of a length.
    (/\d\s?$/.test(before) && /^[A-Z]{2,3}$/.test(word));
  if (word.length > 1)
    return (
      isBeside &&
      !/^(?:is|so|or|to|of|in|at|by|as|and|the|for|but|if|it|we|let|get|are|was|has|not)$/i.test(word)
    );
  if (/^[aAI]$/.test(word)) return isBeside || /\d$/.test(before);
  return true;
}
