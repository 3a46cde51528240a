import { add, rational } from '../rational.ts';
import { call, number, symbol, type Term } from '../terms/term.ts';
import { properFraction } from './proper-fraction.ts';
import { isToken, type Token } from './token.ts';

/** Most nested terms; the tokenizer bounds groups, this bounds signs and powers in a row. */
const DEEPEST = 60;

export interface TermOptions {
  /** Reads `1/2x` as 1 ÷ (2x) instead of half of x. */
  readonly slashTakesProduct?: boolean;
}

class NoTerm extends Error {}

/**
 * Reads the longest term at the start of the tokens, and returns how many it takes: a unit may follow. Null if there is
 * no term, or an incomplete one.
 */
export function readTerm(
  tokens: readonly Token[],
  options: TermOptions = {},
): { readonly term: Term; readonly length: number } | null {
  const reader = new TermReader(tokens, options);
  try {
    const term = reader.sum(0);
    return { term, length: reader.at };
  } catch (error) {
    if (error instanceof NoTerm) return null;
    throw error;
  }
}

/** A term that takes all tokens; else null. */
export function readWholeTerm(tokens: readonly Token[], options?: TermOptions): Term | null {
  const read = readTerm(tokens, options);
  return read?.length === tokens.length ? read.term : null;
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '⌊': '⌋', '⌈': '⌉' };

class TermReader {
  at = 0;
  private readonly tokens: readonly Token[];

  private readonly options: TermOptions;

  constructor(tokens: readonly Token[], options: TermOptions) {
    this.tokens = tokens;
    this.options = options;
  }

  sum(depth: number): Term {
    if (depth > DEEPEST) throw new NoTerm();
    let left = this.product(depth);
    for (;;) {
      const token = this.tokens[this.at];
      if (token?.kind !== 'operator' || !'+-±∓'.includes(token.text)) return left;
      this.at++;
      left = call(token.text, left, this.product(depth));
    }
  }

  private product(depth: number): Term {
    let left = this.signed(depth);
    for (;;) {
      const token = this.tokens[this.at];
      if (token?.kind === 'operator' && (token.text === '*' || token.text === '/')) {
        this.at++;
        const takesProduct = token.text === '/' && this.options.slashTakesProduct;
        left = call(token.text, left, takesProduct ? this.factors(depth) : this.signed(depth));
      } else if (this.beginsFactor()) left = call('*', left, this.power(depth));
      else return left;
    }
  }

  private factors(depth: number): Term {
    let left = this.signed(depth);
    while (this.beginsFactor()) left = call('*', left, this.power(depth));
    return left;
  }

  /** Whether a factor begins here, for products without a sign. */
  private beginsFactor(): boolean {
    const token = this.tokens[this.at];
    if (!token) return false;
    switch (token.kind) {
      case 'letter':
        return !this.isScale(token);
      case 'function':
      case 'fraction':
      case 'root':
      case 'binomial':
        return true;
      case 'number':
        // `2 3` is not a product; `x 3` may be anything; `3!\,6!` is a product.
        return ['close', 'factorial'].includes(this.tokens[this.at - 1]?.kind ?? '');
      case 'open':
        return token.text in CLOSING;
      default:
        return false;
    }
  }

  /** The letter in `8 °C`. */
  private isScale(token: Token): boolean {
    const [before, last] = this.tokens.slice(Math.max(0, this.at - 2), this.at);
    return /^[CF]$/.test(token.text) && [before, last].some((one) => isToken(one, 'degree'));
  }

  private signed(depth: number): Term {
    const token = this.tokens[this.at];
    if (token?.kind !== 'operator' || token.text === '*' || token.text === '/') return this.power(depth);
    if (depth > DEEPEST) throw new NoTerm();
    this.at++;
    const inner = this.signed(depth + 1);
    if (token.text === '+') return inner;
    return call(token.text === '-' ? 'negate' : token.text, inner);
  }

  private power(depth: number): Term {
    if (isToken(this.tokens[this.at], 'function')) return this.applied(depth);
    let base = this.primary(depth);
    for (;;) {
      const token = this.tokens[this.at];
      if (token?.kind === 'factorial') {
        this.at++;
        // A double factorial is another function.
        if (isToken(this.tokens[this.at], 'factorial')) throw new NoTerm();
        base = call('!', base);
      } else if (token?.kind === 'degree') {
        this.at++;
        base = call('degree', base);
      } else if (token?.kind === 'power') {
        // The power was only `^\circ`.
        this.at++;
        if (this.degreeGroup()) base = call('degree', base);
        else base = call('^', base, this.exponent(depth));
      } else return base;
    }
  }

  private degreeGroup(): boolean {
    const [open, degree, close] = this.tokens.slice(this.at, this.at + 3);
    if (!isToken(open, 'open', '{') || !isToken(degree, 'degree') || !isToken(close, 'close')) return false;
    this.at += 3;
    return true;
  }

  private exponent(depth: number): Term {
    return isToken(this.tokens[this.at], 'open') ? this.bracketed(depth) : this.primary(depth);
  }

