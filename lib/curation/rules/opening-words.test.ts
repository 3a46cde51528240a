import { describe, expect, it } from 'vitest';
import { openingOf } from './opening-words.ts';

describe('what a line opens', () => {
  it.each([
    ['alternative', 'Alternatively, we can use symmetry.'],
    ['alternative', 'Another way to think about it: the area is half of a square.'],
    ['alternative', 'Is there a different approach?'],
    ['alternative', 'Let me check if there is another way to see this.'],
    ['alternative', 'Let me solve this another way.'],
    ['idea', 'One idea is to use calculus.'],
    ['idea', 'Wait, maybe symmetry can help here.'],
    ['check', 'Wait, let me double-check that.'],
    ['check', 'But let me make sure that nothing was missed.'],
    ['check', 'Let me verify this with an example.'],
    ['check', 'But wait, let me test n = 5.'],
    ['check', 'Did I make a mistake?'],
    ['conclusion', 'So, putting it all together, the sum is 12.'],
    ['conclusion', 'In summary, there are three.'],
    ['conclusion', 'Both methods give 12.'],
    ['conclusion', '**Final Answer**'],
    ['likewise', 'Similarly, for the second one.'],
    ['doubt', 'Wait, that is odd.'],
    ['doubt', 'Hold on, the sign is different.'],
    ['doubt', 'Alternatively, maybe I misread the question.'],
    ['next', 'Now, the next part.'],
    ['next', "Let's compute the sum."],
    ['next', 'First, find the slope.'],
    // It carries out what the line before suggested.
    ['next', 'Let me try that alternative method to confirm.'],
    ['check', 'But just to be absolutely sure, maybe I can use symmetry.'],
    ['consequence', 'Therefore, x is 3.'],
    ['plain', 'The slope of a line is its rise over its run.'],
    ['plain', 'First term: 4x'],
    ['plain', 'Check-ins are counted daily.'],
    ['plain', ''],
  ])('%s: %s', (kind, line) => {
    expect(openingOf(line).kind).toBe(kind);
  });

  it('takes the words before the one that counts apart', () => {
    expect(openingOf('Wait, but now let me add them.')).toMatchObject({
      fillers: ['wait', 'but', 'now'],
      rest: 'let me add them.',
    });
  });

  it('reads a line of nothing but such words', () => {
    expect(openingOf('wait '.repeat(60)).kind).toBe('doubt');
    expect(openingOf('Hmm.').kind).toBe('plain');
  });
});
