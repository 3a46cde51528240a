import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { traceOf } from '../testing/trace-of.ts';
import { transcript } from '../testing/transcript.ts';
import { askedFor, traceOwesAnswer } from './asks-for-answer.ts';

describe('askedFor', () => {
  it.each([
    'What is the value of $3^4 - 2^5$?',
    'How many coins does Rosa need?',
    'Write 0.45 as a common fraction.',
    'Solve for x: 2x + 3 = 7. Explain your steps.',
    'Which of the four is heaviest? (A) the red (B) the blue (C) the green (D) the white',
    'Who keeps the fish?',
    'Is 91 prime?',
    'Use 3, 5, 7 and 11, each exactly once, to make 45.',
    'Let $f(x) = x^2$. Find $f(f(3))$.',
    'A train leaves at noon. In what direction does it go?',
  ])('an answer: %s', (question) => expect(askedFor(question)).toBe('answer'));

  it.each([
    'Write a short farewell speech for a lighthouse keeper, 90 to 110 words, no sentence longer than 15.',
    'Compose a limerick about a goat.',
    'Draft a one-week plan to learn chess: for each day one idea and one exercise with its answer.',
    'This function should add up a list. Find every defect and give a corrected version.\n```js\nlet sum = 1 + 2;\n```',
    'Translate “good morning” into French.',
    'Implement a queue on top of two stacks in TypeScript.',
  ])('a text: %s', (question) => expect(askedFor(question)).toBe('text'));

  it.each([
    'What is the meaning of life?',
    'How do I centre a picture on a page?',
    'Prove that the number 7 is prime, and find the next prime number.',
    'Write a Python function that counts how many primes are below n.',
    '',
  ])('unknown: %s', (question) => expect(askedFor(question)).toBe('unknown'));

  it('is linear, whatever it reads', () => {
    const parts = [
      'write ',
      'a ',
      'use 3 ',
      'make ',
      '(A)',
      '\n',
      '$',
      'what ',
      '```',
      '. ',
      'x = ',
      'speech',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 6 }), (words) => {
        askedFor(words.join('').repeat(20_000));
      }),
      { numRuns: 60 },
    );
  });
});

describe('a box is a fault to miss only where one is owed', () => {
  const two = { plan: 'Two ways. [Begin.] [End.]', executions: ['Dear all.', 'Farewell.'] };
  const faultsOf = async (answer: string, question: string) =>
    diagnose(await traceOf(transcript([two], answer), question))
      .filter(({ kind }) => kind === 'fault')
      .map(({ code }) => code);

  it('not in a speech, nor in code', async () => {
    const speech = 'Write a farewell speech for a lighthouse keeper.';
    expect(await faultsOf('Dear Ada, the light is yours. Go and rest.', speech)).toEqual([]);
    expect(await faultsOf('**Dear Ada**, you kept 40 lamps = 40 lives.', speech)).toEqual([]);
    const code = 'This function sums a list. Find every defect and give a corrected version.';
    expect(await faultsOf('```js\nreturn sum;\n```\nThe start value was wrong.', code)).toEqual([]);
  });

  it('not where the question leaves it open, unless the text names its answer', async () => {
    expect(await faultsOf('It depends on you.', 'What is the meaning of life?')).toEqual([]);
    expect(await faultsOf('So the answer is 42.', 'What is the meaning of life?')).toEqual([
      'unboxed-answer',
    ]);
  });

  it('an empty answer is one everywhere', async () => {
    expect(await faultsOf(' ', 'Write a speech.')).toEqual(['unreadable-answer']);
  });

  it('a box anywhere in a trace says that answers are boxed there', async () => {
    const boxed = transcript([{ ...two, executions: ['It is \\boxed{7}.', 'Yes.'] }], 'Done.');
    expect(traceOwesAnswer(await traceOf(boxed, ''))).toBe(true);
    expect(traceOwesAnswer(await traceOf(transcript([two], 'Done.'), ''))).toBe(false);
  });
});
