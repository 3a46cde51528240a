import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addToEstimate, estimateMilliTokens, estimateTokens, noEstimate } from './estimate.ts';

describe('estimate', () => {
  it('[E1] is the same for every chunking, inside a surrogate pair too', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), (text, cut) => {
        const at = cut % (text.length + 1);
        const halves = estimateMilliTokens(text.slice(0, at)) + estimateMilliTokens(text.slice(at));
        expect(halves).toBe(estimateMilliTokens(text));
        const running = [text.slice(0, at), text.slice(at)].reduce(
          (estimate, part) => addToEstimate(estimate, 'thinking', part),
          noEstimate,
        );
        expect(running).toEqual(addToEstimate(noEstimate, 'thinking', text));
        expect(running.thinking).toBe(estimateTokens(text));
      }),
    );
  });

  // Counted once with the Qwen tokenizer; the texts are our own.
  it.each([
    [
      'prose with formulas',
      'So the seventh row has 7 + 6 + 5 = 18 seats. Let me check this: if every row lost one seat, we would have 7 · 6 ÷ 2 = 21 pairs, which is \\frac{42}{2}.\n\nThat agrees with the first count.',
      67,
    ],
    ['digits', '1234567890 / 42 = 29394', 21],
    ['code', 'function area(width, height) {\n  return width * height;\n}\n', 14],
    ['Chinese', '首先计算总数,然后再比较两个结果是否相同。', 11],
  ])('[E2] is near the tokenizer’s count: %s', (_, text, tokens) => {
    expect(Math.abs(estimateTokens(text) / tokens - 1)).toBeLessThan(0.25);
  });
});
