import { describe, expect, it } from 'vitest';
import { segment } from '../segment.ts';
import { dependByRules } from './depend-by-rules.ts';
import { extractByRules } from './extract-by-rules.ts';
import { readSteps } from './read-steps.ts';
import { stepWith, takeApart } from './testing/take-apart.ts';
import { CASES, TANK, TILES } from './testing/traces.ts';
import { createValueOrigins } from './value-origins.ts';

const parentsOf = (text: string, words: string) => stepWith(text, words).parents;
const numberOf = (text: string, words: string) => stepWith(text, words).number;

function ancestors(text: string, number: number): Set<number> {
  const own = takeApart(text)[number - 1]?.parents ?? [];
  return new Set(own.flatMap((parent) => [parent, ...ancestors(text, parent)]));
}
const ancestorsOf = (text: string, words: string) => [...ancestors(text, numberOf(text, words))];

describe('what a step depends on', () => {
  it('work goes on from the work before it', () => {
    expect(parentsOf(TILES, 'Now, divide')).toContain(numberOf(TILES, 'First, let me'));
    expect(parentsOf(TILES, 'First, let me')).toEqual([1]);
  });

  it('another method depends on the setup, and not on the methods before it', () => {
    expect(parentsOf(TILES, 'Alternatively')).toEqual([1]);
  });

  it('another method depends on what it uses of others', () => {
    const text = TILES.replace(
      'Alternatively, I can count the rows.',
      'Alternatively, I can count the rows, since there must be 138000 in all.',
    );
    expect(parentsOf(text, 'Alternatively')).toContain(numberOf(text, 'First, let me'));
  });

  it('another method that recalls a formula depends on where it was worked out', () => {
    const text = TILES.replace('Alternatively, I can', 'Alternatively, from our formula I can');
    expect(parentsOf(text, 'Alternatively')).toContain(numberOf(text, 'Now, divide'));
  });

  it('a check depends on what it checks, and nothing but the conclusion on it', () => {
    const check = numberOf(TILES, 'double-check');
    expect(parentsOf(TILES, 'double-check')).toContain(numberOf(TILES, 'Now, divide'));
    expect(parentsOf(TILES, 'Alternatively')).not.toContain(check);
    expect(parentsOf(TILES, 'both methods')).toContain(check);
  });

  it('work after a check that found nothing wrong goes on from before it', () => {
    const check = numberOf(TANK, 'verify the rest');
    const next = parentsOf(TANK, 'Next, divide');
    expect(next).not.toContain(check);
    expect(next).toContain(numberOf(TANK, 'work on the leak'));
  });

  it('work after a check that found a mistake needs it', () => {
    const text = TANK.replace(
      "So the rest is right. Yes, that's correct.",
      'But the tank is smaller. That is wrong.',
    );
    expect(parentsOf(text, 'Next, divide')).toContain(numberOf(text, 'verify the rest'));
  });

  it('a step comes after the one that found a value it uses, however far back', () => {
    expect(ancestorsOf(TANK, 'Next, divide')).toContain(numberOf(TANK, 'how much is missing'));
  });

  it('an edge that follows from others is left out', () => {
    for (const text of [TILES, TANK, CASES])
      for (const { parents } of takeApart(text))
        for (const parent of parents)
          expect(parents.some((other) => ancestors(text, other).has(parent))).toBe(false);
  });

  it('a value that the problem gives makes nobody depend', () => {
    const text = TANK.replace(
      'Next, divide the rest',
      'Alternatively, think of 840 litres. Divide the rest',
    ).replace('700 / 14', '840 / 12');
    expect(parentsOf(text, 'think of 840')).toEqual([1]);
  });

  it("a sum of given numbers is nobody's finding", () => {
    const text = TANK.replace(
      'Next, divide the rest',
      'Alternatively, look at 840 - 140 directly. Divide it',
    ).replace('700 / 14', '840 / 12');
    expect(parentsOf(text, 'look at 840')).toEqual([1]);
  });

  it('a formula is taken over, not found twice', () => {
    const text = `I need to find the least 2A for real x. The numbers A and x belong together: A > 0, x > 0.

First, let me write A out. The sides give 2A = 3x^2 - 24x + 60. It is a parabola. It opens upwards.

Alternatively, complete the square. 2A = 3x^2 - 24x + 60 = 3(x - 4)^2 + 12. So the least value is 12. It is at 4.`;
    expect(parentsOf(text, 'complete the square')).toContain(numberOf(text, 'write A out'));
  });

  it('first ideas stand beside each other, a later one goes on from the work', () => {
    const idea = 'One way is to count the corners. Each has two neighbours. That may be long. It is safe.';
    const first = `I need to count the paths in the grid. It has many of them.\n\n${idea}\n\nAlternatively, use a table. It has rows. Each row is a sum. It is quick.`;
    expect(parentsOf(first, 'One way')).toEqual([1]);
    const later = TILES.replace('Alternatively, I can count the rows.', idea);
    expect(parentsOf(later, 'One way')).toContain(numberOf(later, 'Now, divide'));
  });

  it('a check of "that" hangs on the step right before it', () => {
    const text = TILES.replace(
      'let me double-check the division. 345 * 400 = 345 * 4 * 100. 345 * 4 = 1380. So 1380 * 100 = 138000.',
      'let me check that. The floor is 300 cm by 460 cm. So 300 * 460 = 138000 comes first.',
    );
    expect(parentsOf(text, 'check that')).toContain(numberOf(text, 'Now, divide'));
  });

  it('a check depends on the last result, also where it looks at an earlier one again', () => {
    const text = TILES.replace(
      'let me double-check the division. 345 * 400 = 345 * 4 * 100. 345 * 4 = 1380. So 1380 * 100 = 138000.',
      'let me double-check the floor. It is 300 cm by 460 cm. So 300 * 460 = 138000 again.',
    );
    expect(parentsOf(text, 'check the floor')).toContain(numberOf(text, 'Now, divide'));
  });

  it('a check of what was found twice looks at the later finding', () => {
    const text = TILES.replace(
      'So, both methods',
      'Let me verify the rows. 15 * 23 = 345 is in order. It holds for rows and columns. Nothing is lost.\n\nSo, both methods',
    );
    const source = segment(text);
    const valueOrigins = createValueOrigins();
    const origins = readSteps(source, extractByRules(source)).map((step, index) =>
      valueOrigins.add(index, step),
    );
    const { revisits } = origins[numberOf(text, 'verify the rows') - 1] ?? {};
    expect(revisits).toContain(numberOf(text, 'I can count the rows') - 1);
    expect(revisits).not.toContain(numberOf(text, 'Now, divide') - 1);
  });

  it('an idea that was given up is nothing to the conclusion', () => {
    const idea =
      'Alternatively, maybe colour the tiles. There are two colours. They lie in turns. I do not see where that leads.';
    const text = TILES.replace(
      'So, both methods',
      `${idea}\n\nAlternatively, count the rows again. 15 * 23 = 345. It is what it was. It fits.\n\nSo, both methods`,
    );
    expect(parentsOf(text, 'both methods')).toContain(numberOf(text, 'count the rows again'));
    expect(parentsOf(text, 'both methods')).not.toContain(numberOf(text, 'colour the tiles'));
  });

  it('cases stand beside each other', () => {
    const first = numberOf(CASES, 'Case 1');
    expect(parentsOf(CASES, 'Case 2')).toEqual(parentsOf(CASES, 'Case 1'));
    expect(parentsOf(CASES, 'Case 2')).not.toContain(first);
  });

  it('a conclusion takes up all that is open', () => {
    const joined = parentsOf(CASES, 'Putting it together');
    expect(joined).toEqual(expect.arrayContaining([numberOf(CASES, 'Case 1'), numberOf(CASES, 'Case 2')]));
    expect(parentsOf(TILES, 'both methods')).toEqual(
      expect.arrayContaining([numberOf(TILES, 'double-check'), numberOf(TILES, 'Alternatively')]),
    );
  });

  it('work after the last case joins them', () => {
    const text = CASES.replace('Putting it together, only', 'Now, for the sum. Let me add them. Only');
    expect(parentsOf(text, 'for the sum')).toEqual(
      expect.arrayContaining([numberOf(text, 'Case 1'), numberOf(text, 'Case 2')]),
    );
  });

  it('the same for another stands beside the first', () => {
    const text = `I need to find both areas of the figure. It has two circles.

First, let me find the area of the small circle. Its radius is 3. So 3 * 3 = 9. That times pi is 9π. It is the small one.

Similarly, the area of the large one follows. Its radius is 11. So 11 * 11 = 121. That times pi is 121π. It is the large one.

Now, add both areas to find the whole. 9π + 121π = 130π. That is the sum. It is the whole area. Nothing is left.`;
    const small = numberOf(text, 'small circle');
    const large = numberOf(text, 'Similarly');
    expect(parentsOf(text, 'Similarly')).toEqual([1]);
    expect(parentsOf(text, 'add both')).toEqual(expect.arrayContaining([small, large]));
  });

  it('a name belongs to the step that gave it its meaning', () => {
    const text = `I need to solve the problem about two trains. They start in two towns.

First, let me choose a name. Let s = 40 + 60 for the sum of the speeds. So s = 100. It is in km per hour. They meet after a while.

Alternatively, think of the time by s alone. The way is 300 km. So 300 / s = 3. That is in hours. It is quick.`;
    expect(parentsOf(text, 'by s alone')).toContain(numberOf(text, 'choose a name'));
  });
});

