import type { Decomposition, SourceLines, Step } from '#lib/contract/curation-record.ts';
import { withoutTransitive } from '../transitive.ts';
import { createFirstSaid } from './first-said.ts';
import { readSteps } from './read-steps.ts';
import { createThreads } from './threads.ts';
import { createWhereabouts } from './whereabouts.ts';

/**
 * Which earlier steps each step needs, by what kind of step it is (threads.ts) and by the values, expressions and names
 * it takes from others (whereabouts.ts). Parents stand before their step, so there is no cycle. Works on anybody's steps,
 * not only on those of `extractByRules`. Time linear in the text; never throws.
 */
export function dependByRules(source: SourceLines, steps: readonly Step[]): Decomposition['parents'] {
  const threads = createThreads();
  const whereabouts = createWhereabouts();
  const firstSaid = createFirstSaid();
  const parents: Record<string, readonly string[]> = {};
  const edges: number[][] = [];
  readSteps(source, steps).forEach((step, index) => {
    const origins = whereabouts.add(index, step);
    const needed = threads.add(index, step, origins, firstSaid(index, step.text, step.findings));
    edges.push(
      [...new Set([...needed, ...origins.sources])].filter((parent) => parent >= 0 && parent < index),
    );
  });
  withoutTransitive(edges).forEach((own, index) => {
    parents[steps[index]?.id ?? ''] = own.map((parent) => steps[parent]?.id ?? '');
  });
  return parents;
}
