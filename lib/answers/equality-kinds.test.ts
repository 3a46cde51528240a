import { describe, expect, it } from 'vitest';
import { judge, type Verdict } from './equality.ts';

const verdict = (a: string, b: string, question?: string): Verdict => {
  const there = judge(a, b, { question });
  expect(judge(b, a, { question })).toEqual(there);
  return there.verdict;
};

describe('judge: the same answer in another notation', () => {
  it.each([
    ['braces and aliases', '\\dfrac12', '\\frac{1}{2}'],
    ['spaces and sizes', '\\left( 1,\\, 2 \\right)', '(1,2)'],
    ['decimals', '\\frac{13}{20}', '.65'],
    ['repeating decimals', '0.1\\overline{6}', '1/6'],
    ['mixed numbers', '-2\\frac{1}{4}', '-2.25'],
    ['mixed numbers in plain text', '5 3/4', '5.75'],
    ['vulgar fractions', '2½', '\\frac52'],
    ['thousands', '12,\\!345{,}678', '12345678'],
    ['scientific', '4.2e-11', '4.2 \\times 10^{-11}'],
    ['powers', '2^{12}', '4096'],
    ['negative powers', 'y^{-2}', '\\frac{1}{y^2}'],
    ['roots', '\\sqrt[3]{54}', '3\\sqrt[3]{2}'],
    ['roots below the line', '\\frac{3}{\\sqrt{6}}', '\\frac{\\sqrt{6}}{2}'],
    ['radicals in a sum', '(1+\\sqrt3)^2', '4+2\\sqrt3'],
    ['odd roots of negative numbers', '\\sqrt[3]{-27}', '-3'],
    ['polynomials', '(2x-1)(x+4)', '2x^2+7x-4'],
    ['products of variables', '3pq - q', '-q+3qp'],
    ['trigonometry', '2\\cos^2 x - 1', '\\cos 2x'],
    ['values of functions', '\\tan 60^\\circ', '\\sqrt{3}'],
    ['logarithms', '\\log_3 81', '4'],
    ['factorials', '\\frac{9!}{7!}', '72'],
    ['large factorials', '\\frac{301!}{300!}', '301'],
    ['binomials', '{7 \\choose 2}', '\\binom{7}{5}'],
    ['binomials of other countries', 'C_{12}^{4}', '{}_{12}C_4'],
    ['choices in a call', 'C(8,2)', '28'],
    ['choices between digits', '9C4', '126'],
    ['arrangements in a call', 'P(6,2)', '30'],
    ['factorials in a row', '\\frac{7!}{2!\\,5!}', '21'],
    ['fractions with over', '{5 \\over 8}', '\\frac58'],
    ['mixed numbers with over', '3{2 \\over 5}', '3.4'],
    ['an upright i', '4 - 7\\mathrm{i}', '4-7i'],
    ['cis', '6 \\operatorname{cis} 30^\\circ', '3\\sqrt{3} + 3i'],
    ['minutes of an angle', "48^\\circ 15'", '48.25^\\circ'],
    ['seconds of an angle', "2^\\circ 0' 36^{\\prime\\prime}", '2.01^\\circ'],
    ['degrees and minutes in words', '7 \\text{ degrees } 30 \\text{ minutes}', '7.5^\\circ'],
    ['feet and inches', '6\'2"', '74 \\text{ inches}'],
    ['hours and minutes', '1 h 20 min', '80 minutes'],
    ['hours and minutes without spaces', '3h05m', '185 \\text{ min}'],
    ['ranges of a function', '-2 \\le f(x) < 9', '[-2, 9)'],
    ['sizes as sets', '|x| \\ge 6', '(-\\infty,-6]\\cup[6,\\infty)'],
    ['sizes about a point', '|2x - 4| < 6', '-1 < x < 5'],
    ['squares as sets', 'x^2 > 16', 'x < -4 \\text{ or } x > 4'],
    ['what is no element', 'x \\notin (2, 3)', '(-\\infty,2]\\cup[3,\\infty)'],
    ['relations in words', '\\text{n is at least } 4', 'n \\ge 4'],
    ['named choices', 'Option D', '(D)'],
    ['choices with a half bracket', 'c)', 'C'],
    ['a heading', 'Answer: 28', '28'],
    ['signs in words', 'negative 12', '-12'],
    ['ratios in words', '7 to 4', '7:4'],
    ['names with a full stop', 'Dr. Stone', 'dr. stone'],
    ['chemical formulas', '\\mathrm{CO_2}', 'CO2'],
    ['prefixes of units', '4 MeV', '4000 keV'],
    ['a prefix as a command', '5\\ \\mu\\mathrm{m}', '5e-6 m'],
    ['units with a sign', '3 kΩ', '3000\\ \\Omega'],
    ['a scale of temperature', '21 °C', '21^\\circ\\text{C}'],
    ['quotes', '"blue"', 'blue'],
    ['complex numbers', '(2-i)^2', '3-4i'],
    ['polar form', 'e^{i\\pi/2}', 'i'],
    ['unicode', '−√7·x²', '-\\sqrt{7}x^2'],
    ['wrappers', '$\\boxed{17}$.', '17'],
    ['words for numbers', 'thirty-one', '31'],
    ['ordinals', '21^{\\text{st}}', '21'],
    ['articles', 'a \\text{trapezoid}', 'Trapezoid'],
    ['choices', '\\textbf{(C)}\\ 42', 'C'],
    ['bases', '2201_3', '2201_{\\text{three}}'],
    ['bases by value', '110_2', '6'],
    ['lists in any order', '4 \\text{ and } -1', '-1, 4'],
    ['sets', '\\{2, 8\\}', 'x = 8 \\text{ or } x = 2'],
    ['plus-minus', '3 \\pm \\sqrt{2}', '3-\\sqrt2, 3+\\sqrt2'],
    ['plus-minus in a point', '(\\pm 2, 0)', '(-2,0), (2,0)'],
    ['the empty set', '\\text{no solution}', '\\varnothing'],
    ['all numbers', '(-\\infty, \\infty)', '\\text{all real numbers}'],
    ['inequalities as intervals', '-1 \\le t < 6', '[-1, 6)'],
    ['inequalities to be solved', '3x > 12', 'x > 4'],
    ['unions', 'x < 0 \\text{ or } x \\ge 9', '[9,\\infty)\\cup(-\\infty,0)'],
    ['all but one', 'x \\ne 5', '(-\\infty,5)\\cup(5,\\infty)'],
    ['points with names', '(x, y) = (4, -1)', '(4,-1)'],
    ["a program's list", '[1, 2, 3]', '1, 2, 3'],
    ["a program's list and a set", '[1, 2, 3]', '\\{1, 2, 3\\}'],
    ['names in another order', 'm = 2, n = 7', 'n = 7, m = 2'],
    ['a name on one side', 'f(x) = x^2 - 1', '(x-1)(x+1)'],
    ['equations', '3x - y = 4', 'y = 3x - 4'],
    ['equations times a number', '\\frac{x^2}{9}+\\frac{y^2}{16} = 1', '16x^2+9y^2=144'],
    [
      'matrices in brackets of any kind',
      '\\begin{bmatrix}1&0\\\\[2pt]\\frac12&3\\end{bmatrix}',
      '\\begin{pmatrix}1 & 0 \\\\ 0.5 & 3\\end{pmatrix}',
    ],
    ['vectors', '\\langle 2, -5 \\rangle', '2\\mathbf{i} - 5\\mathbf{j}'],
    ['units by their name', '18 \\text{ square meters}', '18\\text{ m}^2'],
    ['units converted', '2.5 \\text{ hours}', '150 min'],
    ['amounts in two units', '5 \\text{ feet } 4 \\text{ inches}', '64 \\text{ in}'],
    ['a unit on one side only', '13 \\text{ miles per hour}', '13'],
    ['things that are counted', '6 red marbles', '6'],
    ['signs of logic and figures', 'x < 1 ∨ x > 3', 'x < 1 \\lor x > 3'],
    ['capital Greek letters', 'Δ + 1', '\\Delta + 1'],
    ['money', '\\$0.85', '85 cents'],
    ['percent', '12.5\\%', '\\frac18'],
    ['angles', '60^\\circ', '\\frac{\\pi}{3}'],
    ['times', '3:05 p.m.', '15:05'],
    ['factorials of variables', 'n!', 'n (n-1)!'],
    ['inverse functions by name', 'f^{-1}(x) = \\frac{x+1}{4}', '\\frac{1}{4}(x+1)'],
    ['large numbers with words', '2.5 \\text{ million dollars}', '\\$2{,}500{,}000'],
    ['thousands apart', '10 080', '10080'],
    ['angles by name', 'm\\angle B = 35^\\circ', '35'],
    ['letters for units', '9.8 m/s^2', '9.8 \\text{ meters per second squared}'],
    ['counted in words', 'fifteen minutes', '15 min'],
  ])('%s: %#', (_rule, a, b) => {
    expect(verdict(a, b)).toBe('equal');
  });
});

