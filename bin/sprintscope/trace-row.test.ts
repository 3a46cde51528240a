import { describe, expect, it } from 'vitest';
import { sequentialDefinitions } from '#lib/trace/sequential-tokens.ts';
import { workedThinking } from '#lib/trace/testing/worked-example.ts';
import { stageRows, traceRow } from './trace-row.ts';

/** The numbers of the worked example with thinking, lib/trace/SPEC.md. */
describe('rows of the worked example', () => {
  it.each([
    ['authors', 710, 830, 150, 220],
    ['paper', 655, 830, 100, 220],
    ['with-tags', 744, 880, 180, 270],
    ['barrier', 800, 830, 200, 220],
  ] as const)('%s, in both readings', (definition, sequentialTokens, totalTokens, sequential, total) => {
    const visible = { sequentialTokens: sequential, totalTokens: total };
    const expected = { reading: 'decoded', sequentialTokens, totalTokens, visible, thinkingTokens: 610 };
    expect(traceRow('a', workedThinking, definition)).toMatchObject({ ...expected, isEstimate: false });
    expect(traceRow('a', workedThinking, definition, 'visible')).toMatchObject({ ...visible, visible });
  });

  it.each(sequentialDefinitions)('%s: the stages and the answer are the trace', (definition) => {
    for (const reading of ['decoded', 'visible'] as const) {
      const stages = stageRows('a', workedThinking, definition, reading);
      const row = traceRow('a', workedThinking, definition, reading);
      const answer = (definition === 'with-tags' ? 20 : 10) + (reading === 'visible' ? 0 : 5);
      const sum = (of: (stage: (typeof stages)[number]) => number) =>
        stages.reduce((all, stage) => all + of(stage), answer);
      expect(sum((stage) => stage.sequentialTokens)).toBe(row.sequentialTokens);
      expect(sum((stage) => stage.totalTokens)).toBe(row.totalTokens);
    }
  });
});
