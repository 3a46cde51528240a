import { type Part, parts } from '#lib/contract/curation-edits.ts';
import type { Decomposition, LineRange, Step } from '#lib/contract/curation-record.ts';
import { intersect, subtract, unite } from '../line-ranges.ts';
import {
  firstLineOf,
  type LooseDraft,
  loosen,
  withoutLines,
  withoutStep,
  withParents,
} from './draft-steps.ts';

/** The material of a new step: lines of steps, and lines that no step has. */
export interface Carving {
  /** The edit determines it, so that replaying a log gives the same id. */
  readonly line: number;
  readonly from: readonly Step[];
  readonly lines: readonly LineRange[];
}

/**
 * Makes lines a step of their own; each line stays the part that it was. A prompt moves with the execution that it
 * preceded. If the new step comes after one that lost lines to it, the new step needs that one, and the steps that
 * needed that one need both: a dependency too many costs a stage, one too few makes the record wrong.
 */
export function carveStep(draft: Decomposition, { line, from, lines }: Carving): LooseDraft {
  const id = freshId(draft, line);
  const made = makeStep(id, from, lines);
  const left = from.map((step) => withoutPrompt(step, withoutLines(step, lines)));
  const byId = new Map(left.map((step) => [step.id, step]));
  let loose = loosen(draft);
  const steps = loose.steps.map((step) => byId.get(step.id) ?? step);
  const at = steps.findIndex((step) => (firstLineOf(step) ?? 0) > (firstLineOf(made) ?? 0));
  loose = {
    steps: at < 0 ? [...steps, made] : steps.toSpliced(at, 0, made),
    parents: new Map(loose.parents).set(id, []),
  };

  const madeFirst = firstLineOf(made) ?? 0;
  for (const step of left) {
    const first = firstLineOf(step);
    if (first === null) loose = withoutStep(loose, step.id, id);
    else if (first < madeFirst) {
      const children = draft.steps.filter((child) => loose.parents.get(child.id)?.includes(step.id));
      for (const child of children) {
        if ((firstLineOf(byId.get(child.id) ?? child) ?? 0) > madeFirst)
          loose = withParents(loose, child.id, [id]);
      }
      loose = withParents(loose, id, [step.id]);
    } else {
      loose = withParents(loose, id, loose.parents.get(step.id) ?? []);
      loose = withParents(loose, step.id, [id]);
    }
  }
  if (from.length === 0) {
    const before = draft.steps.findLast((step) => (firstLineOf(step) ?? Infinity) < madeFirst);
    if (before) loose = withParents(loose, id, [before.id]);
  }
  return loose;
}

function makeStep(id: string, from: readonly Step[], lines: readonly LineRange[]): Step {
  const taken: Record<Part, readonly LineRange[]> = { plan: [], execution: [], comment: [] };
  // A line used twice becomes one part of the new step: execution before plan, plan before comment.
  for (const part of ['execution', 'plan', 'comment'] as const) {
    const owned = from.flatMap((step) => intersect(step[part], lines));
    const others = parts.flatMap((other) => taken[other]);
    taken[part] = unite([], subtract(unite([], owned), others));
  }
  for (const lost of subtract(
    lines,
    parts.flatMap((part) => taken[part]),
  )) {
    const part = neighbourPart(taken, lost);
    taken[part] = unite(taken[part], [lost]);
  }
  const moved = from.filter((step) => losesExecution(step, lines));
  const whole = from.filter((step) => firstLineOf(withoutLines(step, lines)) === null);
  return {
    id,
    description: joined(
      whole.map(({ description }) => description),
      '; ',
    ),
    prompt: joined(
      moved.map(({ prompt }) => prompt),
      '\n',
    ),
    ...taken,
    planOnly: moved[0]?.planOnly ?? 'by-rule',
  };
}

function neighbourPart(
  taken: Readonly<Record<Part, readonly LineRange[]>>,
  { first, last }: LineRange,
): Part {
  const ends = (line: number) => parts.find((part) => taken[part].some((range) => range.last === line));
  const starts = (line: number) => parts.find((part) => taken[part].some((range) => range.first === line));
  return ends(first - 1) ?? starts(last + 1) ?? 'execution';
}

function losesExecution(step: Step, lines: readonly LineRange[]): boolean {
  return step.execution.length > 0 && subtract(step.execution, lines).length === 0;
}

function withoutPrompt(before: Step, after: Step): Step {
  return before.execution.length > 0 && after.execution.length === 0 && after.prompt !== ''
    ? { ...after, prompt: '' }
    : after;
}

export function joined(texts: readonly string[], between: string): string {
  return texts.filter((text) => text.trim() !== '').join(between);
}

/** An earlier edit may have made another step at this line. */
function freshId({ steps }: Decomposition, line: number): string {
  let id = `line-${line}`;
  while (steps.some((step) => step.id === id)) id += '+';
  return id;
}
