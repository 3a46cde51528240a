'use client';

import { useMemo } from 'react';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { formatShare } from '#lib/base/format.ts';
import type { Pair } from '#lib/compare/pair.ts';
import { GUESS, rowsOfUse } from '#lib/doctor/parallel-use/counts.ts';
import { parallelUse } from '#lib/doctor/parallel-use/parallel-use.ts';
import type { CompareSide } from './compare-state.ts';

/** What each side used its parallel work for; leaves out a side without finished stages. */
export function ParallelWorkNote({ sides, names }: { sides: Pair<CompareSide>; names: Pair<string> }) {
  const first = useRows(sides[0]);
  const second = useRows(sides[1]);
  if (first.length === 0 && second.length === 0) return null;
  return (
    <div className="flex flex-col gap-y-0.5 border-line-soft border-t px-4 py-1.5 text-[11.5px] leading-6">
      {[first, second].map((rows, side) =>
        rows.length === 0 ? null : (
          <p key={names[side]} className="flex flex-wrap gap-x-3 text-mute">
            <span>Parallel work, {names[side]}:</span>
            {rows.map(({ name, label, share, counted, tokens, definition, isGuess }) => (
              <Tooltip
                key={name}
                side="bottom"
                content={`${counted}; ${tokens}. ${definition}${isGuess ? ` ${GUESS}` : ''}`}
              >
                <button
                  type="button"
                  className="min-h-6 cursor-help rounded-sm tabular-nums decoration-faint/60 decoration-dotted underline-offset-3 hover:underline"
                >
                  {label} <span className="text-ink">{formatShare(share)}</span>
                </button>
              </Tooltip>
            ))}
          </p>
        ),
      )}
    </div>
  );
}

function useRows({ latest, latestMetrics: { reading, isEstimate } }: CompareSide) {
  return useMemo(() => rowsOfUse(parallelUse(latest, reading), isEstimate), [latest, reading, isEstimate]);
}
