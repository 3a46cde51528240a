import type { CurationBatch } from '#components/api/curation-schemas.ts';

/** What an export is asked for; the names are those of the route. */
export interface ExportOptions {
  readonly only: 'kept' | 'not-rejected' | 'accepted';
  readonly format: 'trl' | 'ms-swift' | 'llama-factory' | 'axolotl';
  readonly unit: 'trajectory' | 'calls';
  readonly shape: 'prompt-completion' | 'messages';
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

/** As the query of the route; only what is in order. */
export const queryOf = ({ only, format, unit, shape, seed, test }: ExportOptions) => ({
  format,
  unit,
  shape,
  seed: Number(seed),
  test: Number(test) / 100,
  only,
});

/** How many records each choice takes, as far as the batch's counts tell. */
export function selections({ counts, review }: Pick<CurationBatch, 'counts' | 'review'>) {
  return [
    { only: 'kept', label: 'All that are kept', count: counts.kept, exact: true },
    {
      only: 'not-rejected',
      label: 'Kept, and not rejected in review',
      count: Math.max(0, counts.kept - review.reject),
      // Rejected in review may be some that were not kept anyway.
      exact: review.reject === 0,
    },
    {
      only: 'accepted',
      label: 'Kept, and accepted in review',
      count: review.accept,
      exact: review.accept === 0,
    },
  ] as const;
}
