import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '#lib/base/testing/property-runs.ts';
import { sentencesOf } from './sentences.ts';
import { anyText, hostilePieces } from './testing/any-text.ts';

const split = (text: string): string[] => sentencesOf(text).map(({ start, end }) => text.slice(start, end));

describe('a line is a sentence', () => {
  test('of prose', () => {
    expect(split('Okay, so I look at it. Hmm, right? Yes! So it is 5. Then 7.')).toEqual([
      'Okay, so I look at it.',
      'Hmm, right?',
      'Yes!',
      'So it is 5.',
      'Then 7.',
    ]);
  });

  test('and ends at every line break, blank lines or not', () => {
    expect(split('One\ntwo\r\n\r\nthree\u2028four\r  \n five ')).toEqual([
      'One',
      'two',
      'three',
      'four',
      'five',
    ]);
  });

  test('closing quotes, brackets and Markdown belong to it', () => {
    expect(split('He said “it is odd.” Then he (so he said.) Left. **Done.** Next.')).toEqual([
      'He said “it is odd.”',
      'Then he (so he said.)',
      'Left.',
      '**Done.**',
      'Next.',
    ]);
  });

  test('as soon as it ends, between lines too', () => {
    expect(split('First one. Second one! Is this the third?\nA line\n\nAnother paragraph.')).toEqual([
      'First one.',
      'Second one!',
      'Is this the third?',
      'A line',
      'Another paragraph.',
    ]);
    expect(split('Here a is less than b. Now go on.')).toEqual(['Here a is less than b.', 'Now go on.']);
  });

  test('Chinese full stops need no white space', () => {
    expect(split('我们先算。然后检查！好')).toEqual(['我们先算。', '然后检查！', '好']);
  });
});

describe('not torn', () => {
  const whole: readonly (readonly [what: string, text: string])[] = [
    ['decimals', 'It is 3.14 or 2.5 at x.5 anyway'],
    ['inline mathematics', 'Take $a. B$ and \\(x. Y\\) as given'],
    ['mathematics with line breaks', '\\[\nx = 1. Y\n= 2\n\\]'],
    ['two dollars', '$$a = 1. B\n+ 2$$'],
    ['environments, nested ones too', '\\begin{cases} a. B\n\\begin{cases} c \\end{cases}\n\\end{cases}'],
    ['fenced code with blank lines', '```python\nx = 1\n\nprint(x). Y\n```'],
    ['a fence of tildes', '~~~\na. B\n\nc\n~~~'],
    ['inline code', 'Run `a. B` and ``c ` d. E`` now'],
    ['e.g. and i.e.', 'Small ones, e.g. 3, i.e. The first, are fine'],
    ['titles', 'Dr. Smith and Mrs. Jones vs. Prof. Miller agree'],
    ['numbers of figures', 'See Fig. 3 and Eq. (4) and No. 3 for it'],
    ['initials', 'It is by J. R. R. Tolkien and George B. Dantzig'],
    ['ellipses', 'Conjugate pairs... right, and 1, 2, ... , n and so on… then'],
    ['a factorial', 'It is 5! / 3! = 20 and n! ways'],
    ['the number of a list', '2. Then the rest'],
    ['a heading', '**Step 1. The setup'],
    ['an abbreviation before a small letter', 'The approx. value of etc. things'],
  ];
  test.each(whole)('%s', (_, text) => {
    expect(split(text)).toEqual([text]);
  });
});

describe('torn all the same', () => {
  test('after a point or variable that is no initial', () => {
    expect(split('It passes through B. Then we turn. So x = A. Perfect.')).toEqual([
      'It passes through B.',
      'Then we turn.',
      'So x = A.',
      'Perfect.',
    ]);
  });

  test('“No.” where it is an answer', () => {
    expect(split('Is it prime? No. It is even.')).toEqual(['Is it prime?', 'No.', 'It is even.']);
  });

  test('after mathematics that ends a sentence', () => {
    expect(split('So $x = 5.$ Then $y$. Good.')).toEqual(['So $x = 5.$', 'Then $y$.', 'Good.']);
  });

  test('after prices, which are no mathematics', () => {
    expect(split('It costs $5. Then $10 are left. Fine.')).toEqual([
      'It costs $5.',
      'Then $10 are left.',
      'Fine.',
    ]);
  });

  test('beside what is not', () => {
    expect(split('It is 3.14 or so. Take e.g. Euler. See approx. half of it.')).toEqual([
      'It is 3.14 or so.',
      'Take e.g. Euler.',
      'See approx. half of it.',
    ]);
    expect(split('So $x = 1. Y$ holds. \\[ a. B\n= c \\] And \\(p. Q\\). End.')).toEqual([
      'So $x = 1. Y$ holds.',
      '\\[ a. B\n= c \\] And \\(p. Q\\).',
      'End.',
    ]);
    expect(split('\\begin{align}\na. B\n\\end{align}\nNext.')).toEqual([
      '\\begin{align}\na. B\n\\end{align}',
      'Next.',
    ]);
  });

  test('where mathematics or code is never closed', () => {
    expect(split('A \\[ b. Then\n\nC \\( d. So `e. Yes\n\n```\nFoo. Bar')).toHaveLength(8);
  });

  test('mathematics and code end at a blank line, so that one sign does not swallow the rest', () => {
    expect(split('A $b. Then\n\nC$ d `e\n\nf` g')).toEqual(['A $b.', 'Then', 'C$ d `e', 'f` g']);
  });
});

describe('of any text', () => {
  test('every visible character stands in exactly one line, lines ascend and are trimmed', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const lines = sentencesOf(text);
        let at = 0;
        for (const { start, end } of lines) {
          expect(text.slice(at, start).trim()).toBe('');
          expect(start).toBeGreaterThanOrEqual(at);
          const line = text.slice(start, end);
          expect(line).not.toBe('');
          expect(line.trim()).toBe(line);
          at = end;
        }
        expect(text.slice(at).trim()).toBe('');
      }),
      { numRuns: propertyRuns() },
    );
  }, 60_000);

  test.each(hostilePieces)('linear in the text: %j again and again', (piece) => {
    const text = piece.repeat(Math.ceil(400_000 / piece.length));
    // Quadratic time would take minutes here: the test's own time limit checks this.
    const lines = sentencesOf(text);
    expect(lines.every(({ start, end }) => start < end)).toBe(true);
  });
});
