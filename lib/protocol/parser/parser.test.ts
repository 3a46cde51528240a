import { describe, expect, it } from 'vitest';
import { allFixtures } from '../fixtures/all.ts';
import { eventsOf, joinDeltas, outlineOf } from '../fixtures/outline.ts';

describe('every untidy form has an expected result', () => {
  it.each(allFixtures.map((fixture) => [`[${fixture.rule}] ${fixture.name}`, fixture] as const))(
    '%s',
    (_, { text, start = { at: 'document' }, how = 'complete', outline }) => {
      expect(outlineOf(eventsOf(text, start, how))).toEqual(outline);
    },
  );
});

describe('[P2] a fixture cut at any place', () => {
  it.each(allFixtures.map((fixture) => [`[${fixture.rule}] ${fixture.name}`, fixture] as const))(
    '%s',
    (_, { text, start = { at: 'document' }, how = 'complete' }) => {
      const parse = (cuts: number[]) => JSON.stringify(joinDeltas(eventsOf(text, start, how, cuts)));
      const positions = Array.from({ length: text.length }, (_, i) => i);
      for (const cut of positions) expect(parse([cut])).toBe(parse([]));
      expect(parse(positions)).toBe(parse([]));
    },
  );
});
