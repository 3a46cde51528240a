import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '#lib/base/testing/property-runs.ts';
import { judge } from './equality.ts';

const whole = fc.integer({ min: -99, max: 99 });
const positive = fc.integer({ min: 1, max: 99 });
const brackets = (text: string) => (text.startsWith('-') ? `(${text})` : text);

/** Short formulas in LaTeX. */
const formula: fc.Arbitrary<string> = fc.letrec<{ formula: string }>((tie) => ({
  formula: fc.oneof(
    { maxDepth: 3 },
    whole.map(String),
    fc.constantFrom('x', 'y', 'n', 'i', '\\pi', '\\sqrt{3}'),
    fc.tuple(positive, positive).map(([a, b]) => `\\frac{${a}}{${b}}`),
    fc.tuple(tie('formula'), tie('formula')).map(([a, b]) => `${a} + ${brackets(b)}`),
    fc.tuple(tie('formula'), tie('formula')).map(([a, b]) => `(${a}) \\cdot (${b})`),
    tie('formula').map((a) => `\\frac{${a}}{7}`),
    tie('formula').map((a) => `(${a})^{2}`),
  ),
})).formula;

const answer = fc.oneof(
  formula,
  fc.tuple(formula, formula).map(([a, b]) => `\\left( ${a}, ${b} \\right)`),
  fc.tuple(formula, formula).map(([a, b]) => `${a}, ${b}`),
  fc.tuple(whole, positive).map(([low, length]) => `[${low}, ${low + length})`),
  fc
    .tuple(whole, fc.constantFrom('cm', 'hours', 'dollars', 'm^2'))
    .map(([n, unit]) => `${n} \\text{ ${unit}}`),
  formula.map((a) => `k = ${a}`),
  fc.tuple(whole, whole).map(([a, b]) => `\\begin{pmatrix} ${a} \\\\ ${b} \\end{pmatrix}`),
  fc.constantFrom(
    '\\text{east}',
    '(C)',
    '\\emptyset',
    '1011_2',
    'x \\ge 4',
    'y = 3x - 1',
    '4:30 \\text{ p.m.}',
  ),
);

/** The same formula in other notations: no rewriting may change the verdict. */
const rewritings: readonly ((text: string) => string)[] = [
  (text) => text.replaceAll('\\frac', '\\dfrac'),
  (text) => text.replaceAll('\\frac', '\\tfrac'),
  (text) => text.replaceAll('\\left', '').replaceAll('\\right', ''),
  (text) => text.replaceAll('(', '\\left(').replaceAll('\\left\\left(', '\\left('),
  (text) => text.replaceAll(' + ', '+').replaceAll(', ', ','),
  (text) => text.replaceAll('+', ' + ').replaceAll('=', ' \\, = \\, '),
  (text) => text.replaceAll('\\cdot', '\\times'),
  (text) => text.replaceAll('^{2}', '^2'),
  (text) => text.replaceAll('\\ge', '\\geq').replaceAll('\\geqq', '\\geq'),
  (text) => text.replaceAll('pmatrix', 'bmatrix'),
  (text) => text.replaceAll('\\emptyset', '\\varnothing'),
  (text) => text.replaceAll('\\pi', 'π'),
  (text) => text.replaceAll(/(?<![\\{a-z])-(?=\d)/g, '−'),
  (text) => text.replaceAll(/\\frac\{(\d)\}\{(\d)\}/g, '\\frac$1$2'),
  (text) => text.replaceAll(/\\frac\{(\d+)\}\{(\d+)\}/g, '{$1 \\over $2}'),
  (text) => text.replaceAll(/(?<![\\a-z])i(?![a-z])/g, '\\mathrm{i}'),
  (text) => text.replace(/^\(([A-J])\)$/, 'Option $1'),
  (text) => text.replaceAll(/\\begin\{pmatrix\} (\d+)/g, '\\begin{pmatrix} {$1 \\over 1}'),
];
/** Wraps the whole formula, once. */
const wrappings: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `$${text}$`,
  (text) => `\\boxed{${text}}`,
  (text) => ` ${text}. `,
  (text) => `\\(\\displaystyle ${text}\\)`,
];
const rewritten = (text: string, [wrapping = 0, ...ways]: readonly number[]) =>
  wrappings[wrapping % wrappings.length]?.(
    ways.reduce((before, way) => rewritings[way]?.(before) ?? before, text),
  ) ?? text;
