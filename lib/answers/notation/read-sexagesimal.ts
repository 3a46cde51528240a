import { add, multiply, negate, type Rational, rational } from '../rational.ts';
import { number } from '../terms/term.ts';
import type { Answer } from './answer.ts';
import { isToken, type Token } from './token.ts';
import { knownUnit } from './units.ts';

/** A number and its mark: `12°`, `30'`, `36"`. */
interface Part {
  readonly value: Rational;
  readonly mark: '°' | "'" | '"';
}

/** `12^\circ 30'` is 12.5°, and `5' 6"` are 66 inches. Null for anything else; `30'` alone may be either. */
export function readSexagesimal(given: readonly Token[]): Answer | null {
  const isNegative = isToken(given[0], 'operator', '-');
  const parts = partsOf(isNegative ? given.slice(1) : given);
  if (!parts || parts.length < 2) return null;
  const marks = parts.map(({ mark }) => mark).join('');
  const isAngle = /^°'?"?$/.test(marks);
  if (!isAngle && marks !== `'"`) return null;
  const sizes: Readonly<Record<Part['mark'], Rational>> = isAngle
    ? { '°': rational(1), "'": rational(1, 60), '"': rational(1, 3600) }
    : { '°': rational(0), "'": rational(12), '"': rational(1) };
  const total = parts.reduce((sum, { value, mark }) => add(sum, multiply(value, sizes[mark])), rational(0));
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
    parts.push({ value, mark: degrees > 0 ? '°' : prime?.text === "'" ? "'" : '"' });
    at += 1 + Math.max(1, degrees);
  }
  return parts;
}

/** How many tokens `°`, `^\circ` or `^{\circ}` takes. */
function degreesAt(tokens: readonly Token[], at: number): number {
  if (isToken(tokens[at], 'degree')) return 1;
  const isRaised =
    isToken(tokens[at], 'power') &&
    isToken(tokens[at + 1], 'open', '{') &&
    isToken(tokens[at + 2], 'degree') &&
    isToken(tokens[at + 3], 'close', '}');
  return isRaised ? 4 : 0;
}
