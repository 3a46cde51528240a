import { ComputeEngine, type Expression } from '@cortex-js/compute-engine';
import type { Judgement } from '../equality.ts';
import { SAMPLE_POINTS, wholePoint } from '../terms/compare-terms.ts';
import type { EngineQuestion } from './questions.ts';

/** Digits for comparing constants: e^(π√163) differs from a whole number in the thirtieth. */
const DIGITS = 60;
const SAME_DIGITS = 1e-40;
/** The engine returns sums, integrals and limits in double precision at best. */
const SAME_DOUBLE = 1e-9;
const APART = 1e-6;
const SMALLEST = 1e-200;
/** Heads that the engine only approximates. */
const APPROXIMATED = /"(?:Integrate|NIntegrate|Limit|NLimit|Sum|Product)"/;
/** Heads that show that the engine did not understand, or took a text for a name. */
const NOT_UNDERSTOOD = /"(?:Error|Text|String|Sequence|Tuple|Missing|Nothing|HorizontalSpacing)"/;

let engine: ComputeEngine | null = null;

/** Loads the engine, which takes a second of processor time and 130 MB. Call it only in a thread that can be ended. */
export function loadEngine(): ComputeEngine {
  engine ??= new ComputeEngine();
  engine.precision = DIGITS;
  return engine;
}

/**
 * Compares two formulas with the engine; undecided if the engine does not decide. It can block its thread for minutes.
 * We do not ask its own `isEqual`: that takes 1/2004! for 1/2006!, since both are below its tolerance.
 */
export function compareByEngine([first, second]: EngineQuestion): Judgement {
  const ce = loadEngine();
  const [a, b] = [ce.parse(first), ce.parse(second)];
  const text = JSON.stringify([a.json, b.json]);
  if (!a.isValid || !b.isValid || NOT_UNDERSTOOD.test(text))
    return { verdict: 'undecided', how: 'a notation that is not understood' };
  const names = [...new Set([...a.unknowns, ...b.unknowns])].sort();
  if (names.some((name) => !/^[A-Za-z](?:_\w+)?$|^(?:alpha|beta|gamma|theta|phi)$/.test(name)))
    return { verdict: 'undecided', how: 'a notation that is not understood' };
  const closeness = APPROXIMATED.test(text) ? SAME_DOUBLE : SAME_DIGITS;
  return names.length === 0 ? compareConstants(a, b, closeness) : compareAtPoints(ce, a, b, names);
}

function compareConstants(a: Expression, b: Expression, closeness: number): Judgement {
  const distance = relativeDistance(a, b);
  if (distance === null) return { verdict: 'undecided', how: 'the engine finds no value' };
  if (distance <= closeness)
    return {
      verdict: 'equal',
      how: closeness === SAME_DIGITS ? 'the same number, to 40 digits' : 'the same number, to 9 digits',
    };
  return distance > APART
    ? { verdict: 'different', how: 'different numbers' }
    : { verdict: 'undecided', how: 'too close to tell' };
}

function compareAtPoints(
  ce: ComputeEngine,
  a: Expression,
  b: Expression,
  names: readonly string[],
): Judgement {
  let same = 0;
  let apart = 0;
  for (let at = 0; at < SAMPLE_POINTS; at++) {
    const values = Object.fromEntries(
      // A sum up to n has a value for whole numbers.
      [...wholePoint(at, names)].map(([name, { numerator }]) => [name, ce.number(Number(numerator))]),
    );
    const distance = relativeDistance(a.subs(values), b.subs(values));
    if (distance === null) continue;
    if (distance <= SAME_DOUBLE) same++;
    else if (distance > APART) apart++;
  }
  if (apart > 0 && same === 0) return { verdict: 'different', how: `different at ${apart} whole points` };
  return apart === 0 && same >= SAMPLE_POINTS / 2
    ? { verdict: 'equal', how: `equal at ${same} whole points` }
    : { verdict: 'undecided', how: 'equal at some points only' };
}

/** |a − b| ÷ the larger of both; null if one has no value, or if both are 0 or close to it. */
function relativeDistance(a: Expression, b: Expression): number | null {
  const [x, y, difference] = [a.N(), b.N(), a.sub(b).N()].map(sizeOf);
  if (x === undefined || y === undefined || difference === undefined) return null;
  if (x === null || y === null || difference === null) return null;
  const larger = Math.max(x, y);
  // A value that a double rounds to 0 need not be 0: 1/2004! and 1/2006! are not the same.
  return larger < SMALLEST ? null : difference / larger;
}

function sizeOf(value: Expression): number | null {
  const size = Math.hypot(value.re, value.im);
  return Number.isFinite(size) ? size : null;
}
