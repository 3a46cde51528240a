'use client';

import { formatCount, formatInteger } from '#lib/base/format.ts';
import { estimateCost } from './cost-estimate.ts';
import { useCurationInput } from './input-store.ts';

/** What a model will read and write for the whole data set, as a guess. */
export function CostLine() {
  const dataSet = useCurationInput((state) => state.dataSet);
  const estimate = dataSet?.inspected ? estimateCost(dataSet.inspected, dataSet.file.size) : null;
  if (!estimate) return null;
  return (
    <p className="rounded-xl bg-crit-bg px-3 py-2.5 text-xs leading-relaxed">
      <b className="font-medium tabular-nums">
        ≈ {about(estimate.inputTokens)} tokens read, ≈ {about(estimate.outputTokens)} written
      </b>{' '}
      for about {formatCount(estimate.records, 'record')}. A guess from the first rows; what it really costs
      is counted while it runs, and it can be paused.
    </p>
  );
}

/** Two digits: a guess has no more. */
function about(value: number): string {
  const rounded = Number(value.toPrecision(2));
  return rounded >= 1_000_000 ? `${rounded / 1_000_000} M` : formatInteger(rounded);
}
