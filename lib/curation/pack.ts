import { assert } from '#lib/base/assert.ts';

/** A step as packing sees it. `parents`: places of earlier nodes, from 0. `executes`: an executor gets it. */
export interface PackNode {
  readonly parents: readonly number[];
  readonly executes: boolean;
}

/**
 * The stage of each node, from 1: without parents the first, else the latest that a parent asks for: its own, for a
 * plan goes on in the same plan, or the one after, when its execution must have ended. No other packing that respects
 * this has fewer stages. Linear in nodes and edges. @throws when a parent is no earlier node
 */
export function pack(nodes: readonly PackNode[]): number[] {
  const stages: number[] = [];
  nodes.forEach(({ parents }, index) => {
    let stage = 1;
    for (const parent of parents) {
      assert(Number.isInteger(parent) && parent >= 0 && parent < index, 'a parent stands before its step');
      stage = Math.max(stage, (stages[parent] ?? 1) + (nodes[parent]?.executes ? 1 : 0));
    }
    stages.push(stage);
  });
  return stages;
}
