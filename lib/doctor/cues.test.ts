import { describe, expect, it } from 'vitest';
import { agrees, isVerifying, looksBack, recalls, sumsUp } from './cues.ts';

describe('recalls', () => {
  it.each([
    'As we found earlier, the fence is 83.5.',
    'When we calculated the perimeter of the triangle, we found 22.21 inches.',
    'This is a factor of z^9 + 1, as we saw earlier.',
    'Which contradicts the previous result.',
    'We already found that one.',
    'Wait, tried x=2 earlier.',
  ])('%s', (sentence) => {
    expect(recalls(sentence)).not.toBeNull();
  });

  it.each([
    'Maybe another approach works.',
    'Before dinner it rains.',
    'The first row has 12.',
    'As x grows, f(x) approaches 2 from above.',
    'Seen from above, it is a square.',
    'Let us find the rest.',
  ])('not: %s', (sentence) => {
    expect(recalls(sentence)).toBeNull();
  });
});

describe('agrees and sumsUp', () => {
  it('tell several ways from one', () => {
    expect(sumsUp('Both methods lead to the same answer.')).not.toBeNull();
    expect(sumsUp('Therefore, all approaches converge on -1.')).not.toBeNull();
    expect(sumsUp('There are two ways to seat them.')).toBeNull();
    expect(agrees('That is the same as before.')).not.toBeNull();
    expect(agrees('It has the same colour.')).toBeNull();
  });

  it('look back only where the sentence itself says nothing else, and does not contradict', () => {
    const back = (sentence: string) => {
      const cue = agrees(sentence) ?? recalls(sentence);
      return cue !== null && looksBack(sentence, cue);
    };
    expect(back('Wait, that’s the same as before.')).toBe(true);
    expect(back('Wait, that contradicts the previous result.')).toBe(false);
    expect(back('If Bob returns what he got from Alice, then her bag is the same as before.')).toBe(false);
  });
});

describe('isVerifying', () => {
  it('tells tasks that confirm from tasks that find out', () => {
    expect(['Verify the area.', 'Re-evaluate it.', 'Double-check the sum.'].every(isVerifying)).toBe(true);
    expect(['Find the area.', 'Solve for x.', 'Simplify the checkers.'].some(isVerifying)).toBe(false);
  });
});
