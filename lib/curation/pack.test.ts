import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '#lib/base/testing/property-runs.ts';
import { type PackNode, pack } from './pack.ts';

/** Random graphs of every density, parents earlier than their node; a seed each, since thousands are to be made. */
const graph = (maxLength: number): fc.Arbitrary<PackNode[]> =>
  fc
    .record({
      length: fc.integer({ min: 0, max: maxLength }),
      density: fc.double({ min: 0, max: 1, noNaN: true }),
      executing: fc.double({ min: 0, max: 1, noNaN: true }),
      seed: fc.integer(),
    })
    .map(({ length, density, executing, seed }) => {
      const chance = randomFrom(seed);
      return Array.from({ length }, (_, index) => ({
        executes: chance() < executing,
        parents: Array.from({ length: index }, (_, parent) => parent).filter(() => chance() < density),
      }));
    });

/** Numbers in [0, 1) (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Tries every assignment of stages that follows the rule: a step comes after its parents' executions, or in the same
 * plan as a parent without one. Returns the fewest stages of any, and the earliest stage of each step in any.
 */
function bruteForce(nodes: readonly PackNode[]): { fewest: number; earliest: number[] } {
  const earliest = nodes.map(() => Number.POSITIVE_INFINITY);
  let fewest = nodes.length === 0 ? 0 : Number.POSITIVE_INFINITY;
  const assign = (given: number[]): void => {
    const node = nodes[given.length];
    if (!node) {
      fewest = Math.min(fewest, Math.max(0, ...given));
      given.forEach((stage, index) => {
        earliest[index] = Math.min(earliest[index] ?? stage, stage);
      });
      return;
    }
    for (let stage = 1; stage <= nodes.length; stage++) {
      const allowed = node.parents.every((parent) => {
        const before = given[parent] ?? 0;
        return nodes[parent]?.executes ? before < stage : before <= stage;
      });
      if (allowed) assign([...given, stage]);
    }
  };
  assign([]);
  return { fewest, earliest };
}

/** The longest chain of executions that wait for each other, found by walking every path. */
function longestChain(nodes: readonly PackNode[], from: number): number {
  const own = nodes[from]?.executes ? 1 : 0;
  const before = (nodes[from]?.parents ?? []).map((parent) => longestChain(nodes, parent));
  return own + Math.max(0, ...before);
}

describe('packing', () => {
  test('a step without parents is in the first stage', () => {
    expect(pack([{ parents: [], executes: true }])).toEqual([1]);
    expect(pack([])).toEqual([]);
  });

  test('a step goes one stage after a parent with an execution, and beside one without', () => {
    const nodes = [
      { parents: [], executes: false },
      { parents: [0], executes: true },
      { parents: [1], executes: false },
      { parents: [2, 0], executes: true },
    ];
    expect(pack(nodes)).toEqual([1, 1, 2, 2]);
  });

  test('a parent that is no earlier step is a defect of the caller', () => {
    expect(() => pack([{ parents: [0], executes: true }])).toThrow();
    expect(() =>
      pack([
        { parents: [1], executes: true },
        { parents: [], executes: true },
      ]),
    ).toThrow();
  });

  test('of random graphs: order and executions are respected, and no packing has fewer stages', () => {
    fc.assert(
      fc.property(graph(40), (nodes) => {
        const stages = pack(nodes);
        const stageOf = (index: number) => stages[index] ?? 0;
        const tooEarly = nodes.flatMap(({ parents }, index) =>
          parents.filter((parent) => stageOf(parent) + (nodes[parent]?.executes ? 1 : 0) > stageOf(index)),
        );
        expect(tooEarly).toEqual([]);
        // Executions that wait for each other are in different stages: no packing has fewer than the longest chain.
        const chains: number[] = [];
        for (const { parents, executes } of nodes)
          chains.push(Math.max(0, ...parents.map((parent) => chains[parent] ?? 0)) + (executes ? 1 : 0));
        const after = nodes.map((node, index) => (chains[index] ?? 0) + (node.executes ? 0 : 1));
        expect(Math.max(0, ...stages)).toBe(Math.max(0, ...after));
        // No stage is empty.
        expect(new Set(stages).size).toBe(Math.max(0, ...stages));
      }),
      { numRuns: propertyRuns() },
    );
    // Takes a second on a quiet machine.
  }, 60_000);

  test('making a step plan-only never adds a stage, and moves no step to a later one', () => {
    fc.assert(
      fc.property(graph(30), fc.nat(), (nodes, which) => {
        if (nodes.length === 0) return;
        const place = which % nodes.length;
        const before = pack(nodes);
        const after = pack(
          nodes.map((node, index) => (index === place ? { ...node, executes: false } : node)),
        );
        expect(Math.max(...after)).toBeLessThanOrEqual(Math.max(...before));
        after.forEach((stage, index) => {
          expect(stage).toBeLessThanOrEqual(before[index] ?? 0);
        });
      }),
      { numRuns: propertyRuns() },
    );
  });

  test('of small graphs it is what trying every packing finds', () => {
    fc.assert(
      fc.property(graph(5), (nodes) => {
        const { fewest, earliest } = bruteForce(nodes);
        const stages = pack(nodes);
        expect(Math.max(0, ...stages)).toBe(fewest);
        expect(stages).toEqual(earliest);
      }),
      { numRuns: propertyRuns() },
    );
  });

  test('of small graphs it is the longest chain of executions before a step, walked path by path', () => {
    fc.assert(
      fc.property(graph(9), (nodes) => {
        const expected = nodes.map(
          ({ parents }) => 1 + Math.max(0, ...parents.map((parent) => longestChain(nodes, parent))),
        );
        expect(pack(nodes)).toEqual(expected);
      }),
      { numRuns: propertyRuns() },
    );
  });
});
