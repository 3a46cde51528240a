import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { curate } from '#lib/curation/curate.ts';
import { arbitraryInput } from '#lib/curation/testing/arbitrary-input.ts';
import { sampleInput } from '#lib/curation/testing/sample-steps.ts';
import { trajectoryParts } from './trajectory-parts.ts';

const text = `I have to add 2, 3 and 4.
First from the left.
2 + 3 = 5.
Then 5 + 4 = 9.
That is 9.
Now from the right.
3 + 4 = 7.
Then 2 + 7 = 9.
That is 9 too.
Both ways agree.`;

const input = sampleInput(text, [
  { plan: [1, 1] },
  { plan: [2, 2], execution: [3, 5], parents: [1], prompt: 'Add from the left.' },
  { plan: [6, 6], execution: [7, 9], parents: [1], prompt: 'Add from the right.' },
  { plan: [10, 10], parents: [2, 3] },
]);

describe('the written trajectory, part by part', () => {
  test('each part carries its step: plan-only text, plan, prompt and execution', () => {
    const parts = trajectoryParts(curate(input), input.decomposition.steps, input.source);
    const of = (step: string) =>
      parts
        .filter((part) => part.step === step && part.voice !== 'tag')
        .map(({ voice, text }) => [voice, text.trim()]);
    expect(of('s1')).toEqual([['plan', 'I have to add 2, 3 and 4.']]);
    expect(of('s2')).toEqual([
      ['plan', 'First from the left.'],
      ['prompt', 'Add from the left.'],
      ['execution', '2 + 3 = 5.\nThen 5 + 4 = 9.\nThat is 9.'],
    ]);
    expect(of('s3').map(([voice]) => voice)).toEqual(['plan', 'prompt', 'execution']);
    expect(of('s4')).toEqual([['plan', 'Based on execution_1.1, execution_1.2:\nBoth ways agree.']]);
  });

  test('together they are the whole text, whatever it holds, and name only steps that are there', () => {
    fc.assert(
      fc.property(arbitraryInput, (given) => {
        const curated = curate(given);
        const parts = trajectoryParts(curated, given.decomposition.steps, given.source);
        expect(parts.map((part) => part.text).join('')).toBe(curated.trajectory);
        const known = new Set(curated.steps.map(({ id }) => id));
        let end = 0;
        for (const { start, step, text: own } of parts) {
          expect(start).toBe(end);
          end = start + own.length;
          if (step !== null) expect(known.has(step)).toBe(true);
        }
        for (const { id, promptName } of curated.steps)
          if (promptName !== null)
            expect(parts.some((part) => part.step === id && part.voice === 'prompt')).toBe(true);
      }),
    );
  });
});
