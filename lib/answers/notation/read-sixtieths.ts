import { add, multiply, negate, type Rational, rational } from '../rational.ts';
import { number } from '../terms/term.ts';
import type { Answer } from './answer.ts';
import { readWholeTerm } from './read-term.ts';
import { partsAt } from './structure.ts';
import { isToken, type Token } from './token.ts';
import { knownUnit } from './units.ts';

/** `5:45 PM`, `9 a.m.`; `7:4` is a ratio. Null for anything else. */
export function readClock(tokens: readonly Token[]): Answer | null {
  const last = tokens.at(-1);
  const half = last?.kind === 'word' && /^[ap]m$/.test(last.text) ? (last.text as 'am' | 'pm') : null;
  const rest = half ? tokens.slice(0, -1) : tokens;
  const parts = partsAt(rest, ({ kind }) => kind === 'colon');
  if (parts.length < 2 && !half) return null;
  const [hour, minute] = parts.map(([only, ...more]) =>
    more.length === 0 && isToken(only, 'number') ? only : null,
  );
  const isTime =
    hour &&
    parts.length <= 2 &&
    Number(hour.text) <= 24 &&
    (parts.length === 1 || /^[0-5]\d$/.test(minute?.text ?? ''));
  if (isTime && /^\d+$/.test(hour.text)) {
    const text = rest.map((token) => token.text).join('');
    const shown = Number(hour.text) % (half ? 12 : 24);
    const minutes = (shown + (half === 'pm' ? 12 : 0)) * 60 + Number(minute?.text ?? 0);
    return { kind: 'clock', minutes, half, text };
  }
  if (half) return null;
  return ratioOf(parts);
}

/** `5 to 3` */
export function readRatioInWords(tokens: readonly Token[]): Answer | null {
  const parts = partsAt(tokens, ({ kind, text }) => kind === 'word' && text === 'to');
  const areNumbers = parts.every(([only, ...more]) => more.length === 0 && isToken(only, 'number'));
  return parts.length > 1 && areNumbers ? ratioOf(parts) : null;
}

function ratioOf(parts: readonly (readonly Token[])[]): Answer | null {
  const terms = parts.map((part) => readWholeTerm(part));
  return terms.every((term) => term !== null) ? { kind: 'ratio', parts: terms } : null;
}

/** A number and its sign: `12°`, `30'`, `36"`. */
interface Part {
  readonly value: Rational;
  readonly sign: '°' | "'" | '"';
}

/** `12^\circ 30'` is 12.5°, and `5' 6"` is 66 inches. Null for anything else; `30'` alone may be either. */
export function readSexagesimal(given: readonly Token[]): Answer | null {
  const isNegative = isToken(given[0], 'operator', '-');
  const parts = partsOf(isNegative ? given.slice(1) : given);
  if (!parts || parts.length < 2) return null;
  const signs = parts.map(({ sign }) => sign).join('');
  const isAngle = /^°'?"?$/.test(signs);
  if (!isAngle && signs !== `'"`) return null;
  const sizes: Readonly<Record<Part['sign'], Rational>> = isAngle
    ? { '°': rational(1), "'": rational(1, 60), '"': rational(1, 3600) }
    : { '°': rational(0), "'": rational(12), '"': rational(1) };
  const total = parts.reduce((sum, { value, sign }) => add(sum, multiply(value, sizes[sign])), rational(0));
  const word = isAngle ? 'degree' : 'inche';
  const unit = knownUnit(word);
  return (
    unit && {
      kind: 'term',
      term: number(isNegative ? negate(total) : total),
      unit: { dimension: `${unit.dimension}·1`, size: unit.size, words: [word] },
    }
  );
}

function partsOf(tokens: readonly Token[]): readonly Part[] | null {
  const parts: Part[] = [];
  let at = 0;
  while (at < tokens.length) {
    const value = tokens[at]?.value;
    if (!isToken(tokens[at], 'number') || !value) return null;
    const degrees = degreesAt(tokens, at + 1);
    const prime = tokens[at + 1];
    if (degrees === 0 && !isToken(prime, 'prime')) return null;
    parts.push({ value, sign: degrees > 0 ? '°' : prime?.text === "'" ? "'" : '"' });
    at += 1 + Math.max(1, degrees);
  }
  return parts;
}

/** The number of tokens in `°`, `^\circ` or `^{\circ}`. */
function degreesAt(tokens: readonly Token[], at: number): number {
  if (isToken(tokens[at], 'degree')) return 1;
  const isRaised =
    isToken(tokens[at], 'power') &&
    isToken(tokens[at + 1], 'open', '{') &&
    isToken(tokens[at + 2], 'degree') &&
    isToken(tokens[at + 3], 'close', '}');
  return isRaised ? 4 : 0;
}
