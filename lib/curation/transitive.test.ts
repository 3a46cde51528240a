import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutTransitive } from './transitive.ts';

const graph = fc
  .array(fc.array(fc.nat(), { maxLength: 6 }), { maxLength: 70 })
  .map((lists) =>
    lists.map((list, index) => (index === 0 ? [] : [...new Set(list.map((parent) => parent % index))])),
  );

/** Everything reachable over parents, found by walking. */
function reached(parents: readonly (readonly number[])[], from: number): Set<number> {
  const seen = new Set<number>();
  const open = [...(parents[from] ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(parents[next] ?? []));
  }
  return seen;
}

test('an edge goes where a longer way says the same', () => {
  expect(withoutTransitive([[], [0], [0, 1], [0, 2]])).toEqual([[], [0], [1], [2]]);
});

test('what is reached stays the same, and no edge that is left follows from the others', () => {
  fc.assert(
    fc.property(graph, (parents) => {
      const shown = withoutTransitive(parents);
      shown.forEach((own, index) => {
        expect(reached(shown, index)).toEqual(reached(parents, index));
        for (const parent of own) {
          const others = own.filter((other) => other !== parent);
          expect(others.some((other) => reached(parents, other).has(parent))).toBe(false);
        }
        expect(own).toEqual(own.toSorted((a, b) => a - b));
      });
    }),
    { numRuns: 500 },
  );
});

test('of more nodes than anybody looks at, edges stay: their ancestors would not fit into memory', () => {
  const parents = Array.from({ length: 20_000 }, (_, index) => (index === 0 ? [] : [index - 1, 0]));
  expect(withoutTransitive(parents)).toBe(parents);
});
