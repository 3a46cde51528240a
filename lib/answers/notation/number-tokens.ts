import { FRACTIONS } from '#lib/text/notation-signs.ts';
import { LOWERED, RAISED } from '#lib/text/symbols.ts';
import { rational } from '../rational.ts';
import { decimalValue, repeatingValue, scientificValue } from './number-values.ts';
import type { TokenCursor } from './token-cursor.ts';

const REPEATING = /(\d*)\.(\d*)\\(?:overline|bar|dot)\s*(?:\{(\d+)\}|(\d))/y;
/** `2e-3` may be 2e − 3; `1e-3`, `2E-3` and `2e-3 m` may not. */
const SCIENTIFIC =
  /(\d+\.\d+)[eE]([-+−]?\d+)|(\d+)(?:[eE]([-+−]\d{2,})|E([-+−]?\d+)|e([-+−]\d)(?=\s*(?:\\?[,;! ]\s*)?(?:[A-Za-zμµÅΩ]|\\(?:text|mathrm|mu|Omega))))|(?<!\d)(1)e([-+−]?\d+)/y;
/** Groups of three digits after `{,}`, `,\!` or a thin space. */
const GROUPED = /\d{1,3}(?:(?:\{,\}|,\s*\\!\s*|\\[,;: !])\s*\d{3})+(?!\d)(?:\.\d+)?/y;
/** `10 080`, as the SI writes it. */
const GROUPED_BY_SPACES = /\d{1,3}(?: \d{3})+(?![\d/])(?:\.\d+)?/y;
const GROUPED_BY_COMMAS = /\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?/y;
const DECIMAL = /\d+(?:\.\d+)?|\.\d+/y;

/** Reads a number in any notation. `commasSeparate` holds in brackets, where `(1,234)` are two numbers. */
export function readNumber(cursor: TokenCursor, commasSeparate: boolean): boolean {
  const repeating = cursor.match(REPEATING);
  if (repeating) {
    const [all, whole = '', digits = '', group, digit = ''] = repeating;
    cursor.push('number', all, repeatingValue(whole, digits, group ?? digit));
    return true;
  }
  const scientific = cursor.match(SCIENTIFIC);
  if (scientific) {
    const [all, mantissa, exponent, whole, large, capital, measured, one, power] = scientific;
    const value = scientificValue(
      mantissa ?? whole ?? one ?? '',
      exponent ?? large ?? capital ?? measured ?? power ?? '',
    );
    cursor.push(value ? 'number' : 'unknown', all, value ?? undefined);
    return true;
  }
  const byCommas = () =>
    commasSeparate ? null : (cursor.match(GROUPED_BY_COMMAS) ?? cursor.match(GROUPED_BY_SPACES));
  const found = cursor.match(GROUPED) ?? byCommas() ?? cursor.match(DECIMAL);
  if (found) {
    cursor.pushNumber(found[0].replace(/[^\d.]/g, ''));
    return true;
  }
  return readVulgar(cursor);
}

/** Emits `½` like `\frac`, so that a number before it is the whole part of a mixed number. */
function readVulgar(cursor: TokenCursor): boolean {
  const parts = FRACTIONS.get(cursor.next);
  if (!parts) return false;
  cursor.at++;
  cursor.push('fraction', 'frac');
  for (const part of parts) cursor.group(() => cursor.push('number', `${part}`, rational(part)));
  return true;
}

/** `x²`, `10⁻³`: a power with its exponent. */
export function readRaised(cursor: TokenCursor): boolean {
  if (!RAISED.has(cursor.next)) return false;
  let exponent = '';
  for (let raised = RAISED.get(cursor.next); raised !== undefined; raised = RAISED.get(cursor.next)) {
    exponent += raised;
    cursor.at++;
  }
  cursor.push('power', '^');
  cursor.group(() => {
    for (const part of exponent.match(/\d+|\D/g) ?? []) {
      if (/\d/.test(part)) cursor.pushNumber(part);
      else cursor.push(part === 'n' ? 'letter' : 'operator', part);
    }
  });
  return true;
}

/** `₁₀`: its digits; null if no lowered digits stand here. */
export function takeLowered(cursor: TokenCursor): string | null {
  let digits = '';
  for (let lowered = LOWERED.get(cursor.next); lowered !== undefined; lowered = LOWERED.get(cursor.next)) {
    digits += lowered;
    cursor.at++;
  }
  return digits === '' ? null : digits;
}

/**
 * Reads the argument of `^` and `_` without braces: all adjacent digits, because people write `2^10`, with a sign
 * before them. Returns false for anything else.
 */
export function readBareScript(cursor: TokenCursor): boolean {
  const bare = cursor.match(/([-−–+]?)(\d+)/y);
  if (!bare) return false;
  const [, sign = '', digits = ''] = bare;
  cursor.group(() => {
    if (sign !== '') cursor.push('operator', sign === '+' ? '+' : '-');
    cursor.push('number', digits, decimalValue(digits));
  });
  return true;
}
