import { add, multiply, type Rational, rational } from '../rational.ts';

/** `12`, `.5`, `3.25` */
export function decimalValue(text: string): Rational {
  const [whole = '', fraction = ''] = text.split('.');
  return rational(BigInt(`${whole}${fraction}` || '0'), 10n ** BigInt(fraction.length));
}

/** `0.4\overline{1}`: the repeating digits are a geometric series. */
export function repeatingValue(whole: string, digits: string, repeated: string): Rational {
  const behind = 10n ** BigInt(digits.length);
  const cycle = 10n ** BigInt(repeated.length) - 1n;
  return add(decimalValue(`${whole}.${digits}`), rational(BigInt(repeated), behind * cycle));
}

/** We do not write out larger powers of ten. */
const LARGEST_EXPONENT = 400;

/** `9.1e-31`; null where the exponent is too large. */
export function scientificValue(mantissa: string, exponent: string): Rational | null {
  const power = Number(exponent.replace('−', '-'));
  if (Math.abs(power) > LARGEST_EXPONENT) return null;
  const ten = 10n ** BigInt(Math.abs(power));
  return multiply(decimalValue(mantissa), power < 0 ? rational(1n, ten) : rational(ten));
}
