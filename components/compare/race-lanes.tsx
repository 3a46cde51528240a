'use client';

import { memo, useCallback, useMemo } from 'react';
import { sideHref } from '#components/actions/compare/side-source.ts';
import { RacingLanes } from '#components/timeline/lanes.tsx';
import { cn } from '#components/ui/cn.ts';
import { laneMarks, laneRows } from '#lib/graph/lanes.ts';
import type { StreamId } from '#lib/trace/streams.ts';
import { useCompare, useComparison, useSide, useSides } from './compare-context.tsx';
import type { SideIndex } from './compare-state.ts';
import { RaceStatus } from './race-status.tsx';
import { modelName, sideNames } from './side-names.ts';

/** One side: who it is, what it is doing, and its lanes. */
export const RaceLanes = memo(function RaceLanes({ side }: { side: SideIndex }) {
  const { latest, latestCritical: path } = useSide(side);
  const axis = useCompare((state) => state.axis);
  const end = useCompare((state) => state.axisEnd);
  const selected = useCompare(({ selection, selectedTrace }) => (selectedTrace === side ? selection : null));
  const { actions, onFrame } = useComparison();
  const rows = useMemo(() => laneRows(latest, axis, path), [latest, axis, path]);
  const marks = useMemo(() => laneMarks(latest, axis, path), [latest, axis, path]);
  const select = useCallback((stream: StreamId) => actions.select(stream, side), [actions, side]);
  return (
    <div className="race-row py-1.5" data-side={side === 0 ? 'a' : 'b'}>
      <RaceLabel side={side} shifted={marks.length > 0} />
      <RacingLanes
        onFrame={onFrame}
        rows={rows}
        marks={marks}
        end={end}
        size="roomy"
        selected={selected}
        onSelect={select}
      />
    </div>
  );
});

function RaceLabel({ side, shifted }: { side: SideIndex; shifted: boolean }) {
  const sides = useSides();
  const own = sides[side];
  const sequential = own.latest.session?.strategy === 'sequential';
  return (
    <div className={cn('min-w-0 pr-3 pb-1 md:pb-0', shifted && 'md:pt-4')}>
      <p className="flex items-baseline gap-2 md:block">
        {/* A whole load: a session page reads its moment from the address, which a soft step has not changed yet. */}
        <a
          href={sideHref(own.source)}
          className={cn(
            'font-semibold text-[12.5px] leading-5 underline-offset-3 hover:underline',
            sequential ? 'text-seq' : 'text-plan',
          )}
        >
          {sideNames(sides)[side]}
        </a>
        <span className="block truncate text-[11px] text-mute leading-4" title={modelName(own.latest)}>
          {modelName(own.latest)}
        </span>
      </p>
      <RaceStatus side={side} />
    </div>
  );
}
