import type { CurationBatch } from '#lib/contract/curation-batch.ts';

/** How many records reached this level. */
export interface FunnelLevel {
  readonly key: 'imported' | 'steps' | 'dag' | 'packed' | 'kept';
  readonly label: string;
  readonly count: number;
  /** Share of the imported records; 0 where there are none. */
  readonly share: number;
}

/** Where records dropped out, and why. */
export interface FunnelLoss {
  readonly key: string;
  readonly kind: 'rejected' | 'failed' | 'waiting';
  readonly count: number;
}

export interface Funnel {
  readonly levels: readonly FunnelLevel[];
  /** Rejections by reason (a record may have several), then failures, then unfinished records. */
  readonly losses: readonly FunnelLoss[];
  readonly rejected: number;
}

const labels: Record<FunnelLevel['key'], string> = {
  imported: 'Imported',
  steps: 'Steps',
  dag: 'Dependencies',
  packed: 'Packed',
  kept: 'Kept',
};

export function funnelOf({ counts, reasons }: Pick<CurationBatch, 'counts' | 'reasons'>): Funnel {
  const keys = ['imported', 'steps', 'dag', 'packed', 'kept'] as const;
  const levels = keys.map((key) => ({
    key,
    label: labels[key],
    count: counts[key],
    share: counts.imported > 0 ? counts[key] / counts.imported : 0,
  }));
  const waiting = counts.waiting + counts.running;
  const losses: FunnelLoss[] = [
    ...reasons.map(({ code, count }) => ({ key: code, kind: 'rejected' as const, count })),
    ...(counts.failed > 0 ? [{ key: 'failed', kind: 'failed' as const, count: counts.failed }] : []),
    ...(waiting > 0 ? [{ key: 'waiting', kind: 'waiting' as const, count: waiting }] : []),
  ];
  return { levels, losses, rejected: counts.rejected };
}
