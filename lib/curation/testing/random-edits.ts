import fc from 'fast-check';
import { type Edit, parts } from '#lib/contract/curation-edits.ts';
import type { Decomposition, LineRange, SourceLines, Step } from '#lib/contract/curation-record.ts';
import { firstLineOf, numberOf, parentsOf } from '../edits/draft-steps.ts';
import { areNormalised, intersect } from '../line-ranges.ts';

/** A source with this many lines, `L1.` and so on. */
export function sourceOf(count: number): SourceLines {
  const texts = Array.from({ length: count }, (_, index) => `L${index + 1}.`);
  const lines: { start: number; end: number }[] = [];
  let start = 0;
  for (const text of texts) {
    lines.push({ start, end: start + text.length });
    start += text.length + 1;
  }
  return { text: texts.join(' '), lines };
}

/** `[3, 5]` is lines 3 to 5. */
export function stepOf(
  id: string,
  { plan, execution, comment }: Partial<Record<(typeof parts)[number], [number, number]>>,
  rest: Partial<Step> = {},
): Step {
  const ranges = (range?: [number, number]): LineRange[] =>
    range ? [{ first: range[0], last: range[1] }] : [];
  return {
    id,
    description: '',
    prompt: '',
    planOnly: 'by-rule',
    plan: ranges(plan),
    execution: ranges(execution),
    comment: ranges(comment),
    ...rest,
  };
}

/** Consecutive steps, with some lines lost between them, and random dependencies on earlier ones. */
export const decompositions = fc
  .array(
    fc.record({
      gap: fc.nat(2),
      lengths: fc.tuple(fc.nat(3), fc.nat(5), fc.nat(2)),
      parents: fc.array(fc.nat(20), { maxLength: 3 }),
      prompt: fc.constantFrom('', 'Compute it.'),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((seeds): { source: SourceLines; decomposition: Decomposition } => {
    let line = 1;
    const steps: Step[] = [];
    const parents: Record<string, string[]> = {};
    for (const [index, seed] of seeds.entries()) {
      const [plan, execution, comment] = seed.lengths;
      if (plan + execution + comment === 0) continue;
      line += seed.gap;
      const take = (count: number): LineRange[] => {
        if (count === 0) return [];
        line += count;
        return [{ first: line - count, last: line - 1 }];
      };
      const id = `s${index}`;
      steps.push({
        ...stepOf(id, {}),
        prompt: seed.prompt,
        plan: take(plan),
        execution: take(execution),
        comment: take(comment),
      });
      const earlier = steps.slice(0, -1).map((step) => step.id);
      const own = [...new Set(seed.parents.flatMap((at) => earlier[at % Math.max(earlier.length, 1)] ?? []))];
      if (own.length > 0) parents[id] = own;
    }
    return { source: sourceOf(line + 2), decomposition: { steps, parents } };
  });

/** Numbers that `editFor` turns into an edit of the current draft, so that most of them apply. */
export const editSeeds = fc.record({
  kind: fc.constantFrom<Edit['type'][]>(
    'assign-lines',
    'assign-lines',
    'drop-lines',
    'new-step',
    'split-step',
    'merge-step',
    'delete-step',
    'edit-text',
    'add-dependency',
    'remove-dependency',
    'set-plan-only',
  ),
  a: fc.nat(40),
  b: fc.nat(40),
  c: fc.nat(40),
});

export function editFor(
  source: SourceLines,
  draft: Decomposition,
  { kind, a, b, c }: { kind: Edit['type']; a: number; b: number; c: number },
): Edit {
  const step = draft.steps[a % Math.max(draft.steps.length, 1)]?.id ?? 'none';
  const parent = draft.steps[b % Math.max(draft.steps.length, 1)]?.id ?? 'none';
  const first = 1 + (b % source.lines.length);
  const last = Math.min(first + (c % 6), source.lines.length);
  const part = parts[c % 3] ?? 'plan';
  switch (kind) {
    case 'assign-lines':
      return { type: kind, first, last, step, part };
    case 'drop-lines':
    case 'new-step':
      return { type: kind, first, last };
    case 'split-step':
      return { type: kind, step, at: first };
    case 'merge-step':
    case 'delete-step':
      return { type: kind, step };
    case 'edit-text':
      return { type: kind, step, field: c % 2 ? 'prompt' : 'description', text: `text ${b}` };
    case 'add-dependency':
      return { type: kind, parent, step };
    case 'remove-dependency':
      return { type: kind, parent: parentsOf(draft, step)[0] ?? parent, step };
    case 'set-plan-only':
      return { type: kind, step, planOnly: (['by-rule', 'always', 'never'] as const)[c % 3] ?? 'never' };
  }
}

/** What breaks the rules for every draft; empty for a valid one. */
export function faultsOf(source: SourceLines, draft: Decomposition): string[] {
  const faults: string[] = [];
  const ids = draft.steps.map(({ id }) => id);
  if (new Set(ids).size < ids.length) faults.push('an id twice');
  let latest = 0;
  for (const [index, step] of draft.steps.entries()) {
    const first = firstLineOf(step);
    if (first === null) faults.push(`${step.id} has no lines`);
    else if (first < latest) faults.push(`${step.id} stands after a later step`);
    latest = first ?? latest;
    for (const part of parts) {
      if (!areNormalised(step[part])) faults.push(`${step.id}.${part} is not normalised`);
      if (step[part].some((range) => range.first < 1 || range.last > source.lines.length))
        faults.push(`${step.id}.${part} leaves the source`);
      for (const other of draft.steps.slice(index))
        for (const otherPart of parts)
          if ((other !== step || otherPart > part) && intersect(step[part], other[otherPart]).length > 0)
            faults.push(`${step.id}.${part} and ${other.id}.${otherPart} overlap`);
    }
  }
  for (const [id, own] of Object.entries(draft.parents)) {
    const number = numberOf(draft, id);
    if (number === null) faults.push(`parents of ${id}, which is not there`);
    if (new Set(own).size < own.length) faults.push(`a parent of ${id} twice`);
    for (const parent of own)
      if ((numberOf(draft, parent) ?? Number.POSITIVE_INFINITY) >= (number ?? 0))
        faults.push(`${parent} → ${id} leads back`);
  }
  return faults;
}
