import type { Answer } from './answer.ts';
import { isToken, type Token } from './token.ts';
import { numberInWords } from './words.ts';

const DIGITS = /^[0-9A-Z]+$/i;

/** `1010_2`, `1010_{\text{two}}`, `BE_{16}`, `65 base 7`; null if it is not a number in a named base. */
export function readBased(tokens: readonly Token[]): Answer | null {
  const at = tokens.findIndex(({ kind }) => kind === 'subscript');
  const named = tokens.findIndex(({ kind, text }) => kind === 'word' && text.toLowerCase() === 'base');
  if (at > 0) return based(tokens.slice(0, at), tokens.slice(at + 1));
  if (named > 0) {
    const before = tokens
      .slice(0, named)
      .filter(({ kind, text }) => kind !== 'word' || text.toLowerCase() !== 'in');
    return based(before, tokens.slice(named + 1));
  }
  const [only] = tokens;
  // The index is attached to the last letter: `BE_{16}`.
  const indexed = tokens.every(({ kind }) => kind === 'letter' || kind === 'number') && tokens.at(-1)?.text;
  const match = typeof indexed === 'string' ? /^([A-Z])_(\d+)$/.exec(indexed) : null;
  if (!only || !match) return null;
  const digits = `${tokens
    .slice(0, -1)
    .map(({ text }) => text)
    .join('')}${match[1]}`;
  return numeral(digits, Number(match[2]));
}

function based(before: readonly Token[], behind: readonly Token[]): Answer | null {
  const digits = before
    .filter(
      ({ kind, text }) =>
        !(text === '{' || text === '}' || (kind === 'open' && text === '(') || text === ')'),
    )
    .map(({ text }) => text)
    .join('');
  const base = behind.filter(({ kind }) => kind !== 'open' && kind !== 'close');
  const [only] = base;
  if (base.length !== 1 || !only) return null;
  if (isToken(only, 'number')) return numeral(digits, Number(only.text));
  const word = numberInWords([only.text]);
  return word ? numeral(digits, word.numerator) : null;
}

const numeral = (digits: string, base: number): Answer | null =>
  DIGITS.test(digits) && base >= 2 && base <= 36
    ? { kind: 'based', digits: digits.toUpperCase(), base }
    : null;

/** The number that the digits denote; null if a digit does not exist in that base. */
export function basedValue(digits: string, base: number): bigint | null {
  let value = 0n;
  for (const digit of digits) {
    const worth = Number.parseInt(digit, 36);
    if (worth >= base) return null;
    value = value * BigInt(base) + BigInt(worth);
  }
  return value;
}
