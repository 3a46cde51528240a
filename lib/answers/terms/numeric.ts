import { rational } from '../rational.ts';
import {
  type Complex,
  complex,
  cosine,
  exponential,
  logarithm,
  minus,
  over,
  plus,
  raise,
  sine,
  size,
  times,
} from './complex.ts';
import { exactValue } from './exact.ts';
import { isConstant, type Term } from './term.ts';

export interface Approximation {
  readonly value: Complex;
  /** Largest and smallest size, other than 0, of intermediate numbers: they show how far to trust the last digits. */
  readonly largest: number;
  readonly smallest: number;
}

/** A term's value in double precision; null where it has none, or where the evaluator does not know a part of it. */
export function numericValue(
  term: Term,
  values: ReadonlyMap<string, number> = new Map(),
): Approximation | null {
  let largest = 0;
  let smallest = Number.POSITIVE_INFINITY;
  const seen = (value: Complex | null): Complex | null => {
    if (!value || !Number.isFinite(value.re) || !Number.isFinite(value.im)) return null;
    const length = size(value);
    if (length > largest) largest = length;
    if (length > 0 && length < smallest) smallest = length;
    return value;
  };
  const visit = (part: Term): Complex | null => {
    if (part.kind === 'symbol') return seen(constant(part.name) ?? given(values, part.name));
    if (isConstant(part)) {
      const exact = exactValue(part);
      if (exact) return seen(complex(toNumber(exact)));
    }
    if (part.kind === 'number') return null;
    const args: Complex[] = [];
    for (const arg of part.args) {
      const value = visit(arg);
      if (!value) return null;
      args.push(value);
    }
    return seen(apply(part, args));
  };
  const value = visit(term);
  return value && { value, largest, smallest };
}

const given = (values: ReadonlyMap<string, number>, name: string): Complex | null => {
  const value = values.get(name);
  return value === undefined ? null : complex(value);
};

function constant(name: string): Complex | null {
  if (name === 'π') return complex(Math.PI);
  if (name === 'e') return complex(Math.E);
  return name === 'i' ? complex(0, 1) : null;
}

/** Also converts numbers with thousands of digits. */
export function toNumber({ numerator, denominator }: { numerator: bigint; denominator: bigint }): number {
  const direct = Number(numerator) / Number(denominator);
  if (Number.isFinite(direct) && (direct !== 0 || numerator === 0n)) return direct;
  const shift = numerator.toString(16).length - denominator.toString(16).length;
  const move = BigInt(Math.abs(shift) * 4);
  const [top, bottom] = shift > 0 ? [numerator, denominator << move] : [numerator << move, denominator];
  return (Number((top << 64n) / bottom) / 2 ** 64) * 16 ** shift;
}

function apply(term: Term & { kind: 'call' }, [a, b]: readonly Complex[]): Complex | null {
  if (!a) return null;
  if (b) {
    switch (term.name) {
      case '+':
        return plus(a, b);
      case '-':
        return minus(a, b);
      case '*':
        return times(a, b);
      case '/':
        return over(a, b);
      case '^':
        return oddRoot(a, term.args[1]) ?? raise(a, b);
      case 'root':
        return realRoot(a, b) ?? raise(a, over(complex(1), b));
      case 'log':
        return over(logarithm(a), logarithm(b));
      default:
        return null;
    }
  }
  return unary(term.name, a);
}

function unary(name: string, a: Complex): Complex | null {
  const one = complex(1);
  switch (name) {
    case 'negate':
      return complex(-a.re, -a.im);
    case 'abs':
      return complex(size(a));
    case 'degree':
      return times(a, complex(Math.PI / 180));
    case 'sin':
      return sine(a);
    case 'cos':
      return cosine(a);
    case 'tan':
      return over(sine(a), cosine(a));
    case 'cot':
      return over(cosine(a), sine(a));
    case 'sec':
      return over(one, cosine(a));
    case 'csc':
      return over(one, sine(a));
    case 'exp':
      return exponential(a);
    case 'cis':
      return exponential(times(complex(0, 1), a));
    case 'ln':
      return logarithm(a);
    case 'log':
    case 'lg':
      return over(logarithm(a), complex(Math.LN10));
    default:
      return a.im === 0 ? real(name, a.re) : null;
  }
}

function real(name: string, x: number): Complex | null {
  const known: Readonly<Record<string, ((x: number) => number) | undefined>> = {
    arcsin: Math.asin,
    arccos: Math.acos,
    arctan: Math.atan,
    sinh: Math.sinh,
    cosh: Math.cosh,
    tanh: Math.tanh,
    arccot: (value) => Math.atan(1 / value),
    floor: Math.floor,
    ceil: Math.ceil,
  };
  const value = known[name]?.(x);
  return value === undefined ? null : complex(value);
}

/** People who write the cube root of −8 in an answer mean −2. */
function realRoot(value: Complex, index: Complex): Complex | null {
  if (value.im !== 0 || value.re >= 0 || index.im !== 0 || Math.abs(index.re % 2) !== 1) return null;
  return complex(-((-value.re) ** (1 / index.re)));
}

function oddRoot(base: Complex, exponent: Term | undefined): Complex | null {
  const exact = exponent && exactValue(exponent);
  if (!exact || exact.denominator % 2n === 0n || exact.denominator === 1n) return null;
  const root = realRoot(base, complex(toNumber(rational(exact.denominator))));
  return root && raise(root, complex(Number(exact.numerator)));
}