  private primary(depth: number): Term {
    const token = this.tokens[this.at];
    switch (token?.kind) {
      case 'number':
        return this.numberOrMixed(token);
      case 'letter':
        return this.counted(depth) ?? this.letter(token);
      case 'special':
        if (token.text !== '∞') throw new NoTerm();
        this.at++;
        return symbol('∞');
      case 'open':
        return this.bracketed(depth);
      case 'bar':
        return this.absolute(depth);
      case 'fraction':
        this.at++;
        return call('/', this.bracketed(depth), this.bracketed(depth));
      case 'binomial':
        this.at++;
        return call('choose', this.bracketed(depth), this.bracketed(depth));
      case 'root':
        return this.root(depth);
      default:
        throw new NoTerm();
    }
  }

  private letter(token: Token): Term {
    this.at++;
    return symbol(token.text);
  }

  /** `C(10, 3)` and `P(5, 2)`: numbers of combinations and permutations. */
  private counted(depth: number): Term | null {
    const from = this.at;
    const [letter, open] = this.tokens.slice(from, from + 2);
    if (!/^[CP]$/.test(letter?.text ?? '') || !isToken(open, 'open', '(')) return null;
    this.at += 2;
    const of = this.sum(depth + 1);
    if (!isToken(this.tokens[this.at], 'comma')) {
      this.at = from;
      return null;
    }
    this.at++;
    const chosen = this.sum(depth + 1);
    this.expect('close', ')');
    if (letter?.text === 'C') return call('choose', of, chosen);
    return call('/', call('!', of), call('!', call('-', of, chosen)));
  }

  private root(depth: number): Term {
    const { text } = this.tokens[this.at++] ?? {};
    // `√11`, `√x` and `sqrt(3)` apply to what comes next.
    if (text === '√') return call('root', this.primary(depth + 1), number(rational(2)));
    const index = text === 'nth root' ? this.bracketed(depth) : number(rational(2));
    return call('root', this.bracketed(depth), index);
  }

  private bracketed(depth: number): Term {
    const open = this.tokens[this.at];
    const closing = open?.kind === 'open' ? CLOSING[open.text] : undefined;
    if (closing === undefined) throw new NoTerm();
    this.at++;
    const inner = this.sum(depth + 1);
    this.expect('close', closing);
    if (open?.text === '⌊') return call('floor', inner);
    return open?.text === '⌈' ? call('ceil', inner) : inner;
  }

  private absolute(depth: number): Term {
    this.at++;
    const inner = this.sum(depth + 1);
    this.expect('bar', '|');
    return call('abs', inner);
  }

  private expect(kind: Token['kind'], text: string): void {
    if (!isToken(this.tokens[this.at], kind, text)) throw new NoTerm();
    this.at++;
  }

  /** `3\frac{1}{2}` and `3 1/2` are three and a half; `31/2` is not. */
  private numberOrMixed(token: Token): Term {
    this.at++;
    const whole = token.value ?? rational(0);
    const part = token.text.includes('.') ? null : properFraction(this.tokens, this.at);
    if (!part) return number(whole);
    this.at += part.length;
    return number(add(whole, part.value));
  }

  /** `\sin^2 x`, `\log_2 8`, `\sin 2x`: the argument extends over all factors without a sign between them. */
  private applied(depth: number): Term {
    if (depth > DEEPEST) throw new NoTerm();
    const name = this.tokens[this.at++]?.text ?? '';
    let base: Term | null = null;
    let exponent: Term | null = null;
    for (let round = 0; round < 2; round++) {
      if (isToken(this.tokens[this.at], 'subscript') && !base) {
        this.at++;
        base = isToken(this.tokens[this.at], 'open') ? this.bracketed(depth + 1) : this.primary(depth + 1);
      } else if (isToken(this.tokens[this.at], 'power') && !exponent) {
        this.at++;
        exponent = this.exponent(depth + 1);
      }
    }
    const args = this.functionArguments(depth + 1);
    const inverse = exponent?.kind === 'call' && exponent.name === 'negate' && isOne(exponent.args[0]);
    if (inverse) return call(`arc${name}`, ...args);
    const value = call(name, ...args, ...(base ? [base] : []));
    return exponent ? call('^', value, exponent) : this.raised(value, depth);
  }

  /** `\sin(x)^2` */
  private raised(value: Term, depth: number): Term {
    if (!isToken(this.tokens[this.at], 'power')) return value;
    this.at++;
    return call('^', value, this.exponent(depth + 1));
  }

  private functionArguments(depth: number): Term[] {
    const open = this.tokens[this.at];
    if (isToken(open, 'open', '(') || isToken(open, 'open', '[') || isToken(open, 'open', '{')) {
      this.at++;
      const args = [this.sum(depth)];
      while (isToken(this.tokens[this.at], 'comma')) {
        this.at++;
        args.push(this.sum(depth));
      }
      this.expect('close', CLOSING[open?.text ?? ''] ?? '');
      return args;
    }
    let argument = isToken(open, 'operator', '-') ? this.signed(depth) : this.power(depth);
    while (
      this.beginsFactor() &&
      !isToken(this.tokens[this.at], 'function') &&
      !isToken(this.tokens[this.at], 'open', '(')
    )
      argument = call('*', argument, this.power(depth));
    return [argument];
  }
}

const isOne = (term: Term | undefined): boolean =>
  term?.kind === 'number' && term.value.numerator === 1n && term.value.denominator === 1n;