describe('judge: different answers', () => {
  it.each([
    ['units of one dimension', '5 \\text{ hours}', '5 \\text{ minutes}'],
    ['units of different dimensions', '8 \\text{ cm}', '8 \\text{ cm}^2'],
    ['a list is no number', '5 \\text{ or } 7', '57'],
    ['a pair is no number', '(1,234)', '1234'],
    ['a slash is no mixed number', '31/2', '3 1/2'],
    ['numbers beyond double precision', '\\frac{1}{2004!}', '\\frac{1}{2006!}'],
    ['numbers beyond double precision, sums', '10^{30}+1', '10^{30}'],
    ['rounded numbers', '0.667', '\\frac23'],
    ['rounded roots', '2.236', '\\sqrt{5}'],
    ['signs', 'x - 3', '3 - x'],
    ['case of letters', 'r^2', 'R^2'],
    ['ends of intervals', '[2, 5)', '(2, 5]'],
    ['a hole in an interval', '(0,1)\\cup(1,2)', '(0,2)'],
    ['order in points', '(3, 1)', '(1, 3)'],
    ['names', 'x = 4', 'y = 4'],
    ['equations', 'y = 3x - 4', 'y = 4x - 3'],
    ['a value too few', '\\pm 4', '4'],
    ['bases', '1011_2', '1011_3'],
    ['halves of the day', '7:15 a.m.', '7:15 p.m.'],
    ['words', '\\text{hexagon}', '\\text{octagon}'],
    ['choices', '(A)', '(E)'],
    ['words and numbers', '\\text{undefined}', '0'],
    ['nothing and zero', '\\emptyset', '0'],
    ['cells', '\\begin{pmatrix}1\\\\2\\end{pmatrix}', '\\begin{pmatrix}2\\\\1\\end{pmatrix}'],
    ['currencies', '€20', '£20'],
    ['fractions with over', '{5 \\over 8}', '\\frac85'],
    ['conjugates', '4 - 7\\mathrm{i}', '4+7i'],
    ['minutes of an angle are no tenths', "48^\\circ 15'", '48.15^\\circ'],
    ['minutes of an hour are no tenths', '1 h 20 min', '1.2 h'],
    ['one side of a size', '|x| \\ge 6', '[6, \\infty)'],
    ['ranges of a function', '-2 \\le f(x) < 9', '[-2, 9]'],
    ['choices and arrangements', 'C(8,2)', '56'],
    ['other points', 'P(5, 2)', '(2, 5)'],
    ['prefixes by their case', '3 mV', '3 MV'],
    ['chemical formulas', 'CO2', '\\mathrm{CO_3}'],
    ['temperatures', '30^\\circ\\text{C}', '30^\\circ\\text{F}'],
  ])('%s: %#', (_rule, a, b) => {
    expect(verdict(a, b)).toBe('different');
  });
});

