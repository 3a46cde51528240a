import { describe, expect, test } from 'vitest';
import { normaliseMath } from './normalise-math.ts';

describe('model text to Markdown', () => {
  test.each([
    ['inline parentheses', 'so \\(x^2\\) is', 'so $$x^2$$ is'],
    ['display brackets', 'so\n\\[x^2\\]\nis', 'so\n\n\n$$\nx^2\n$$\n\n\nis'],
    ['single dollars', 'let $a_1 = 5$ be', 'let $$a_1 = 5$$ be'],
    ['dollars at a sentence end', 'it is $x$.', 'it is $$x$$.'],
    ['double dollars in a line stay inline', 'so $$x$$ is', 'so $$x$$ is'],
    ['double dollars alone are displayed', 'so\n$$x$$\nis', 'so\n\n\n$$\nx\n$$\n\n\nis'],
    ['money', 'costs $5 and $10', 'costs \\$5 and \\$10'],
    ['money ranges', '$5-$10', '\\$5-\\$10'],
    ['multiplication', '(25*3)/(3*5)', '(25\\*3)/(3\\*5)'],
    ['spaced multiplication is none already', 'a * b * c', 'a * b * c'],
    ['bold stays', 'a **bold** word', 'a **bold** word'],
    ['emphasis stays', 'an *important* word', 'an *important* word'],
    ['a list stays', '* one\n* two', '* one\n* two'],
    ['less-than is no tag', 'if x<y then', 'if x&lt;y then'],
    ['less-than inside math is untouched', '\\(a<b\\)', '$$a<b$$'],
    ['dashes are no heading', 'text\n-----\nmore', 'text\n\n-----\nmore'],
    ['code is left alone', '`a*b<c` and ```\nx*y\n```', '`a*b<c` and ```\nx*y\n```'],
    ['an open fence is code to the end', '```\na*b', '```\na*b'],
    [
      'an environment without marks is displayed',
      'a \\begin{cases}x<1\\end{cases}',
      'a \n\n$$\n\\begin{cases}x<1\\end{cases}\n$$\n\n',
    ],
    ['one of words is not', '\\begin{itemize} $5 \\end{itemize}', '\\begin{itemize} \\$5 \\end{itemize}'],
    ['an unclosed opening stays text', 'then \\(x + ', 'then \\(x + '],
  ])('%s', (_name, source, expected) => {
    expect(normaliseMath(source)).toBe(expected);
  });

  test('[cost] a long text without closers stays linear', () => {
    const text = '$a \\( \\[ ` * '.repeat(4000);
    expect(normaliseMath(text).length).toBeGreaterThan(text.length);
  });
});
