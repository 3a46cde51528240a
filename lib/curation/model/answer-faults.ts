import type { CurationDiagnostic } from '#lib/contract/curation-record.ts';
import { type CurationDiagnosticCode, diagnosticOf } from '../diagnostics.ts';

/** How a step of an answer is called where a fault is told: `step 3`. */
export type StepName = (rawIndex: number) => string;

/** One thing that is wrong with an answer. Told twice: to the model by its own numbering, to people by the result's. */
export interface AnswerFault {
  readonly code: CurationDiagnosticCode;
  /** Place of the step in the answer, from 0. */
  readonly raw?: number;
  /** Begins in small letters where it begins with a name, and ends without a full stop. */
  problem(name: StepName): string;
  /** What is done about it where the model does not: a sentence. */
  mended(name: StepName): string;
  /** Lines (or steps) that are wrong: of two answers the one with less is taken. */
  readonly weight: number;
}

/** More than this no model reads and no person either. */
const MOST_TOLD = 40;

/** The faults as sent back to the model, one a line. */
export function faultsForModel(faults: readonly AnswerFault[], name: StepName): string {
  const told = faults.slice(0, MOST_TOLD).map((fault) => `- ${sentence(fault.problem(name))}`);
  const left = faults.length - told.length;
  return [...told, ...(left > 0 ? [`- And ${left} more of the same kinds.`] : [])].join('\n');
}

/** The faults that were mended, for people. `numberOf` is null for a step that was left out. */
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
    // In a file it is one; here it is mended, and errors are for what the rules had to do.
    return remark.severity === 'error' ? { ...remark, severity: 'warning' as const } : remark;
  });
  const left = faults.length - told.length;
  if (left > 0) told.push(diagnosticOf('more-faults', `${left} more faults of these kinds were mended.`));
  return told;
}

export const weightOf = (faults: readonly AnswerFault[]): number =>
  faults.reduce((sum, { weight }) => sum + weight, 0);

/** The first faults in one sentence, for the record of what was sent back. */
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