describe('judge: several right answers, of which any will do', () => {
  it.each([
    ['the second', '["seven", "7"]', '7.0', 'equal'],
    ['none', '["5", "7"]', '6', 'different'],
    ['perhaps one', '["5", "\\\\sqrt{x^2}"]', 'x', 'undecided'],
    ['the list itself', '["a", "b"]', '["a", "b"]', 'equal'],
    ['“or” is both', '5 \\text{ or } 7', '5', 'different'],
    ['brackets without quotes are an interval', '[5, 7]', '5', 'different'],
  ] as const)('%s', (_rule, a, b, expected) => {
    expect(verdict(a, b)).toBe(expected);
  });

  it('of more characters than are read is compared as a text', () => {
    const long = '1 + '.repeat(300);
    expect(verdict(`${long}1`, `${long} 1`)).toBe('equal');
    expect(judge(`${long}1`, '301')).toEqual({
      verdict: 'undecided',
      how: 'an answer of more than 1000 characters is only compared as a text',
    });
  });
});

describe('judge: undecided where it cannot be told', () => {
  it.each([
    ['a tower of powers', '9^{9^{9}}', '9^{9^{8}}'],
    ['factorials of factorials', '((5!)!)!', '7'],
    ['deep nesting', `${'\\frac{1}{'.repeat(90)}2${'}'.repeat(90)}`, '2'],
    ['a near miss', 'e^{\\pi\\sqrt{163}}', '262537412640768744'],
    ['a square that is nearly one', '\\sqrt{10^{30}+1}', '10^{15}'],
    ['many digits of an irrational number', '3.14159265358979', '\\pi'],
    ['roots of squares', '\\sqrt{x^2}', 'x'],
    ['a slash before a product', '1/3x', '\\frac{1}{3x}'],
    ['a point and a list', '(3, 4)', '3, 4'],
    ['a point in other brackets and a list', '\\left(3, 4, 5\\right)', '3, 4, 5'],
    ["a program's list in another order", '[3, 1, 2]', '1, 2, 3'],
    ['values that repeat', '2, 2, 5', '2, 5'],
    ['a base on one side only', '321_4', '321'],
    ['another unit, perhaps', '3 \\text{ km}', '3000'],
    ['one says more', '\\text{isosceles triangle}', '\\text{triangle}'],
    ['what is not calculated here', '\\sum_{k=1}^{4} k', '10'],
    ['ratios that are not lowered', '2:4', '1:2'],
    ['a decimal that goes on', '0.333...', '\\frac13'],
    ['a calculation that is wrong', '3 + 4 = 8', '8'],
    ['a point with a name, or arrangements', 'P(5, 2)', '(5, 2)'],
    ['a variable and the values of a function', '2 \\le f(x) \\le 4', '2 \\le x \\le 4'],
    ['isomers', 'CH3OCH3', 'C2H6O'],
    ['an exponent, or a difference with e', '3e-4', '0.0003'],
    ['none and zero', '\\text{none}', '0'],
    ['short for a longer word', 'Wed', 'Wednesday'],
    ['inequalities that are not solved here', 'x^3 \\ge 8', '[2,\\infty)'],
  ])('%s: %#', (_rule, a, b) => {
    expect(verdict(a, b)).toBe('undecided');
  });
});

