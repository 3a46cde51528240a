import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '#lib/base/testing/property-runs.ts';
import { mathTextOf } from '../context-view.ts';
import { sequentialTrace } from '../testing/sequential-trace.ts';
import { askedSubject } from './asked-subject.ts';
import { createCandidates } from './candidates.ts';
import { statedResults } from './stated-results.ts';

const resultsOf = (text: string, question: string) =>
  statedResults(mathTextOf(text), askedSubject(question)).map(({ answer, cue }) => `${cue} ${answer}`);

/** So many statements after a text that none in it is among the last. */
const more = ' We add. 1 + 1 = 2. 2 + 2 = 4. 3 + 3 = 6. 4 + 4 = 8. 5 + 5 = 10. 6 + 6 = 12. 7 + 7 = 14.';
const asked = (text: string, question: string) =>
  resultsOf(text + more, question).filter((result) => !result.startsWith('conclusion'));

describe('what is asked', () => {
  it.each([
    ['What is the measure of $\\angle ABC$ in degrees?', ['ABC'], ['measure']],
    ['If $AB = 4$, how many units is $BC$?', ['BC'], []],
    ['Let $f(t) = 3t$. Find $t$.', ['t'], []],
    ['How many coins does Rosa have?', [], ['coins']],
    ['Two dice are rolled. What is the probability that both show a 3?', [], ['probability']],
    ['Find the product of the $y$-coordinates of both points.', [], ['product']],
    ['Find $p$. Express your answer as a common fraction.', ['p'], []],
  ])('%s', (question, symbols, nouns) => {
    const subject = askedSubject(question);
    for (const symbol of symbols) expect([...subject.symbols]).toContain(symbol);
    if (symbols.length === 0) expect([...subject.symbols]).toEqual([]);
    expect(subject.nouns).toEqual(nouns);
  });
});

describe('what a text states of it', () => {
  const angle = 'What is the measure of $\\angle ABC$ in degrees?';
  it.each([
    ['an equation of its name', 'Hence, angle ABC = 64°.', angle, ['asked 64°']],
    ['a sentence about its name', 'So the measure of $\\angle ABC$ is $64$ degrees.', angle, ['asked 64']],
    ['the last side of a chain', 'So ABC = 180 - 116 = 64.', angle, ['asked 64']],
    ['of a sum with it nothing', 'Now x + angle ABC = 180.', angle, []],
    ['of a part of it nothing', 'The slope of ABC is 3.', angle, []],
    ['a supposition is none', 'If angle ABC = 64, the sum is wrong.', angle, []],
    [
      'but what follows from one is',
      'If the lines are parallel, then angle ABC is 64°.',
      angle,
      ['asked 64°'],
    ],
    ['a question is none', 'Is it that ABC = 64?', angle, []],
    ['nor what is taken back', 'So ABC = 64, which is impossible.', angle, []],
    ['what is called the answer', 'Therefore, the answer is 64.', angle, ['answer 64']],
    ['a result on the way is not', 'The result is 64.', angle, []],
    ['a letter that is tried', 'For t = 3: no. Check t = 5. Suppose t = 7.', 'Find $t$.', []],
    ['a letter that is found', 'So t = 5.', 'Find $t$.', ['asked 5']],
    [
      'a count before its noun',
      'So there are 12 coins left.',
      'How many coins does Rosa have?',
      ['asked 12'],
    ],
    [
      'of what the question says',
      'Thus the probability that both dice show a 3 is 1/36. The probability that it rains is 1/2.',
      'Two dice are rolled. What is the probability that both show a 3?',
      ['asked 1/36'],
    ],
  ])('%s', (_, text, question, expected) => expect(asked(text, question)).toEqual(expected));

  it('what stands last is a conclusion', () => {
    expect(resultsOf('The halves are 7 and 8. Together 7 + 8 = 15.', 'How much?')).toContain('conclusion 15');
  });
});

const value = fc.constantFrom('12', '26°', '\\frac{1}{2}', '-7', '(1, 2)');
const cue = fc.constantFrom(
  ...['the answer is ', 'so x = ', 'Hence x = ', 'we get x = ', 'the answer is \\boxed{', 'if x = ', ''],
);
const end = fc.constantFrom('. ', '.\n', ', ', '} ', '}. ', '? ');
const sentence = fc.tuple(cue, value, end).map((parts) => parts.join(''));
const noise = fc.constantFrom('x', ' = ', '. ', '\n', '\\boxed{', '}', '$', '(', ', ', 'if ', '?');

describe('candidates of any text', () => {
  it('stand in it as they are written, in order, and nothing throws', () => {
    const found = { boxed: 0, stated: 0, several: 0 };
    const runs = propertyRuns(300);
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 3, arbitrary: sentence }, noise), { maxLength: 20 }),
        fc.oneof(value, fc.string()),
        fc.oneof(
          fc.constant('Find $x$.'),
          fc.array(fc.oneof(cue, noise), { maxLength: 12 }).map((parts) => parts.join('')),
        ),
        (parts, expected, question) => {
          const { thought } = sequentialTrace({ question, text: parts.join('') });
          if (!thought) throw new Error('The trace has no thought');
          const { candidatesOf } = createCandidates(
            { final: '12', expected, question },
            askedSubject(question),
          );
          let before = 0;
          const candidates = candidatesOf(thought, mathTextOf(thought.text), null);
          if (candidates.length > 1) found.several++;
          for (const kind of ['boxed', 'stated'] as const)
            if (candidates.some((candidate) => candidate.kind === kind)) found[kind]++;
          for (const { kind, answer, offset, end } of candidates) {
            if (kind === 'stated') expect(thought.text.slice(offset, end)).toBe(answer);
            else
              for (const part of answer.split(', ')) expect(thought.text.slice(offset, end)).toContain(part);
            expect(offset).toBeGreaterThanOrEqual(before);
            before = offset;
          }
        },
      ),
      { numRuns: runs },
    );
    // Of 300 texts some 190 state something, 75 in a box, 130 more than once: else all of the above would hold of nothing.
    for (const count of Object.values(found)) expect(count).toBeGreaterThan(runs / 10);
  });

  it.each([
    'so x = 12, ',
    'the answer is ',
    'therefore ',
    'x = ',
    '(((',
    '\\boxed{1} ',
    'if not 1 = 2 ',
    '$ ** ',
  ])('of %j, 20,000 times: their square would outlast the test', (part) => {
    const question = 'Find $x$.';
    const { candidatesOf } = createCandidates(
      { final: '12', expected: '13', question },
      askedSubject(question),
    );
    const { thought } = sequentialTrace({ question, text: part.repeat(20_000) });
    if (!thought) throw new Error('The trace has no thought');
    // 0.1 s on a quiet machine; quadratic time for 20,000 statements would take minutes.
    const candidates = candidatesOf(thought, mathTextOf(thought.text), null);
    expect(candidates.every(({ offset, end }) => offset < end && end <= thought.text.length)).toBe(true);
  });
});
