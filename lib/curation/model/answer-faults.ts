import type { CurationDiagnostic } from '#lib/contract/curation-record.ts';
import { type CurationDiagnosticCode, diagnosticOf } from '../diagnostics.ts';

/** The name of an answer's step in the text of a fault: `step 3`. */
export type StepName = (rawIndex: number) => string;

/**
 * One fault in an answer. We report it to the model with the answer's step numbers, and to people with the result's.
 */
export interface AnswerFault {
  readonly code: CurationDiagnosticCode;
  /** Index of the step in the answer, from 0. */
  readonly raw?: number;
  /** Starts in lower case if it starts with a name, and has no full stop at its end. */
  problem(name: StepName): string;
  /** What we do about it if the model does not: a sentence. */
  mended(name: StepName): string;
  /** Number of wrong lines (or steps): of two answers we take the one with fewer. */
  readonly weight: number;
}

/** No model and no person reads more. */
const MOST_TOLD = 40;

/** The faults as we send them back to the model, one per line. */
export function faultsForModel(faults: readonly AnswerFault[], name: StepName): string {
  const told = faults.slice(0, MOST_TOLD).map((fault) => `- ${sentence(fault.problem(name))}`);
  const left = faults.length - told.length;
  return [...told, ...(left > 0 ? [`- And ${left} more of the same kinds.`] : [])].join('\n');
}

/** The repaired faults, for people. `numberOf` is null for a step that we left out. */
export function faultDiagnostics(
  faults: readonly AnswerFault[],
  numberOf: (rawIndex: number) => number | null,
): CurationDiagnostic[] {
  const name: StepName = (raw) => {
    const number = numberOf(raw);
    return number === null ? 'a step that was left out' : `step ${number}`;
  };
  const told = faults.slice(0, MOST_TOLD).map((fault) => {
    const step = fault.raw === undefined ? undefined : (numberOf(fault.raw) ?? undefined);
    const remark = diagnosticOf(fault.code, `${sentence(fault.problem(name))} ${fault.mended(name)}`, step);
    // In a file it is an error; here we repaired it, and keep errors for what the rules had to do.
    return remark.severity === 'error' ? { ...remark, severity: 'warning' as const } : remark;
  });
  const left = faults.length - told.length;
  if (left > 0) told.push(diagnosticOf('more-faults', `${left} more faults of these kinds were mended.`));
  return told;
}

export const weightOf = (faults: readonly AnswerFault[]): number =>
  faults.reduce((sum, { weight }) => sum + weight, 0);

/** The first faults in one sentence, for the record of what we sent back. */
export function faultsInShort(faults: readonly AnswerFault[], name: StepName): string {
  const told = faults.slice(0, 3).map(({ problem }) => problem(name));
  const left = faults.length - told.length;
  return `${told.join('; ')}${left > 0 ? `; and ${left} more` : ''}.`;
}

const sentence = (problem: string): string => `${problem.charAt(0).toUpperCase()}${problem.slice(1)}.`;

/** A fault of the answer as a whole. */
export const wholeFault = (code: CurationDiagnosticCode, problem: string, mended: string): AnswerFault => ({
  code,
  problem: () => problem,
  mended: () => mended,
  weight: 1,
});
