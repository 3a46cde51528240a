import { describe, expect, it } from 'vitest';
import { segment } from '../segment.ts';
import { readLines, viewLines } from './line-roles.ts';

const read = (text: string) => readLines(viewLines(segment(text)));

describe('what a line does', () => {
  it.each([
    ['announces', 'Let me find the area.'],
    ['announces', 'How many are there?'],
    ['announces', 'I remember that the formula has a square in it.'],
    ['announces', 'The terms are:'],
    ['announces', 'Let u = x - y for short.'],
    ['works', '3 * 4 = 12.'],
    ['works', 'So the area becomes 12.'],
    ['works', 'Dividing by 2 gives 6.'],
    ['works', 'Let me add: 3 + 4 = 7.'],
    ['works', 'Therefore no real root is left.'],
    ['judges', "Yes, that's correct."],
    ['judges', 'That makes sense.'],
    ['judges', 'So that is consistent with before.'],
    ['judges', "I don't see any mistakes."],
    ['judges', 'Hmm, this seems a bit tricky.'],
    ['states', 'Each die is independent of the others.'],
    ['states', 'Right triangles have a hypotenuse.'],
  ])('%s: %s', (role, line) => {
    expect(read(line)[0]?.role).toBe(role);
  });

  it('takes a formula without words for work', () => {
    expect(read('\\[ x^2 + 3x = 10 \\]')[0]).toMatchObject({ isFormula: true, role: 'works' });
    expect(read('x of 10')[0]?.isFormula).toBe(false);
  });

  it('knows a check only where something was worked out before', () => {
    const [first, , later] = read('Let me verify that.\n\n3 + 4 = 7.\n\nLet me verify that.');
    expect(first?.opening.kind).toBe('next');
    expect(later?.opening.kind).toBe('check');
  });

  it('sees what stands before a line, and that it is an item of a list', () => {
    const lines = read('One. Two.\nThree.\n\n- Four.\n2. Five.');
    expect(lines.map(({ gap, isItem }) => [gap, isItem])).toEqual([
      [2, false],
      [0, false],
      [1, false],
      [2, true],
      [1, true],
    ]);
  });
});
