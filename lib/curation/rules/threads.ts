import type { ReadStep } from './read-steps.ts';
import type { Origins } from './whereabouts.ts';

/** One group of like parts: where it started from, and the last step of each. */
interface PartGroup {
  readonly family: string;
  readonly base: readonly number[];
  readonly ends: number[];
}

/**
 * Lines of thought. Work goes on from the end of its line; an alternative starts a new one at the setup; parts of one
 * family start where the first of them did; checks hang on what they check and nothing hangs on them, unless they end
 * in doubt; a conclusion takes up all that is open.
 */
export function createThreads() {
  /** What says the problem: the first step, and those after it that only plan. */
  let setup: readonly number[] = [];
  let setsUp = true;
  /** Where the present line of thought ends. */
  let tail: readonly number[] = [];
  let tailParents: readonly number[] = [];
  /** Steps that nothing needed yet. */
  const open = new Set<number>();
  let group: PartGroup | null = null;
  /** The last step that worked something out, for a check of nobody knows what. */
  let lastWork: readonly number[] = [];

  const goOn = (index: number, parents: readonly number[]) => {
    tailParents = parents;
    tail = [index];
  };

  function needs(index: number, step: ReadStep, { sources, revisits }: Origins): readonly number[] {
    switch (step.kind) {
      case 'alternative': {
        group = null;
        const parents = [...setup, ...sources];
        goOn(index, parents);
        return parents;
      }
      case 'check': {
        const checked = revisits ?? (sources.length > 0 ? Math.max(...sources) : null);
        const parents = [...setup.slice(0, 1), ...sources, ...(checked === null ? lastWork : [checked])];
        if (!step.isSettled) goOn(index, parents);
        return parents;
      }
      case 'part': {
        const family = step.part?.family ?? '';
        if (group?.family !== family) group = { family, base: tail, ends: [] };
        const parents = [...group.base, ...sources];
        group.ends.push(index);
        goOn(index, parents);
        return parents;
      }
      case 'likewise': {
        const parents = [...tailParents, ...sources];
        tail = [...tail, index];
        return parents;
      }
      case 'conclusion': {
        const parents = [...open, ...tail];
        group = null;
        goOn(index, parents);
        return parents;
      }
      default: {
        const joined = group && group.ends.length > 1 ? group.ends : [];
        group = null;
        const parents = [...tail, ...joined, ...sources];
        goOn(index, parents);
        return parents;
      }
    }
  }

  return {
    add(index: number, step: ReadStep, origins: Origins): readonly number[] {
      const parents = needs(index, step, origins);
      if (index === 0 || (setsUp && !step.executes && (step.kind === 'work' || step.kind === 'doubt')))
        setup = [...setup, index];
      else setsUp = false;
      for (const parent of parents) open.delete(parent);
      open.add(index);
      if (step.kind !== 'check' && step.kind !== 'conclusion') lastWork = [index];
      return parents;
    },
  };
}
