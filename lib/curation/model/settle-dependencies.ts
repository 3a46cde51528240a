import type { Decomposition, Step } from '#lib/contract/curation-record.ts';
import type { CurationDiagnosticCode } from '../diagnostics.ts';
import type { AnswerFault } from './answer-faults.ts';
import type { RawParents } from './read-dependencies.ts';

export interface SettledParents {
  readonly parents: Decomposition['parents'];
  /** `raw` is the step's index. */
  readonly faults: readonly AnswerFault[];
  /** Steps of which the answer says anything. */
  readonly told: number;
}

const REASONS = {
  'self-parent': 'which is itself',
  'later-parent': 'which does not come before it',
  'unknown-parent': 'which does not exist',
} as const satisfies Partial<Record<CurationDiagnosticCode, string>>;

/**
 * Checks the dependencies of an answer and mends them: every one must lead to an earlier step, which leaves no cycle;
 * what a step lacks comes from the rules.
 */
export function settleDependencies(
  steps: readonly Step[],
  raw: RawParents,
  byRules: Decomposition['parents'],
): SettledParents {
  const faults: AnswerFault[] = [];
  const parents: Record<string, readonly string[]> = {};
  let told = 0;
  steps.forEach(({ id }, index) => {
    const named = raw.get(index + 1);
    if (named) told++;
    // Nothing can stand before the first step.
    else if (index > 0) faults.push(missing(index));
    parents[id] = named
      ? usable(steps, index, named, faults)
      : Object.hasOwn(byRules, id)
        ? (byRules[id] ?? [])
        : [];
  });
  for (const number of raw.keys())
    if (number < 1 || number > steps.length) faults.push(unknownStep(number, steps.length));
  return { parents, faults, told };
}

function usable(
  steps: readonly Step[],
  index: number,
  named: readonly number[],
  faults: AnswerFault[],
): readonly string[] {
  const ids: string[] = [];
  for (const number of [...new Set(named)].sort((a, b) => a - b)) {
    const parent = steps[number - 1];
    const code =
      number === index + 1
        ? 'self-parent'
        : !parent
          ? 'unknown-parent'
          : number > index + 1
            ? 'later-parent'
            : null;
    if (code === null && parent) ids.push(parent.id);
    else if (code !== null) faults.push(badParent(code, index, number));
  }
  return ids;
}

const badParent = (code: keyof typeof REASONS, index: number, number: number): AnswerFault => ({
  code,
  raw: index,
  problem: (name) => `${name(index)} is said to need step ${number}, ${REASONS[code]}`,
  mended: () => 'That was left out.',
  weight: 1,
});

const missing = (index: number): AnswerFault => ({
  code: 'parents-missing',
  raw: index,
  problem: (name) => `Nothing is said about ${name(index)}`,
  mended: () => 'Its dependencies are the rules’.',
  weight: 1,
});

const unknownStep = (number: number, count: number): AnswerFault => ({
  code: 'unknown-step',
  problem: () => `Dependencies of step ${number} are given, but there are only steps 1 to ${count}`,
  mended: () => 'They were left out.',
  weight: 1,
});
