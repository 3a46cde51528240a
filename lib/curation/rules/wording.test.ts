import { describe, expect, it } from 'vitest';
import { segment } from '../segment.ts';
import { readLines, viewLines } from './line-roles.ts';
import type { StepKind } from './step-kind.ts';
import { wordStep } from './wording.ts';

/** `planned` lines, then ` | `, then the lines of the work. */
function word(kind: StepKind, text: string) {
  const [planned = '', worked = ''] = text.split(' | ');
  // A line before them, so that a check has something to check.
  const read = (part: string) => readLines(viewLines(segment(`3 + 4 = 7.\n${part}`))).slice(1);
  return wordStep(kind, null, read(planned), read(worked));
}

describe('the prompt', () => {
  it.each<[StepKind, string, string]>([
    ['work', 'Now, let me compute the area of the floor.', 'Compute the area of the floor.'],
    ['work', 'So, I need to find the slope.', 'Find the slope.'],
    ['work', 'To find the height, I can use the formula.', 'Use the formula.'],
    ['work', 'Multiplying both sides by 2, then:', 'Multiply both sides by 2.'],
    ['work', 'Plugging in the values:', 'Plug in the values.'],
    ['check', 'But wait, let me verify the sum of the angles.', 'Verify the sum of the angles.'],
    ['alternative', 'Alternatively, use the law of cosines.', 'Use the law of cosines.'],
    [
      'alternative',
      'Another way to see it: the triangle is half of a square.',
      'Work the problem out along this idea: “the triangle is half of a square”.',
    ],
    ['doubt', 'Wait, the label says seven.', 'Look into this doubt and settle it: “the label says seven”.'],
    ['check', 'Let me check that.', 'Carry out the check planned above.'],
    ['work', "Let's see.", 'Carry out the plan above.'],
  ])('%s: %s', (kind, text, prompt) => {
    expect(word(kind, text).prompt).toBe(prompt);
  });

  it('is taken from the line that says what, not from the one that says how', () => {
    expect(word('check', 'Let me check that again. Let me add the digits of 4567.').prompt).toBe(
      'Add the digits of 4567.',
    );
  });

  it('tells no result of the work', () => {
    expect(word('work', ' | So, the radius is 12 cm. The rest follows.').prompt).toBe('Work out the radius.');
    expect(word('work', 'Compute 3 * 4 = 12.').prompt).not.toContain('12');
    expect(word('work', 'Divide by 4, which gives 9.').prompt).toBe('Divide by 4.');
    expect(word('work', 'Divide 36 by 4, so 9 remains.').prompt).toBe('Divide 36 by 4.');
  });

  it('keeps values that are tried', () => {
    expect(word('work', ' | Test x = 3 in the equation.').prompt).toBe('Test x = 3 in the equation.');
  });

  it('points at no other step', () => {
    expect(word('check', 'Let me compute the sum once more with another method.').prompt).toBe(
      'Compute the sum.',
    );
    expect(word('check', 'Let me compare it to the previous result again.').prompt).not.toMatch(
      /previous|again/,
    );
  });

  it('leaves formulas whole', () => {
    const long = `Let me expand \\(${'(x + 1)'.repeat(40)}\\) now.`;
    expect(word('work', long).prompt).not.toContain('\\(');
    expect(word('work', 'Let me expand $a$ and $b').prompt.split('$')).toHaveLength(3);
  });

  it('names the part', () => {
    const [line] = readLines(viewLines(segment('For n = 3:')));
    if (!line) throw new Error('no line');
    const part = { family: 'n =', label: '3', run: 0 };
    expect(wordStep('part', part, [line], []).prompt).toBe('Work out n = 3.');
    expect(wordStep('part', { family: 'case', label: '2', run: 0 }, [line], []).prompt).toContain('case 2');
    expect(wordStep('part', { family: 'equation', label: 'second', run: 0 }, [], []).prompt).toBe(
      'Work out the second equation.',
    );
  });
});

describe('the description', () => {
  it('is short, whatever stands there', () => {
    for (const text of ['a '.repeat(5_000), '字'.repeat(5_000), '😀'.repeat(500), 'x'.repeat(5_000)])
      expect(word('work', text).description.length).toBeLessThanOrEqual(81);
  });

  it('says what kind of step it is', () => {
    expect(word('check', 'Let me verify the sum.').description).toBe('Check: verify the sum');
    expect(word('alternative', 'Alternatively, use symmetry here.').description).toBe(
      'Method: use symmetry here',
    );
  });
});
