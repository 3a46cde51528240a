import { multiply, type Rational, rational } from '../rational.ts';

/** A unit by what it measures and its size in the smallest unit of that kind. */
export interface KnownUnit {
  readonly dimension: string;
  readonly size: Rational;
}

/** Of one dimension: size, then the names that it has in answers. Singular; a plural “s” is taken off before. */
const TABLE: Readonly<Record<string, readonly (readonly [size: number | string, names: string])[]>> = {
  length: [
    ['1/1000000', 'nm nanometer'],
    [1, 'mm millimeter millimetre'],
    [10, 'cm centimeter centimetre'],
    [1000, 'm meter metre'],
    [1_000_000, 'km kilometer kilometre'],
    ['127/5', 'in inch inche'],
    ['1524/5', 'ft foot feet'],
    ['4572/5', 'yd yard'],
    [1_609_344, 'mi mile'],
  ],
  time: [
    ['1/1000', 'ms millisecond'],
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
    [1, 'mg milligram'],
    [1000, 'g gram'],
    [1_000_000, 'kg kilogram'],
    ['45359237/100', 'lb lbs pound'],
    ['45359237/1600', 'oz ounce'],
  ],
  tons: [[1, 'ton tonne']],
  volume: [
    [1, 'mL ml milliliter millilitre'],
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
  kelvin: [[1, 'kelvin']],
  share: [[1, '% percent']],
  // A number of things is no dimension: read-unit.ts takes it as a factor.
  count: [
    [12, 'dozen'],
    [100, 'hundred'],
    [1_000, 'thousand'],
    [1_000_000, 'million'],
    [1_000_000_000, 'billion'],
  ],
  force: [
    [1, 'N newton'],
    [1000, 'kN kilonewton'],
  ],
  energy: [
    [1, 'J joule'],
    [1000, 'kJ kilojoule'],
  ],
  food: [[1, 'cal calorie']],
  power: [
    [1, 'W watt'],
    [1000, 'kW kilowatt'],
  ],
  frequency: [
    [1, 'Hz hertz'],
    [1000, 'kHz kilohertz'],
  ],
  voltage: [[1, 'V volt']],
  current: [[1, 'A ampere amp']],
  substance: [[1, 'mol mole']],
};

const fraction = (size: number | string): Rational => {
  const [numerator = '', denominator = '1'] = String(size).split('/');
  return rational(BigInt(numerator), BigInt(denominator));
};

const UNITS: ReadonlyMap<string, KnownUnit> = new Map(
  Object.entries(TABLE).flatMap(([dimension, units]) =>
    units.flatMap(([size, names]) =>
      names.split(' ').map((name): [string, KnownUnit] => [name, { dimension, size: fraction(size) }]),
    ),
  ),
);

/** Speeds that have a name of their own: length by time. */
const SPEEDS: ReadonlyMap<string, Rational> = new Map([
  ['mph', rational(1_609_344n, 3600n)],
  ['kph', rational(1_000_000n, 3600n)],
  ['kmh', rational(1_000_000n, 3600n)],
]);

/** What words after a number say about it; null for those that are no unit of measure. */
export function knownUnit(word: string): KnownUnit | null {
  const lower = word.toLowerCase();
  // `kN`, `mL` and `L` mind their case, `Meters` does not; only words of some length have a plural.
  return (
    UNITS.get(word) ??
    (word.length > 2 ? UNITS.get(lower) : undefined) ??
    (word.length > 3 && lower.endsWith('s') ? UNITS.get(lower.slice(0, -1)) : undefined) ??
    null
  );
}

export const knownSpeed = (word: string): Rational | null => SPEEDS.get(word.toLowerCase()) ?? null;

/** All sizes of what a unit measures, for telling a conversion from a wrong number. */
export const sizesOf = (dimension: string): readonly Rational[] =>
  (TABLE[dimension] ?? []).map(([size]) => fraction(size));

/** Powers of a unit: square feet. */
export function powerOf(size: Rational, exponent: number): Rational {
  let result = rational(1n);
  const base = exponent < 0 ? rational(size.denominator, size.numerator) : size;
  for (let i = 0; i < Math.abs(exponent); i++) result = multiply(result, base);
  return result;
}
