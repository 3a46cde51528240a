import { multiply, type Rational, rational } from '../rational.ts';
import type { Unit } from './answer.ts';
import { isToken, type Token } from './token.ts';
import { knownSpeed, knownUnit, powerOf } from './units.ts';

/** More words after a number are a sentence. */
const MOST_WORDS = 8;

/**
 * Reads all that follows a number as a unit: `cm`, `m/s^2`, `square feet`, `inches per second`, `°`, `%`, or words that
 * name the counted things. Null if it is none of these.
 */
export function readUnit(tokens: readonly Token[]): Unit | null {
  const words = tokens.filter(({ kind }) => kind === 'word').map(({ text }) => singular(text));
  if (tokens.length === 0 || words.length > MOST_WORDS) return null;
  const measured = readMeasure(tokens);
  if (measured) return { ...measured, words };
  const isPhrase = tokens.every(({ kind }) => kind === 'word' || kind === 'letter' || kind === 'percent');
  const allWords = tokens.map(({ text }) => singular(text));
  return isPhrase && tokens[0]?.kind !== 'letter' && words.length > 0
    ? { dimension: '', size: rational(1), words: allWords }
    : null;
}

/** In these only the “s” is the plural ending. */
const ENDING_IN_IE = new Set(['calories', 'cookies', 'movies', 'brownies']);

export const singular = (word: string): string => {
  const lower = word.toLowerCase().replace(/\.$/, '');
  if (lower.length <= 3) return lower;
  return (ENDING_IN_IE.has(lower) ? lower : lower.replace(/ies$/, 'y')).replace(/s$/, '');
};

const POWERS: Readonly<Record<string, number>> = { square: 2, sq: 2, cubic: 3, cu: 3, squared: 2, cubed: 3 };
/** `units` of a length or an area: answers omit it as often as they write it. */
const ANY = new Set(['unit', 'units']);

/** `\mu m`, `k\Omega`: a prefix as a separate token. */
function withPrefixes(tokens: readonly Token[]): readonly Token[] {
  return tokens.flatMap((token, at) => {
    const [before, next] = [tokens[at - 1], tokens[at + 1]];
    if (prefixed(before, token)) return [];
    const text = prefixed(token, next);
    return text ? [{ ...token, kind: 'word', text }] : [token];
  });
}

function prefixed(prefix: Token | undefined, unit: Token | undefined): string | null {
  if (!prefix || !unit || unit.spaced || !/^(?:[kMmG]|mu)$/.test(prefix.text)) return null;
  const name = `${prefix.text.replace('mu', 'μ')}${unit.text.replace('Omega', 'Ω')}`;
  return (prefix.text === 'mu' || unit.text === 'Omega') && knownUnit(name) ? name : null;
}

function readMeasure(given: readonly Token[]): Omit<Unit, 'words'> | null {
  const tokens = withPrefixes(given);
  const exponents = new Map<string, number>();
  let size: Rational = rational(1);
  let sign = 1;
  let pending = 1;
  let known = false;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (!token) break;
    if (isToken(token, 'operator', '/') || isWord(token, 'per')) {
      sign = -1;
      // `one per hour`
      if (isWord(tokens[at + 1], 'a', 'an')) at++;
      continue;
    }
    if (isToken(token, 'operator', '*') && known) continue;
    const power = token.kind === 'word' ? POWERS[token.text.toLowerCase()] : undefined;
    if (power !== undefined && !/ed$/.test(token.text)) {
      pending = power;
      continue;
    }
    if (token.kind === 'degree') {
      // `40^\circ \text{F}`
      const scale = tokens[at + 1];
      const temperature = scale && { F: 'fahrenheit', C: 'celsius' }[scale.text];
      if (temperature) at++;
      note(exponents, temperature ?? 'angle', sign);
      known = true;
      continue;
    }
    const name = token.text;
    if (token.kind === 'word' && ANY.has(name.toLowerCase())) {
      // `units^2`, `square units`
      at += scripted(tokens, at + 1)?.length ?? 0;
      pending = 1;
      known = true;
      continue;
    }
    if (!['word', 'letter', 'percent', 'currency'].includes(token.kind)) return null;
    const speed = knownSpeed(name);
    const unit = knownUnit(name.replace(/\.$/, ''));
    if (!unit && !speed) return null;
    const script = scripted(tokens, at + 1);
    at += script?.length ?? 0;
    const exponent = sign * pending * (script?.exponent ?? 1);
    pending = 1;
    known = true;
    if (speed) {
      note(exponents, 'length', exponent);
      note(exponents, 'time', -exponent);
    } else if (unit && unit.dimension !== 'count') note(exponents, unit.dimension, exponent);
    size = multiply(size, powerOf(speed ?? unit?.size ?? rational(1), exponent));
  }
  if (!known) return null;
  return { dimension: dimensionOf(exponents), size };
}

const isWord = (token: Token | undefined, ...texts: string[]): boolean =>
  (token?.kind === 'word' || token?.kind === 'letter') && texts.includes(token.text.toLowerCase());

/** `^2`, `^{2}` or `squared` behind a unit. */
function scripted(tokens: readonly Token[], at: number): { exponent: number; length: number } | null {
  const [first, open, value, close] = tokens.slice(at, at + 4);
  if (first?.kind === 'word' && /ed$/.test(first.text)) {
    const exponent = POWERS[first.text.toLowerCase()];
    return exponent === undefined ? null : { exponent, length: 1 };
  }
  if (!isToken(first, 'power') || !isToken(open, 'open', '{')) return null;
  const negative = isToken(value, 'operator', '-');
  const digits = negative ? close : value;
  const number = digits?.kind === 'number' ? Number(digits.text) : Number.NaN;
  if (!(number >= 1 && number <= 9)) return null;
  return { exponent: negative ? -number : number, length: negative ? 5 : 4 };
}

const note = (exponents: Map<string, number>, dimension: string, by: number) =>
  exponents.set(dimension, (exponents.get(dimension) ?? 0) + by);

const dimensionOf = (exponents: ReadonlyMap<string, number>): string =>
  [...exponents]
    .filter(([, exponent]) => exponent !== 0)
    .map(([dimension, exponent]) => `${dimension}·${exponent}`)
    .sort()
    .join(' ');
