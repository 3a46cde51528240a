import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCountdown } from './countdown-question.ts';

const read = (question: string) => {
  const puzzle = parseCountdown(question);
  return puzzle && `${puzzle.numbers.join(' ')} -> ${puzzle.target}`;
};

describe('parseCountdown', () => {
  it.each([
    ['use 3, 5, 7, 11, each once, to make 42', '3 5 7 11 -> 42'],
    ['Use 3, 5, 7 and 11 exactly once each to make 42.', '3 5 7 11 -> 42'],
    ['Numbers: 3 5 7 11\nTarget: 42', '3 5 7 11 -> 42'],
    ['Target 42, numbers 3; 5; 7; 11', '3 5 7 11 -> 42'],
    ['numbers = [25, 50, 75, 100, 3, 6], target = 952', '25 50 75 100 3 6 -> 952'],
    ['make 952 from 25 50 75 100 3 6', '25 50 75 100 3 6 -> 952'],
    ['Using the numbers [19, 36, 55, 7], create an equation that equals 65.', '19 36 55 7 -> 65'],
    ['Can you get 24 with 4, 7, 8 and 8?', '4 7 8 8 -> 24'],
    ['24 game: 4 7 8 8', '4 7 8 8 -> 24'],
    ['3 3 8 8 -> 24', '3 3 8 8 -> 24'],
    ['2, 3, 4 = 24', '2 3 4 -> 24'],
    ['Combine $2$, $3$ and $4$ with $+,-,\\times,\\div$ to reach $24$', '2 3 4 -> 24'],
    ['Make 1,000 using 8, 8, 8, 125 and 2', '8 8 8 125 2 -> 1000'],
    ['**Countdown**: 1, 2, 3, 4, 5, 6. Reach 100!', '1 2 3 4 5 6 -> 100'],
    ['Get 10 out of 1 & 2 & 3', '1 2 3 -> 10'],
  ])('%j', (question, expected) => {
    expect(read(question)).toBe(expected);
  });

  it.each([
    'What is 2 + 2?',
    '',
    'Use 3 and 5 to make 8',
    'Use 1, 2, 3, 4, 5, 6, 7 to make 100',
    'Use 3, 5, 7, 1100 to make 42',
    'Use 3, 5, 7, 11, each once.',
    'Consider the geometric sequence 125/9, 25/3, 5, 3. Which term makes 1?',
    'How many 3-digit numbers can you make from 1, 2, 3, 4 that equal 12?',
    'The sides of a triangle are 3, 4, 5; they make a perimeter of 12.',
    'What is the mean of 3, 5, 7, 11, and what total do they make? 26?',
    'Write a poem about the numbers one, two and three.',
    `Use 3, 5, 7, 11 to make 42. ${'And so on. '.repeat(100)}`,
  ])('%j is no Countdown puzzle', (question) => {
    expect(parseCountdown(question)).toBeNull();
  });

  it.each([
    ['Use 3, 5, 7, 11, each at most once, to make 42', 'any'],
    ['Make 42 from 3, 5, 7, 11. You need not use all of them.', 'any'],
    ['Make 42 from any of 3, 5, 7, 11.', 'any'],
    ['Use 3, 5, 7, 11, each once, to make 42', 'all'],
    ['Make 42 from 3, 5, 7, 11', 'all'],
  ])('%j uses %s', (question, use) => {
    expect(parseCountdown(question)?.use).toBe(use);
  });

  it.each([
    ['Make 10 from 1, 2, 3 without division', '+ - *'],
    ['Make 10 from 1, 2, 3 using only + and ×', '+ *'],
    ['Make 10 from 1, 2, 3 using only addition and subtraction', '+ -'],
    ['Make 10 from 1, 2, 3 with + − × ÷', '+ - * /'],
    ['Make 10 from 1, 2, 3', '+ - * /'],
  ])('%j allows %s', (question, operators) => {
    expect(parseCountdown(question)?.operators.join(' ')).toBe(operators);
  });

  it('reads a demand for whole numbers', () => {
    expect(parseCountdown('Make 24 from 3, 3, 8, 8, no fractions')?.wholeSteps).toBe(true);
    expect(parseCountdown('Make 24 from 3, 3, 8, 8')?.wholeSteps).toBe(false);
  });

  it('never throws on any text', () => {
    fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => void parseCountdown(text)));
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'0123, maketos=->\n'), maxLength: 300 }),
        (text) => void parseCountdown(text),
      ),
    );
  });

  it('finds the numbers and the target of a puzzle, whatever stands around it', () => {
    const around = fc.constantFrom('', 'Hello. ', '\n', 'Please: ', 'A puzzle!\n\n');
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 3, maxLength: 6 }),
        fc.integer({ min: 1, max: 999 }),
        fc.constantFrom(', ', ' and ', ' '),
        fc.tuple(around, around),
        (numbers, target, separator, [before, after]) => {
          const text = `${before}Using the numbers ${numbers.join(separator)}, make ${target}. ${after}`;
          expect(parseCountdown(text)).toMatchObject({ numbers, target });
        },
      ),
    );
  });
});
