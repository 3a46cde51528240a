import type { Step } from '#lib/contract/curation-record.ts';
import type { CurationSettings } from '#lib/contract/curation-settings.ts';
import type { CuratedStep } from './curated.ts';

/** The length of an execution in lines, or, as the authors' script takes it, last line − first line. */
export function executionLength(
  { execution }: Pick<Step, 'execution'>,
  measure: CurationSettings['shortMeasure'],
): number {
  if (measure === 'lines') return execution.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  const first = execution[0]?.first ?? 0;
  return (execution.at(-1)?.last ?? first) - first;
}

/** Why a step gets no executor; null where it gets one. */
export function planOnlyBecause(
  step: Pick<Step, 'execution' | 'planOnly'>,
  settings: Pick<CurationSettings, 'shortMeasure' | 'shortBelow'>,
): CuratedStep['planOnlyBecause'] {
  if (step.execution.length === 0) return 'no-execution';
  if (step.planOnly === 'always') return 'by-hand';
  if (step.planOnly === 'never') return null;
  return executionLength(step, settings.shortMeasure) < settings.shortBelow ? 'short' : null;
}
