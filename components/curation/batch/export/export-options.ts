import type {
  ChatTemplateId,
  ContextPolicy,
  RowShape,
  TrainingFormatId,
  TrainingUnit,
} from '#lib/contract/training-export.ts';

/** The options of an export, under the names that the route uses. */
export interface ExportOptions {
  readonly only: 'kept' | 'not-rejected' | 'accepted';
  readonly format: TrainingFormatId;
  readonly unit: TrainingUnit;
  readonly shape: RowShape;
  /** What a call of an executor sees. */
  readonly policy: ContextPolicy;
  readonly template: ChatTemplateId;
  /** As typed. */
  readonly seed: string;
  /** Percent, as typed. */
  readonly test: string;
}

export const defaultExport: ExportOptions = {
  only: 'kept',
  format: 'trl',
  unit: 'trajectory',
  shape: 'prompt-completion',
  policy: 'paper',
  template: 'r1-distill',
  seed: '1',
  test: '10',
};

export interface ExportFaults {
  readonly seed: string | null;
  readonly test: string | null;
}

export function faultsOf({ seed, test }: ExportOptions): ExportFaults {
  const share = Number(test);
  return {
    seed: /^\d{1,9}$/.test(seed.trim()) ? null : 'A whole number from 0 on',
    test: test.trim() !== '' && share >= 0 && share <= 90 ? null : '0 to 90 %',
  };
}

/** The options as a query for the route; leaves out invalid ones. */
export const queryOf = ({ only, format, unit, shape, policy, template, seed, test }: ExportOptions) => ({
  format,
  unit,
  shape,
  ...(unit === 'calls' && { policy }),
  template,
  seed: Number(seed),
  test: Number(test) / 100,
  only,
});

/** The choices of records, and how many each includes. */
export const selections = (kept: number, keptRejected: number, accepted: number) =>
  [
    { only: 'kept', label: 'All that are kept', count: kept },
    { only: 'not-rejected', label: 'Kept, and not rejected in review', count: kept - keptRejected },
    { only: 'accepted', label: 'Accepted in review, whatever the filter said', count: accepted },
  ] as const;