describe('judge: what the question says', () => {
  it.each([
    ['order', '3, 1, 2', '1, 2, 3', 'List them in increasing order.', 'different'],
    ['an ordered pair', '4, 9', '(4, 9)', 'Give the ordered pair $(x,y)$.', 'equal'],
    ['an ordered pair, sized', '4, 9', '\\left(4, 9\\right)', 'Give the ordered pair $(x,y)$.', 'equal'],
    ["a program's list", '[3, 1, 2]', '1, 2, 3', 'List them in increasing order.', 'different'],
    ['a base', '2130', '2130_4', 'Write it in base 4.', 'equal'],
    ['a choice by its content', 'B', '0.3', 'Which is it? (A) 0.03 (B) 0.3 (C) 3', 'equal'],
    ['another choice', 'A', '0.3', 'Which is it?\nA. 0.03\nB. 0.3\nC. 3', 'different'],
  ])('%s', (_rule, a, b, question, expected) => {
    expect(verdict(a, b, question)).toBe(expected);
  });
});

it('says how, in plain words', () => {
  expect(judge('\\dfrac{2}{7}', '\\frac{2}{7}').how).toMatch(/\\dfrac → \\frac|\\frac → \\dfrac/);
  expect(judge('2(x+1)', '2x+2').how).toBe('equal at 12 random points');
  expect(judge('7\\text{ cm}', '7').how).toContain('“cm” on one side only');
  expect(judge('7\\%', '7').how).toContain('“%” on one side only');
  expect(judge('1, 2', '2, 1').how).toBe('the same values');
});

describe('hostile notation ends soon', () => {
  const times = (text: string, count: number) => text.repeat(count);
  it.each([
    ['factorials', times('\\frac{2004!}{2003!+1}+', 40)],
    ['powers', times('99999^{9999}+', 60)],
    ['binomials', times('\\binom{1000000}{1000}+', 40)],
    ['a polynomial of high degree', '((x+1)^{60})^{60}'],
    ['many variables', times('x_{1}+ab+', 100)],
    ['brackets', times('(', 900)],
    ['text', times('\\text{a', 150)],
    ['signs', times('-', 990)],
    ['tuples', times('(1,', 300)],
    ['lists', times('1,x,', 240)],
    ['unions', times('(0,1)\\cup', 100)],
    ['plus-minus', times('\\pm 1', 180)],
  ])('%s', (_kind, text) => {
    // A second each is promised; unbounded, each would outlast the test.
    for (const other of ['1', 'x+1', `${text}1`, '1, 2', '(0, 1)', 'x = 1'])
      expect(['equal', 'different', 'undecided']).toContain(judge(text, other).verdict);
  });
});