const ways = fc.array(fc.nat({ max: rewritings.length - 1 }), { minLength: 1, maxLength: 5 });

describe('judge', () => {
  it('is reflexive', () => {
    fc.assert(
      fc.property(fc.oneof(answer, fc.string({ unit: 'grapheme' })), (text) => {
        expect(judge(text, text).verdict).toBe('equal');
      }),
    );
  });

  it('is symmetric', () => {
    fc.assert(
      fc.property(answer, answer, (a, b) => {
        expect(judge(a, b)).toEqual(judge(b, a));
      }),
    );
  });

  it('another notation of the same answer is equal to it', () => {
    fc.assert(
      fc.property(answer, ways, (text, chosen) => {
        expect([rewritten(text, chosen), judge(text, rewritten(text, chosen)).verdict]).toEqual([
          rewritten(text, chosen),
          'equal',
        ]);
      }),
      { numRuns: 500 },
    );
  });

  it('another notation flips no verdict', () => {
    fc.assert(
      fc.property(answer, answer, ways, (a, b, chosen) => {
        const before = judge(a, b).verdict;
        expect([a, rewritten(b, chosen), judge(a, rewritten(b, chosen)).verdict]).toEqual([
          a,
          rewritten(b, chosen),
          before,
        ]);
      }),
      { numRuns: 500 },
    );
  });

  // Two answers drawn apart hardly ever hold the same values: these do.
  it('another notation flips no verdict between the same values as a point, a list and a set', () => {
    const around = [
      (items: string) => items,
      (items: string) => `(${items})`,
      (items: string) => `[${items}]`,
      (items: string) => `\\{${items}\\}`,
    ];
    const several = fc.array(formula, { minLength: 2, maxLength: 4 }).map((items) => items.join(', '));
    const kind = fc.constantFrom(...around);
    fc.assert(
      fc.property(several, kind, kind, ways, (items, first, second, chosen) => {
        const [a, b] = [first(items), second(items)];
        expect([a, rewritten(b, chosen), judge(a, rewritten(b, chosen)).verdict]).toEqual([
          a,
          rewritten(b, chosen),
          judge(a, b).verdict,
        ]);
      }),
      { numRuns: 500 },
    );
  });

  it('different whole numbers are different in every notation', () => {
    fc.assert(
      fc.property(whole, whole, positive, (a, b, c) => {
        fc.pre(a !== b);
        expect(judge(`${a}`, `\\frac{${b * c}}{${c}}`).verdict).toBe('different');
        expect(judge(`x + ${brackets(`${a}`)}`, `x + ${brackets(`${b}`)}`).verdict).toBe('different');
      }),
    );
  });

  it('never throws', () => {
    const pieces = [
      '\\frac',
      '\\sqrt',
      '{',
      '}',
      '(',
      ')',
      '[',
      '^',
      '_',
      '1',
      'x',
      ',',
      '=',
      '<',
      '\\text{',
      '\\over',
      "'",
      'C',
      '\\mathrm{',
      '\\pm',
      '|',
    ];
    const noise = fc.array(
      fc.oneof(
        fc.constantFrom(...pieces, '\\begin{pmatrix}', '&', '\\\\', ' or '),
        fc.string({ maxLength: 3 }),
      ),
    );
    fc.assert(
      fc.property(noise, answer, (parts, text) => {
        judge(parts.join(''), text);
        judge(parts.join(''), parts.toReversed().join(''));
      }),
      { numRuns: propertyRuns() },
    );
  });
});
