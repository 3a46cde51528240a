import type { CurationRow } from '#lib/contract/curation-record.ts';

/** How a person's verdicts compare with the pipeline's. Records marked "fix" count as neither accepted nor rejected. */
export interface Agreement {
  readonly keptAccepted: number;
  readonly keptRejected: number;
  readonly rejectedAccepted: number;
  readonly rejectedRejected: number;
  readonly fix: number;
  /** The number of accepted and rejected records together. */
  readonly n: number;
  /** Share of n on which both agree; null without any. */
  readonly observed: number | null;
  /** Cohen's kappa; null below `KAPPA_FROM`, or where both always give the same verdict. */
  readonly kappa: number | null;
}

/** With fewer records kappa means nothing: one verdict more or less would move it by a tenth and more. */
export const KAPPA_FROM = 20;

/**
 * Counts over reviewed records, with Cohen's kappa (Cohen 1960): κ = (p₀ − pₑ) ÷ (1 − pₑ), p₀ the share on which both
 * agree, pₑ what they would agree on by chance, from how often each says yes and no.
 */
export function agreementOf(rows: readonly Pick<CurationRow, 'status' | 'review'>[]): Agreement {
  const count = (status: 'kept' | 'rejected', review: 'accept' | 'reject') =>
    rows.filter((row) => row.status === status && row.review === review).length;
  const keptAccepted = count('kept', 'accept');
  const keptRejected = count('kept', 'reject');
  const rejectedAccepted = count('rejected', 'accept');
  const rejectedRejected = count('rejected', 'reject');
  const n = keptAccepted + keptRejected + rejectedAccepted + rejectedRejected;
  const observed = n > 0 ? (keptAccepted + rejectedRejected) / n : null;
  return {
    keptAccepted,
    keptRejected,
    rejectedAccepted,
    rejectedRejected,
    fix: rows.filter(({ review }) => review === 'fix').length,
    n,
    observed,
    kappa: n >= KAPPA_FROM && observed !== null ? kappaOf(observed) : null,
  };

  function kappaOf(agreed: number): number | null {
    const kept = (keptAccepted + keptRejected) / n;
    const accepted = (keptAccepted + rejectedAccepted) / n;
    const byChance = kept * accepted + (1 - kept) * (1 - accepted);
    return byChance < 1 ? (agreed - byChance) / (1 - byChance) : null;
  }
}
