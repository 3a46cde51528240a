import { assertUnreachable } from '#lib/base/assert.ts';
import type { Decomposition, SourceLines, Step } from '#lib/contract/curation-record.ts';
import { withoutTransitive } from '../transitive.ts';
import { createFirstSaid, type Taken, takesUp } from './first-said.ts';
import type { OpeningKind } from './opening-words.ts';
import { type ReadStep, readSteps } from './read-steps.ts';
import { createValueOrigins, type Origins } from './value-origins.ts';

/**
 * Which earlier steps each step needs, by what kind of step it is (`createThreads`) and by the values, expressions and names
 * it takes from others (value-origins.ts). Parents stand before their step, so there is no cycle. Works on anybody's steps,
 * not only on those of `extractByRules`. Time linear in the text; never throws.
 */
export function dependByRules(source: SourceLines, steps: readonly Step[]): Decomposition['parents'] {
  const threads = createThreads();
  const valueOrigins = createValueOrigins();
  const firstSaid = createFirstSaid();
  const parents: Record<string, readonly string[]> = {};
  const edges: number[][] = [];
  readSteps(source, steps).forEach((step, index) => {
    const origins = valueOrigins.add(index, step);
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

/** One group of parallel parts: where it started, and the last step of each. */
interface PartGroup {
  readonly run: number;
  readonly base: readonly number[];
  readonly ends: number[];
  /** They are parts of a check. */
  readonly isCheck: boolean;
}

/** With more parallel steps, each next step would have to search all of them. */
const MOST_SIBLINGS = 32;

/** Steps of a line of thought that we search for the one that another continues. */
const MOST_BACK = 6;
/** Openers that may start something new; "so" and a plain sentence continue. */
const AFRESH: ReadonlySet<OpeningKind> = new Set(['next', 'doubt', 'idea', 'alternative']);

/**
 * Tracks lines of thought. Work continues the end of its line; an alternative starts a new line at the setup; parts of
 * one family start where the first of them did; a check depends on what it checks and nothing depends on it, unless it
 * ends in doubt; a conclusion takes up everything open that led to a result.
 */
function createThreads() {
  /** The steps that state the problem: the first step, and the last of those after it before any calculation. */
  let setup: readonly number[] = [];
  let setsUp = true;
  /** Where the current line of thought ends, and what its end needed. */
  let tail: readonly number[] = [];
  let tailParents: readonly number[] = [];
  /** Where it ended before a check that is still open, and whether that was only announced; null outside. */
  let before: { readonly tail: readonly number[]; readonly onlyAnnounced: boolean } | null = null;
  /** Steps that no other step has needed yet. */
  const open = new Set<number>();
  let group: PartGroup | null = null;
  /** The last step that worked something out, for a check that does not say what it checks. */
  let lastWork: readonly number[] = [];
  /** The last calculating step of a line of thought, for steps that recall a result. */
  let lastReckoned: readonly number[] = [];
  /** Steps that calculate or name something. */
  const finds = new Set<number>();
  /**
   * Steps that led to a result: they calculated, checked, or ended well. A conclusion combines these, and ignores an
   * idea that was given up before it was carried out.
   */
  const cameToSomething = new Set<number>();
  /** The steps of the current line of thought. */
  let line: number[] = [];
  const goOn = (index: number, parents: readonly number[]) => {
    line = [...line.slice(-MOST_BACK), index];
    tailParents = parents;
    tail = [index];
  };
  /** Returns to the line of thought that the check left. */
  const endCheck = () => {
    if (before) tail = before.tail;
    before = null;
  };
  /**
   * Makes a check depend on the last step that worked, which reached the conclusion that it checks, and on the steps
   * whose findings it reproduces or uses.
   */
  const check = (index: number, step: ReadStep, { sources, revisits }: Origins): readonly number[] => {
    const parents = [...setup.slice(0, 1), ...sources, ...revisits, ...(before === null ? lastWork : tail)];
    if (step.recalls) parents.push(...lastReckoned);
    before ??= { tail, onlyAnnounced: !step.reckons };
    goOn(index, parents);
    if (step.verdict === 'right' || (step.verdict === null && step.reckons)) endCheck();
    return parents;
  };

  /** The steps that a fresh opening really continues from; null if it continues the end of its line. */
  const baseAfresh = (step: ReadStep, taken: ReadonlyMap<number, Taken>): readonly number[] | null => {
    if (!AFRESH.has(step.opening)) return null;
    if (step.rereads) return setup;
    if (step.pointsAt || tail.some((place) => finds.has(place))) return null;
    if (tail.some((place) => takesUp(taken.get(place))) || tail.some((place) => setup.includes(place)))
      return null;
    const back = line
      .slice(0, -1)
      .slice(-MOST_BACK)
      .findLast((place) => finds.has(place) || takesUp(taken.get(place)));
    return back === undefined ? setup : [back];
  };

  function needs(
    index: number,
    step: ReadStep,
    { sources, revisits }: Origins,
    taken: ReadonlyMap<number, Taken>,
  ): readonly number[] {
    const run = step.part?.run ?? null;
    if (run !== null && group?.run === run && step.kind !== 'alternative') {
      group.ends.push(index);
      if (group.isCheck) return check(index, step, { sources, revisits });
      const parents = [...group.base, ...sources];
      goOn(index, parents);
      return parents;
    }
    const start = (base: readonly number[], isCheck: boolean) => {
      if (run !== null) group = { run, base, ends: [index], isCheck };
    };
    // The first ideas are parallel; a later idea is the next thing to try.
    const kind = step.kind === 'idea' ? (lastReckoned.length > 0 ? 'work' : 'alternative') : step.kind;
    switch (kind) {
      case 'alternative': {
        group = null;
        before = null;
        const parents = [...setup, ...sources, ...(step.recalls ? lastReckoned : [])];
        start(parents, false);
        goOn(index, parents);
        return parents;
      }
      case 'check': {
        start([], true);
        return check(index, step, { sources, revisits });
      }
      case 'part': {
        const parents = [...tail, ...sources];
        start(tail, before !== null);
        goOn(index, parents);
        return parents;
      }
      case 'likewise': {
        if (tail.length >= MOST_SIBLINGS) {
          const parents = [...tail, ...sources];
          goOn(index, parents);
          return parents;
        }
        const parents = [...tailParents, ...sources];
        tail = [...tail, index];
        return parents;
      }
      case 'conclusion': {
        const parents = [...[...open].filter((place) => cameToSomething.has(place)), ...tail];
        group = null;
        before = null;
        goOn(index, parents);
        return parents;
      }
      case 'setup':
      case 'work':
      case 'doubt': {
        const afresh = before === null && group === null ? baseAfresh(step, taken) : null;
        if (afresh !== null) {
          const parents = [...afresh, ...sources];
          start(afresh, false);
          goOn(index, parents);
          return parents;
        }
        const joined = before === null && group && group.ends.length > 1 ? group.ends : [];
        if (before === null) group = null;
        const parents = [...tail, ...joined, ...sources];
        start(tail, before !== null);
        goOn(index, parents);
        // It carries out what the check announced, or it continues from the check's result.
        if (before?.onlyAnnounced && step.verdict === 'right') endCheck();
        else if (!before?.onlyAnnounced) before = null;
        return parents;
      }
      default:
        return assertUnreachable(kind);
    }
  }

  return {
    add(
      index: number,
      step: ReadStep,
      origins: Origins,
      taken: ReadonlyMap<number, Taken>,
    ): readonly number[] {
      if (step.findings.found.size + step.findings.stated.size + step.findings.defined.size > 0)
        finds.add(index);
      if (step.reckons || step.kind === 'check' || step.verdict === 'right') cameToSomething.add(index);
      const parents = needs(index, step, origins, taken);
      if (index === 0 || (setsUp && !step.reckons && (step.kind === 'work' || step.kind === 'doubt')))
        setup = index === 0 ? [0] : [0, index];
      else setsUp = false;
      for (const parent of parents) open.delete(parent);
      open.add(index);
      const isCheck = step.kind === 'check' || (group?.isCheck && group.ends.at(-1) === index);
      if (before === null && !isCheck && step.kind !== 'conclusion') {
        lastWork = [index];
        if (step.reckons && step.kind !== 'alternative') lastReckoned = [index];
      }
      return parents;
    },
  };
}
