import { type Part, parts } from '#lib/contract/curation-edits.ts';
import type { Decomposition, LineRange, Step } from '#lib/contract/curation-record.ts';
import { parentsOf } from './draft-steps.ts';
import { type DiffPiece, wordDiff } from './word-diff.ts';

/** The part that a line is in a step. */
export interface DiffPlace {
  readonly step: string;
  readonly part: Part;
}

/** Lines whose place changed; empty: in no step. */
export interface LineMove extends LineRange {
  readonly from: readonly DiffPlace[];
  readonly to: readonly DiffPlace[];
}

/** One step of either side, matched by its id. */
export interface StepChange {
  readonly id: string;
  readonly kind: 'unchanged' | 'changed' | 'added' | 'removed';
  /** Its numbers, from 1; null on the side without this step. */
  readonly before: number | null;
  readonly after: number | null;
  /** Lines that joined it, left it, or changed their part in it. */
  readonly lines: readonly LineMove[];
  /** Null if unchanged, and for a step that is on one side only. */
  readonly prompt: readonly DiffPiece[] | null;
  readonly description: readonly DiffPiece[] | null;
  readonly planOnly: { readonly before: Step['planOnly']; readonly after: Step['planOnly'] } | null;
  /** Ids of the steps that it newly depends on, or no longer does. */
  readonly dependencies: { readonly added: readonly string[]; readonly removed: readonly string[] };
}

export interface DecompositionDiff {
  /** In the order of `after`; a removed step keeps its former place. */
  readonly steps: readonly StepChange[];
  readonly moves: readonly LineMove[];
  /** Number of steps that changed. */
  readonly changed: number;
}

/** Compares two decompositions of a source. Linear in lines, ranges and dependencies. */
export function diffDecompositions(before: Decomposition, after: Decomposition): DecompositionDiff {
  const moves = lineMoves(before.steps, after.steps);
  const older = numbered(before);
  const newer = numbered(after);
  const movesOf = new Map<string, LineMove[]>();
  for (const move of moves)
    for (const id of new Set([...move.from, ...move.to].map(({ step }) => step))) put(movesOf, id, move);

  const change = (id: string): StepChange => {
    const [a, b] = [older.get(id), newer.get(id)];
    const lines = movesOf.get(id) ?? [];
    const dependencies = dependencyChange(before, after, id);
    const both = a && b ? { a: a.step, b: b.step } : null;
    const prompt = both && both.a.prompt !== both.b.prompt ? wordDiff(both.a.prompt, both.b.prompt) : null;
    const description =
      both && both.a.description !== both.b.description
        ? wordDiff(both.a.description, both.b.description)
        : null;
    const planOnly =
      both && both.a.planOnly !== both.b.planOnly
        ? { before: both.a.planOnly, after: both.b.planOnly }
        : null;
    const differs =
      lines.length > 0 ||
      prompt !== null ||
      description !== null ||
      planOnly !== null ||
      dependencies.added.length + dependencies.removed.length > 0;
    return {
      id,
      kind: !a ? 'added' : !b ? 'removed' : differs ? 'changed' : 'unchanged',
      before: a?.number ?? null,
      after: b?.number ?? null,
      lines,
      prompt,
      description,
      planOnly,
      dependencies,
    };
  };

  /** Removed steps by the step that they followed; null: they came before all others. */
  const removed = new Map<string | null, StepChange[]>();
  let behind: string | null = null;
  for (const { id } of before.steps)
    if (newer.has(id)) behind = id;
    else put(removed, behind, change(id));
  const steps = [
    ...(removed.get(null) ?? []),
    ...after.steps.flatMap(({ id }) => [change(id), ...(removed.get(id) ?? [])]),
  ];
  return { steps, moves, changed: steps.filter(({ kind }) => kind !== 'unchanged').length };
}

function put<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = lists.get(key);
  if (known) known.push(value);
  else lists.set(key, [value]);
}

function numbered({ steps }: Decomposition) {
  return new Map(steps.map((step, index) => [step.id, { step, number: index + 1 }]));
}

function dependencyChange(
  before: Decomposition,
  after: Decomposition,
  id: string,
): StepChange['dependencies'] {
  const [a, b] = [parentsOf(before, id), parentsOf(after, id)];
  return {
    added: b.filter((parent) => !a.includes(parent)),
    removed: a.filter((parent) => !b.includes(parent)),
  };
}

function lineMoves(before: readonly Step[], after: readonly Step[]): readonly LineMove[] {
  const from = placesByLine(before);
  const to = placesByLine(after);
  const moves: {
    first: number;
    last: number;
    from: readonly DiffPlace[];
    to: readonly DiffPlace[];
    key: string;
  }[] = [];
  for (let line = 1; line < Math.max(from.length, to.length); line++) {
    const [a, b] = [from[line] ?? [], to[line] ?? []];
    const [aKey, bKey] = [keyOf(a), keyOf(b)];
    if (aKey === bKey) continue;
    const key = `${aKey} → ${bKey}`;
    const latest = moves.at(-1);
    if (latest?.last === line - 1 && latest.key === key) latest.last = line;
    else moves.push({ first: line, last: line, from: a, to: b, key });
  }
  return moves.map(({ key: _, ...move }) => move);
}

function placesByLine(steps: readonly Step[]): DiffPlace[][] {
  const places: DiffPlace[][] = [];
  for (const { id, ...step } of steps)
    for (const part of parts)
      for (const { first, last } of step[part])
        for (let line = first; line <= last; line++) {
          places[line] ??= [];
          places[line]?.push({ step: id, part });
        }
  return places;
}

function keyOf(places: readonly DiffPlace[]): string {
  return places
    .map(({ step, part }) => `${part} ${JSON.stringify(step)}`)
    .sort()
    .join();
}
