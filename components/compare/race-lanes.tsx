'use client';

import { memo, useCallback, useMemo, useRef } from 'react';
import { sideHref } from '#components/actions/compare/side-source.ts';
import { cn } from '#components/ui/cn.ts';
import { traceLanes } from '#lib/compare/lanes.ts';
import type { StreamId } from '#lib/trace/streams.ts';
import { useCompare, useCompareActions, useCompareFrame, useSide, useSides } from './compare-context.tsx';
import type { SideIndex } from './compare-state.ts';
import { LANE_HEIGHT, MARK_HEIGHT, RaceBars } from './race-bars.tsx';
import { RaceStatus } from './race-status.tsx';
import { modelName, sideNames } from './side-names.ts';

/** One side: who it is, what it is doing, and its lanes. */
export const RaceLanes = memo(function RaceLanes({ side }: { side: SideIndex }) {
  const { latest, latestCritical: path } = useSide(side);
  const axis = useCompare((state) => state.axis);
  const end = useCompare((state) => state.axisEnd);
  const selected = useCompare(({ selection, selectedTrace }) =>
    selection !== null && selectedTrace === side ? selection : null,
  );
  const actions = useCompareActions();
  const lanes = useMemo(() => traceLanes(latest, axis, path), [latest, axis, path]);
  const outer = useRef<HTMLDivElement>(null);
  const inner = useRef<HTMLDivElement>(null);

  // A window over the coloured layer, moved by two transforms that cancel out: nothing is laid out or painted again.
  useCompareFrame(
    useCallback(
      (_positionMs: number, at: number) => {
        const hidden = (1 - Math.min(Math.max(at / end, 0), 1)) * 100;
        if (outer.current) outer.current.style.transform = `translateX(-${hidden}%)`;
        if (inner.current) inner.current.style.transform = `translateX(${hidden}%)`;
      },
      [end],
    ),
  );

  const hasMarks = lanes.marks.length > 0;
  const height = lanes.rows * LANE_HEIGHT + (hasMarks ? 2 * MARK_HEIGHT : 0);
  const select = useCallback((stream: StreamId) => actions.select(stream, side), [actions, side]);
  return (
    <div className="race-row py-1.5" data-side={side === 0 ? 'a' : 'b'}>
      <RaceLabel side={side} shifted={hasMarks} />
      <div className="relative" style={{ height }}>
        <RaceBars lanes={lanes} end={end} layer="rest" selected={selected} onSelect={select} />
        <div ref={outer} className="race-done pointer-events-none absolute inset-0 overflow-x-clip">
          <div ref={inner} className="race-done-inner absolute inset-0">
            <RaceBars lanes={lanes} end={end} layer="done" selected={selected} onSelect={select} />
          </div>
        </div>
      </div>
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
