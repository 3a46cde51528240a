import { multiply, type Rational, rational } from '../rational.ts';

/** A unit by what it measures and its size in the smallest unit of that kind. */
export interface KnownUnit {
  readonly dimension: string;
  readonly size: Rational;
}

/**
 * For each dimension: a size, then the names that answers use for it. Singular; the reader strips a plural “s” first.
 */
const TABLE: Readonly<Record<string, readonly (readonly [size: number | string, names: string])[]>> = {
  length: [
    ['1/10000000', 'Å angstrom'],
    ['1/1000000', 'nanometer nanometre'],
    ['1/1000', 'micrometer micrometre micron'],
    [1, 'millimeter millimetre'],
    [10, 'cm centimeter centimetre'],
    [1000, 'm meter metre'],
    [1_000_000, 'kilometer kilometre'],
    ['127/5', 'in inch inche'],
    ['1524/5', 'ft foot feet'],
    ['4572/5', 'yd yard'],
    [1_609_344, 'mi mile'],
  ],
  time: [
    ['1/1000', 'millisecond'],
    ['1/1000000', 'microsecond'],
    ['1/1000000000', 'nanosecond'],
    [1, 's sec second'],
    [60, 'min minute'],
    [3600, 'h hr hour'],
    [86_400, 'day'],
    [604_800, 'week wk'],
  ],
  months: [
    [1, 'month'],
    [12, 'year yr'],
    [120, 'decade'],
    [1200, 'century centurie'],
  ],
  mass: [
    [1, 'milligram'],
    [1000, 'g gram'],
    [1_000_000, 'kilogram'],
    ['45359237/100', 'lb lbs pound'],
    ['45359237/1600', 'oz ounce'],
  ],
  tons: [[1, 'ton tonne']],
  volume: [
    [1, 'ml milliliter millilitre'],
    [1000, 'L l liter litre'],
    ['473176473/125000', 'gal gallon'],
    ['473176473/500000', 'qt quart'],
    ['473176473/1000000', 'pt pint'],
    ['473176473/2000000', 'cup'],
  ],
  money: [
    [1, '¢ cent penny pennie'],
    [5, 'nickel'],
    [10, 'dime'],
    [100, '$ dollar buck usd'],
  ],
  euros: [[1, '€ euro eur']],
  sterling: [[1, '£ gbp']],
  angle: [[1, '° degree deg']],
  radians: [[1, 'rad radian']],
  fahrenheit: [[1, 'fahrenheit']],
  celsius: [[1, 'celsius']],
  kelvin: [[1, 'K kelvin']],
  share: [[1, '% percent']],
  // A count is not a dimension: read-unit.ts takes it as a factor.
  count: [
    [12, 'dozen'],
    [100, 'hundred'],
    [1_000, 'thousand'],
    [1_000_000, 'million'],
    [1_000_000_000, 'billion'],
  ],
  force: [
    [1, 'N newton'],
    [1000, 'kilonewton'],
  ],
  energy: [
    ['1602176634/10000000000000000000000000000', 'eV electronvolt'],
    [1, 'J joule'],
    [1000, 'kilojoule'],
  ],
  food: [
    [1, 'cal calorie'],
    [1000, 'kcal kilocalorie'],
  ],
  power: [
    [1, 'W watt'],
    [1000, 'kilowatt'],
  ],
  frequency: [
    [1, 'Hz hertz'],
    [1000, 'kilohertz'],
    [1_000_000, 'megahertz'],
  ],
  pressure: [
    [1, 'Pa pascal'],
    [101_325, 'atm atmosphere'],
    [100_000, 'bar'],
  ],
  voltage: [[1, 'V volt']],
  current: [[1, 'A ampere amp']],
  resistance: [[1, 'Ω Omega ohm']],
  induction: [[1, 'T tesla']],
  charge: [[1, 'coulomb']],
  substance: [[1, 'mol mole']],
  concentration: [[1, 'M molar']],
  parsecs: [[1, 'pc parsec']],
};

/** Prefixes for unit symbols: `kJ`, `MeV`, `μm`. */
const PREFIXES: Readonly<Record<string, number>> = {
  p: -12,
  n: -9,
  μ: -6,
  m: -3,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
};
const PREFIXED = new Set('m s g L J eV W V A N Hz Pa Ω mol M pc'.split(' '));

const fraction = (size: number | string): Rational => {
  const [numerator = '', denominator = '1'] = String(size).split('/');
  return rational(BigInt(numerator), BigInt(denominator));
};

const NAMED: readonly (readonly [name: string, unit: KnownUnit])[] = Object.entries(TABLE).flatMap(
  ([dimension, units]) =>
    units.flatMap(([size, names]) =>
      names.split(' ').map((name) => [name, { dimension, size: fraction(size) }] as const),
    ),
);

/** A unit with a name of its own, such as `min`, is not a prefix with a unit. */
const UNITS: ReadonlyMap<string, KnownUnit> = new Map([
  ...NAMED.filter(([name]) => PREFIXED.has(name)).flatMap(([name, { dimension, size }]) =>
    Object.entries(PREFIXES).map(([prefix, power]): readonly [string, KnownUnit] => [
      `${prefix}${name}`,
      { dimension, size: multiply(size, powerOf(rational(10), power)) },
    ]),
  ),
  ...NAMED,
]);

/** Speeds with a name of their own: length per time. */
const SPEEDS: ReadonlyMap<string, Rational> = new Map([
  ['mph', rational(1_609_344n, 3600n)],
  ['kph', rational(1_000_000n, 3600n)],
  ['kmh', rational(1_000_000n, 3600n)],
]);

/** The unit that a word after a number names; null if the word is not a unit of measure. */
export function knownUnit(word: string): KnownUnit | null {
  const lower = word.toLowerCase();
  // Case matters in `kN`, `mL` and `L`, but not in `Meters`; only words of some length have a plural.
  return (
    UNITS.get(word) ??
    (word.length > 2 ? UNITS.get(lower) : undefined) ??
    (word.length > 3 && lower.endsWith('s') ? UNITS.get(lower.slice(0, -1)) : undefined) ??
    null
  );
}

export const knownSpeed = (word: string): Rational | null => SPEEDS.get(word.toLowerCase()) ?? null;

/** The sizes of all units of a dimension, to tell a conversion from a wrong number. */
export const sizesOf = (dimension: string): readonly Rational[] =>
  (TABLE[dimension] ?? []).map(([size]) => fraction(size));

/** Powers of a unit: square feet. */
export function powerOf(size: Rational, exponent: number): Rational {
  let result = rational(1n);
  const base = exponent < 0 ? rational(size.denominator, size.numerator) : size;
  for (let i = 0; i < Math.abs(exponent); i++) result = multiply(result, base);
  return result;
}
