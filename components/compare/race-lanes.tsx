'use client';

import { memo, useCallback, useMemo, useRef } from 'react';
import { sideHref } from '#components/actions/compare/side-source.ts';
import { RacingLanes } from '#components/timeline/lanes.tsx';
import { cn } from '#components/ui/cn.ts';
import { laneMarks, laneRows } from '#lib/graph/lanes.ts';
import type { StreamId } from '#lib/trace/streams.ts';
import { useCompare, useCompareFrame, useComparison, useSide, useSides } from './compare-context.tsx';
import { raceOf, type SideIndex } from './compare-state.ts';
import { sidePhrases } from './race-words.ts';
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
        {/* A full load: a session page reads its moment from the address, which a soft navigation has not changed yet. */}
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

/** The tokens to go change with every frame: we write them to the DOM, no more often than a person can read. */
const WRITE_EVERY_MS = 90;

/** "still running" and under it "429 tokens to go": always two lines, so that the lanes do not move. */
function RaceStatus({ side }: { side: SideIndex }) {
  const { store } = useComparison();
  const phase = useCompare((state) => raceOf(state).sides[side].phase);
  const lines = useRef<(HTMLSpanElement | null)[]>([]);
  const writtenAt = useRef(0);
  useCompareFrame(
    useCallback(() => {
      const now = performance.now();
      const state = store.getState();
      const { axis, transport } = state;
      if (transport !== 'paused' && now - writtenAt.current < WRITE_EVERY_MS) return;
      writtenAt.current = now;
      const race = raceOf(state);
      const phrases = sidePhrases(race.sides[side], race.sides[side === 0 ? 1 : 0], axis);
      lines.current.forEach((line, at) => {
        const words = phrases[at === 0 ? 0 : 1];
        if (line && line.textContent !== words) line.textContent = words;
      });
    }, [store, side]),
  );
  return (
    <p
      data-phase={phase}
      className="flex gap-x-1 whitespace-nowrap text-[11.5px] text-mute leading-4 tabular-nums [contain:layout_style] data-[phase=ended]:text-ok md:block"
    >
      {[0, 1].map((at) => (
        <span
          key={at}
          className="block md:h-4"
          ref={(element) => {
            lines.current[at] = element;
          }}
        />
      ))}
    </p>
  );
}
