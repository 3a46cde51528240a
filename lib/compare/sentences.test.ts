import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { sentences } from './sentences.ts';

const split = (text: string): string[] => sentences(text).map(({ start, end }) => text.slice(start, end));

test('sentences end with a mark and white space, lines end sentences', () => {
  expect(split('First one. Second one! Is this the third?\nA line\n\nAnother paragraph.')).toEqual([
    'First one.',
    'Second one!',
    'Is this the third?',
    'A line',
    'Another paragraph.',
  ]);
});

test('decimals, abbreviations, list numbers and what goes on in lower case are not torn', () => {
  expect(split('It is 3.14 or so. Take e.g. Euler. See approx. half of it. 12. apples')).toEqual([
    'It is 3.14 or so.',
    'Take e.g. Euler.',
    'See approx. half of it.',
    '12. apples',
  ]);
});

test('a letter may end a sentence: it is a variable', () => {
  expect(split('Here a is less than b. Now go on.')).toEqual(['Here a is less than b.', 'Now go on.']);
});

test('mathematics is not torn, over lines neither', () => {
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

test('a stray dollar protects nothing', () => {
  expect(split('It costs $5 now. Later it costs $10 then.')).toEqual([
    'It costs $5 now.',
    'Later it costs $10 then.',
  ]);
});

test('every word is in exactly one sentence, in order, whatever the text', () => {
  const part = fc.constantFrom(
    'a',
    ' ',
    '. ',
    '\n',
    '$',
    '\\[',
    '\\]',
    '3.5',
    '! ',
    '"',
    '\\begin{x}',
    '\\end{x}',
    '```',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
      const text = parts.join('');
      const found = sentences(text);
      let at = 0;
      for (const { start, end } of found) {
        expect(start).toBeGreaterThanOrEqual(at);
        expect(text.slice(at, start).trim()).toBe('');
        expect(end).toBeGreaterThan(start);
        at = end;
      }
      expect(text.slice(at).trim()).toBe('');
    }),
  );
});
