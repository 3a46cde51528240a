import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '#lib/base/testing/property-runs.ts';
import { openFormulaAt, spansOf } from './spans.ts';
import { anyText, hostilePieces } from './testing/any-text.ts';

/** What is no prose: its kind and what stands inside its marks. */
const apart = (text: string, options?: { openFenceIsCode: boolean }) =>
  spansOf(text, options)
    .filter(({ kind }) => kind !== 'prose')
    .map(({ kind, inner }) => [kind, text.slice(inner.start, inner.end)]);

describe('mathematics', () => {
  test.each([
    ['dollars', 'let $a_1 = 5$ be', 'a_1 = 5'],
    ['two dollars', 'let $$a$$ be', 'a'],
    ['round brackets', 'let \\(a\\) be', 'a'],
    ['square brackets', 'let\n\\[a\\]\nbe', 'a'],
    ['an environment, marks and all', '\\begin{cases}a\\end{cases}', '\\begin{cases}a\\end{cases}'],
    [
      'environments in each other',
      '\\begin{a}\\begin{a}\\end{a}\\end{a}',
      '\\begin{a}\\begin{a}\\end{a}\\end{a}',
    ],
    ['a dollar of money inside', 'so $\\$5 + x$ is', '\\$5 + x'],
    ['a number in front of a word', 'so $5 \\text{ apples}$ is', '5 \\text{ apples}'],
  ])('%s', (_, text, inner) => {
    expect(apart(text)).toEqual([['mathematics', inner]]);
  });
});

describe('prices', () => {
  test.each([
    'It costs $5 and $10.',
    'It costs $5 now. Later it costs $10 then.',
    'between $5-$10',
    'a $ 5 or 6 $ note',
    'It costs \\$5 and x\\$',
    'It is $5.',
    'Pay $1,200 or US$ 1,300, so $100 more',
  ])('%s', (text) => {
    expect(apart(text)).toEqual([]);
  });

  test('beside a formula', () => {
    expect(apart('It costs $5, so $x$ is $10.')).toEqual([['mathematics', 'x']]);
  });
});

describe('code', () => {
  test('between as many backticks as opened it', () => {
    expect(apart('Run `a` and ``b ` $c$`` now')).toEqual([
      ['code', 'a'],
      ['code', 'b ` $c$'],
    ]);
  });

  test('in fences of backticks and tildes, over blank lines', () => {
    expect(apart('```python\nx = "$a$"\n\ny\n```\n~~~\nz\n~~~\n')).toEqual([
      ['code', 'python\nx = "$a$"\n\ny\n'],
      ['code', '\nz\n'],
    ]);
  });

  test('an open fence is code where the text still grows', () => {
    expect(apart('so\n```\na $b$')).toEqual([['mathematics', 'b']]);
    expect(apart('so\n```\na $b$', { openFenceIsCode: true })).toEqual([['code', '\na $b$']]);
  });
});

test('what is not closed before a blank line is prose', () => {
  expect(apart('A $b\n\nc$ and `d\n\ne` and \\(f\n\n\\)')).toEqual([]);
});

describe('a formula that the end leaves open', () => {
  test.each([
    ['so $x + ', 3],
    ['so $x$ and \\(y', 11],
    ['so \\[y', 3],
    ['so \\begin{cases} a', 3],
    ['so $5x', 3],
    ['so \\( \\begin{a}1\\end{a} and', 3],
  ])('%s', (text, at) => {
    expect(openFormulaAt(text)).toBe(at);
  });

  test.each(['so $x$', 'it costs $5', 'for $5 each', 'for $1,200.50, or more', 'so \\$5', 'so \\{a', ''])(
    'is none in: %s',
    (text) => {
      expect(openFormulaAt(text)).toBeNull();
    },
  );
});

describe('of any text', () => {
  test('spans cover it exactly, in order, and what is inside a span stands in it', () => {
    fc.assert(
      fc.property(anyText, fc.boolean(), (text, openFenceIsCode) => {
        let at = 0;
        let before = '';
        for (const { kind, start, end, inner } of spansOf(text, { openFenceIsCode })) {
          expect(start).toBe(at);
          expect(end).toBeGreaterThan(start);
          expect(kind === 'prose' && before === 'prose').toBe(false);
          expect(start <= inner.start && inner.start <= inner.end && inner.end <= end).toBe(true);
          at = end;
          before = kind;
        }
        expect(at).toBe(text.length);
      }),
      { numRuns: propertyRuns() },
    );
  });

  test.each(hostilePieces)('linear: %j again and again', (piece) => {
    const text = piece.repeat(Math.ceil(400_000 / piece.length));
    // Quadratic time would take minutes here: the test's own time limit checks this.
    for (const openFenceIsCode of [false, true])
      expect(spansOf(text, { openFenceIsCode }).at(-1)?.end).toBe(text.length);
  });
});