describe('what takes an edge of the chain away', () => {
  const METHODS = `I need to find the area of the yard. It is a square with a pond in it.

First, let me find the area of the pond. It is 12 by 9 metres. So 12 * 9 = 108. The pond has 108 square metres. It is a rectangle.

Wait, the problem says that the yard is a square of 23 metres. So its area is 23 * 23 = 529. All sides are alike. The corners are right angles.

Now, let me subtract. 529 - 108 = 421. The yard without the pond has 421 square metres. That is what is left. It is all.`;

  it('reading the problem again', () => {
    expect(parentsOf(METHODS, 'Wait, the problem')).toEqual([1]);
    const recalled = METHODS.replace(
      'So its area is 23 * 23 = 529.',
      'With the 108 of before it is 23 * 23 = 529.',
    );
    expect(ancestorsOf(recalled, 'Wait, the problem')).toContain(numberOf(recalled, 'area of the pond'));
  });

  it('things that were announced together', () => {
    const text = `I need to expand 5t(3t^2 - 4t + 7). It is a product of two factors.

To expand it, multiply 5t by each term. There are three of them in the bracket.

First, take the term of second degree. 5t * 3t^2 = 15t^3. The degrees add up to three. The factor is 5 times 3. It has no other part.

Next, take the linear term. 5t * (-4t) = -20t^2. The degrees add up to two. The sign is negative. It has no other part.

Finally, take the number. 5t * 7 = 35t. The degree stays what it was. The factor is 5 times 7. It has no other part.

Now, write the sum of the three. It is 15t^3 - 20t^2 + 35t. The signs are those of the bracket. That is the whole.`;
    const [first, second, third] = ['second degree', 'linear term', 'the number'].map((of) =>
      numberOf(text, of),
    );
    expect(new Set([first, second, third]).size).toBe(3);
    expect(ancestorsOf(text, 'linear term')).not.toContain(first);
    expect(ancestorsOf(text, 'the number')).not.toContain(second);
    expect(ancestorsOf(text, 'sum of the three')).toEqual(expect.arrayContaining([first, second, third]));
  });

  it('a check that works something out again and says nothing is wrong', () => {
    const text = TANK.replace("So the rest is right. Yes, that's correct.", 'That is the rest.');
    expect(parentsOf(text, 'Next, divide')).not.toContain(numberOf(text, 'verify the rest'));
  });

  it('and the last words, that reckon nothing, join all that is open', () => {
    const text = TILES.replace('So, both methods lead to the same number.', '').replace(
      'Therefore, the answer is \\boxed{345}.',
      'Wait, I do not think that anything is missing here. It seems solid.',
    );
    expect(parentsOf(text, 'seems solid')).toEqual(
      expect.arrayContaining([numberOf(text, 'double-check'), numberOf(text, 'Alternatively')]),
    );
  });

  it('never from a step that uses a value to the one that found it', () => {
    for (const text of [TILES, TANK, CASES, METHODS]) {
      const source = segment(text);
      const steps = readSteps(source, extractByRules(source));
      const valueOrigins = createValueOrigins();
      steps.forEach((step, index) => {
        for (const origin of valueOrigins.add(index, step).sources)
          if (origin < index) expect(ancestors(text, index + 1)).toContain(origin + 1);
      });
    }
  });
});

describe("dependencies of anybody's steps", () => {
  it('takes steps without lines, and steps whose lines are elsewhere', () => {
    const source = segment(TILES);
    const empty = {
      description: '',
      prompt: '',
      plan: [],
      execution: [],
      comment: [],
      planOnly: 'by-rule',
    } as const;
    const parents = dependByRules(source, [
      { ...empty, id: 'a' },
      { ...empty, id: 'b', execution: [{ first: 900, last: 950 }] },
      { ...empty, id: 'c', plan: [{ first: 1, last: 3 }] },
    ]);
    expect(Object.keys(parents)).toEqual(['a', 'b', 'c']);
  });

  it('gives the first step no parent', () => {
    expect(takeApart(TILES)[0]?.parents).toEqual([]);
  });
});
