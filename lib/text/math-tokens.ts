import { ASCII, FUNCTIONS, GREEK_LETTERS, LAYOUT_COMMANDS, LOWERED, RAISED, SYMBOLS } from './symbols.ts';

/**
 * A text as a line of mathematical tokens, in one notation whatever it was written in (LaTeX, typography, ASCII), with
 * offsets into the text as given. Everything that is no mathematics is a break.
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
/** Of `54 cm²` the number is the value. */
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
/** Something that can be added to, with nothing but white space or a dollar sign in between. */
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

/** By code: a pattern tried on each lexeme is dearer. */
const isSpace = (code: number): boolean =>
  code === 32 || (code > 8 && code < 14) || (code > 127 && /\s/.test(String.fromCharCode(code)));
const isDigit = (code: number): boolean => code > 47 && code < 58;
const isLetter = (code: number): boolean => (code > 64 && code < 91) || (code > 96 && code < 123);

/** One pass; linear in the text. */
export function mathTokens(text: string): MathToken[] {
  const tokens: MathToken[] = [];
  /** What each open brace stands for. */
  const braces: ('fraction' | 'below' | 'group' | 'silent')[] = [];
  let opens: 'fraction' | 'group' | null = null;
  /** Where the command began whose braces come next. */
  let opensAt = 0;
  let lineStart = true;
  /** Within a matrix its marks part the cells, as commas do in `(3, 2, 6)`. */
  let matrices = 0;

  const push = (kind: MathToken['kind'], said: string, start: number, end: number) => {
    opens = null;
    tokens.push({ kind, text: said, start, end });
  };
  const stop = (kind: 'break' | 'stop', start: number, end: number) => {
    opens = null;
    const last = tokens.at(-1);
    if (last?.kind === 'stop' || (last?.kind === 'break' && kind === 'break')) return;
    tokens.push({ kind, text: '', start, end });
  };

  const symbol = (character: string, start: number, end: number) => {
    const sign = ASCII.get(character) ?? character;
    if (character === '√' || GREEK_LETTERS.has(character) || character === '∞')
      push('name', character, start, end);
    else if (RELATIONS.includes(character)) push('relation', character, start, end);
    else if (SIGNS.includes(sign)) {
      push('operator', sign, start, end);
      if (sign === '^') opens = 'group';
    } else if ('([⟨'.includes(character)) push('open', '(', start, end);
    else if (')]⟩'.includes(character)) push('close', ')', start, end);
    else if (character === ',' || character === ';') push('comma', ',', start, end);
    else if (character === '.' || character === '?') stop('stop', start, end);
    else if (character === '&' && matrices > 0) push('comma', ',', start, end);
    else if (character === '_') {
      push('operator', '_', start, end);
      opens = 'group';
    } else if (!'$|&'.includes(character)) stop('break', start, end);
  };

  for (const match of text.matchAll(LEXEME)) {
    const lexeme = match[0];
    const start = match.index;
    const end = start + lexeme.length;
    const first = lexeme.charAt(0);
    const atLineStart: boolean = lineStart;
    lineStart = false;
    const code = first.charCodeAt(0);
    if (isSpace(code)) {
      lineStart = atLineStart || lexeme.includes('\n');
      if (lexeme.includes('\n')) stop('stop', start, end);
    } else if (isDigit(code) || (first === '.' && lexeme.length > 1)) {
      const previous = tokens.at(-1);
      // `\frac12`: two digits, two arguments.
      if (opens === 'fraction' && lexeme.length === 2) {
        push('number', lexeme.charAt(0), start, start + 1);
        push('operator', '/', start, start + 1);
        push('number', lexeme.charAt(1), start + 1, end);
      } else if (atLineStart && /^[.)]\s/.test(text.slice(end, end + 2))) stop('break', start, end);
      else {
        if (previous?.kind === 'number' && previous.end < start) stop('break', start, start);
        push('number', canonicalNumber(lexeme), start, end);
      }
    } else if (first === '\\') {
      const name = lexeme.slice(1);
      const matrix = MATRIX.exec(lexeme)?.[1];
      const drawn = SYMBOLS.get(name);
      if (matrix === 'begin') {
        matrices++;
        push('open', '(', start, end);
      } else if (matrix) {
        matrices = Math.max(0, matrices - 1);
        push('close', ')', start, end);
      } else if (lexeme === '\\\\' && matrices > 0) push('comma', ',', start, end);
      else if (/^[dtc]?frac$/.test(name)) {
        opens = 'fraction';
        opensAt = start;
      } else if (name === 'sqrt') {
        push('name', '√', start, end);
        opens = 'group';
      } else if (isFunction(name)) push('name', name, start, end);
      else if (name === '%') push('operator', '%', start, end);
      else if (drawn && !ARROWS.includes(drawn)) symbol(drawn, start, end);
      else if (LAYOUT_COMMANDS.has(name) || SILENT.has(name) || !/^[a-zA-Z]/.test(name)) continue;
      else stop('break', start, end);
    } else if (first === '{') {
      braces.push(opens ?? 'silent');
      if (opens) push('open', '(', opens === 'fraction' ? opensAt : start, end);
    } else if (first === '}') {
      const closed = braces.pop();
      if (closed === 'fraction' && text.charAt(end) === '{') {
        push('close', ')', start, end);
        push('operator', '/', start, end);
        opens = 'group';
      } else if (closed === 'fraction' || closed === 'group') push('close', ')', start, end);
    } else if (isLetter(code)) {
      const before = tokens.at(-1);
      const said = signsInWords[lexeme];
      // "45 divided by 9 equals h": a sign where something stands before it.
      if (said && before && isBeforeSign(before, start))
        push(said === '=' ? 'relation' : 'operator', said, start, end);
      else if (
        lexeme === 'by' &&
        before?.kind === 'operator' &&
        /(?:divided|multiplied)\s+$/.test(text.slice(Math.max(0, start - 12), start))
      )
        continue;
      else if (lexeme === 'sqrt') push('name', '√', start, end);
      else if (lexeme === 'pi') push('name', 'π', start, end);
      else if (isName(lexeme, text, start, end)) push('name', lexeme, start, end);
      else stop('break', start, end);
    } else if (isSmallDigit(RAISED, first) || isSmallDigit(LOWERED, first)) {
      const row = RAISED.has(first) ? RAISED : LOWERED;
      const digit = row.get(first) ?? '';
      const previous = tokens.at(-1);
      if (previous?.end === start && previous.kind === 'number' && row.has(text.charAt(start - 1))) {
        tokens.pop();
        push('number', previous.text + digit, previous.start, end);
      } else {
        push('operator', row === RAISED ? '^' : '_', start, start);
        push('number', digit, start, end);
      }
    } else if (lexeme === '=>' || lexeme === '-->' || lexeme === '->') stop('stop', start, end);
    else if (lexeme.length > 1 && (first === '*' || first === '-'))
      stop(first === '-' ? 'stop' : 'break', start, end);
    // A bullet is no minus.
    else if (atLineStart && /[-–*+]/.test(first) && isSpace(text.charCodeAt(end))) stop('stop', start, end);
    else symbol(first, start, end);
  }
  return tokens;
}

/** Without group marks, leading zeros and zeros at the end of a decimal. */
export function canonicalNumber(written: string): string {
  const plain = written.replace(/[,{}]/g, '').replace(/^0+(?=\d)/, '');
  const decimal = plain.startsWith('.') ? `0${plain}` : plain;
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
}

/** One letter, a function, or a few letters (`ab`, `CDE`) that stand beside a sign; articles and words are none. */
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
