import { describe, expect, it } from 'vitest';
import { compareByEngine } from './compute-engine.ts';
import { engineQuestion } from './questions.ts';

const asked = (a: string, b: string) => {
  const question = engineQuestion(a, b);
  return question && compareByEngine(question).verdict;
};

describe('the algebra engine', () => {
  it.each([
    ['\\sum_{k=1}^{6} k^2', '91', 'equal'],
    ['\\sum_{k=1}^{6} k^2', '92', 'different'],
    ['S = \\prod_{k=1}^{4} k', '24', 'equal'],
    ['\\sum_{k=1}^{n} 2k', 'n(n+1)', 'equal'],
    ['\\int_0^2 3x^2 \\, dx', '8', 'equal'],
    ['\\lim_{x \\to 0} \\frac{\\sin x}{x}', '1', 'equal'],
    ['\\begin{vmatrix} 2 & 1 \\\\ 5 & 3 \\end{vmatrix}', '1', 'equal'],
    ['38 \\bmod 7', '3', 'equal'],
    ['\\sqrt{3+2\\sqrt{2}} \\cdot 10^9', '10^9 + \\sqrt{2} \\cdot 10^9', 'equal'],
    ['e^{\\pi\\sqrt{163}}', '262537412640768744', 'undecided'],
  ])('%s and %s: %s', (a, b, verdict) => {
    expect(asked(a, b)).toBe(verdict);
  });

  it.each([
    ['a mixed number', '31/2', '3 1/2'],
    ['a slash before a product', '1/3x', '\\frac{1}{3x}'],
    ['words', '\\sum \\text{ of all}', '10'],
    ['a tower', '9^{9^{9}}', '9^{9^{8}}'],
    ['what we can tell ourselves does not', '(x+1)^2', 'x^2+2x+1'],
    ['nesting', `\\sum ${'{'.repeat(60)}1${'}'.repeat(60)}`, '1'],
  ])('is not asked about %s', (_kind, a, b) => {
    expect(engineQuestion(a, b)).toBeNull();
  });

  it('does not take what it underflows to for the same', () => {
    expect(compareByEngine(['\\frac{1}{2004!}', '\\frac{1}{2006!}']).verdict).toBe('undecided');
  });
});
