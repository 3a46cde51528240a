'use client';

import { curationApi } from '#components/api/curation-requests.ts';
import { ProblemNote } from '#components/api/problem-note.tsx';
import { queryKeys } from '#components/api/query-keys.ts';
import { useServerData } from '#components/api/server-data.ts';
import { formatCount, formatInteger } from '#lib/base/format.ts';
import { type Bar, BarsChart } from './bars-chart.tsx';

/** Stages, prompts a stage and token lengths of the kept records. */
export function Distributions({ batchId }: { batchId: string }) {
  const { data: state, error } = useServerData({
    queryKey: queryKeys.distributions(batchId),
    queryFn: ({ signal }) => curationApi.distributions(batchId, signal),
  });
  if (error) return <ProblemNote error={error} />;
  if (!state) return <div className="h-[26rem] rounded-xl bg-line-soft/50" aria-hidden="true" />;
  return (
    <div className="space-y-3">
      <BarsChart
        title="Stages"
        unit="records"
        bars={state.stages.map(({ value, count }) => bar(value, formatCount(value, 'stage'), count))}
      />
      <BarsChart
        title="Prompts a stage"
        unit="stages"
        bars={state.promptsPerStage.map(({ value, count }) =>
          bar(value, formatCount(value, 'prompt'), count),
        )}
      />
      <BarsChart
        title="Tokens of the whole sample"
        unit="records"
        bars={state.tokens.map(({ from, to, count }) =>
          bar(from, `${formatInteger(from)} to ${formatInteger(to - 1)} tokens`, count),
        )}
      />
    </div>
  );
}

const bar = (value: number, words: string, count: number): Bar => ({
  label: value >= 1000 ? `${Number((value / 1000).toFixed(1))}k` : String(value),
  words,
  count,
});
