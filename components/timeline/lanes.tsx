'use client';

import './timeline.css';
import { memo, useCallback, useEffect, useRef } from 'react';
import type { FrameListener } from '#components/playback/playback-store.ts';
import { cn } from '#components/ui/cn.ts';
import type { GraphNodeId } from '#lib/graph/graph.ts';
import type { LaneMark } from '#lib/graph/lanes.ts';
import type { TimelineRow } from '#lib/graph/timeline-rows.ts';
import type { StreamId } from '#lib/trace/streams.ts';
import { type Hovered, LaneBar, type LaneLayer, type LaneSize } from './lane-bar.tsx';

export interface LanesProps {
  rows: readonly TimelineRow[];
  /** Shows forks above the rows, joins below. */
  marks?: readonly LaneMark[];
  /** End of the axis, in its unit. */
  end: number;
  size: LaneSize;
  selected: GraphNodeId | null;
  onSelect: (stream: StreamId) => void;
  onHover?: (hovered: Hovered | null) => void;
}

const noMarks: readonly LaneMark[] = [];

const rowHeights: Record<LaneSize, string> = { compact: 'h-[18.5px]', roomy: 'h-6' };
/** The planner stays in view above many rows: every stage begins and ends with it. */
const isSticky = (row: TimelineRow, size: LaneSize) => size === 'compact' && row.id === 'planner';

/** One trace as rows of bars on an axis; the caller shows the axis, the playhead and other traces. */
export const Lanes = memo(function Lanes(props: LanesProps) {
  return <LaneRows {...props} layer="whole" />;
});

/**
 * The same with the future part hatched: two layers, with the upper one visible up to the playhead. A window moves by
 * two transforms that cancel out, so that no frame needs layout or paint.
 */
export const RacingLanes = memo(function RacingLanes({
  onFrame,
  ...props
}: LanesProps & { onFrame: (listener: FrameListener) => () => void }) {
  const { end } = props;
  const outer = useRef<HTMLDivElement>(null);
  const inner = useRef<HTMLDivElement>(null);
  const show = useCallback<FrameListener>(
    (_positionMs, at) => {
      const hidden = (1 - Math.min(Math.max(at / end, 0), 1)) * 100;
      if (outer.current) outer.current.style.transform = `translateX(-${hidden}%)`;
      if (inner.current) inner.current.style.transform = `translateX(${hidden}%)`;
    },
    [end],
  );
  useEffect(() => onFrame(show), [onFrame, show]);
  return (
    <div className="relative">
      <LaneRows {...props} layer="rest" />
      <div ref={outer} className="lane-done pointer-events-none absolute inset-0 overflow-x-clip">
        <div ref={inner} className="lane-done-inner absolute inset-0">
          <LaneRows {...props} layer="done" />
        </div>
      </div>
    </div>
  );
});

function LaneRows({
  rows,
  marks = noMarks,
  layer,
  end,
  size,
  selected,
  onSelect,
  onHover,
}: LanesProps & { layer: LaneLayer }) {
  const forks = marks.filter(({ kind }) => kind === 'fork');
  const joins = marks.filter(({ kind }) => kind === 'join');
  return (
    <>
      {marks.length > 0 ? <MarkRow marks={forks} end={end} layer={layer} /> : null}
      {rows.map((row) => (
        <div
          key={row.id}
          data-row={row.id}
          className={cn(rowHeights[size], isSticky(row, size) ? 'sticky top-0 z-[3] bg-panel' : 'relative')}
        >
          {row.bars.map((bar) => (
            <LaneBar
              key={bar.stream}
              bar={bar}
              end={end}
              size={size}
              layer={layer}
              selected={selected === bar.stream}
              onSelect={onSelect}
              onHover={onHover}
            />
          ))}
        </div>
      ))}
      {marks.length > 0 ? <MarkRow marks={joins} end={end} layer={layer} /> : null}
    </>
  );
}

function MarkRow({ marks, end, layer }: { marks: readonly LaneMark[]; end: number; layer: LaneLayer }) {
  return (
    <div className="relative h-4">
      {marks.map(({ kind, stage, index, at }) => (
        <span
          key={`${stage}.${index}`}
          aria-hidden={layer === 'rest' || undefined}
          className={cn(
            'absolute top-0 flex h-4 w-3.5 justify-center',
            layer === 'rest' ? 'text-line' : kind === 'fork' ? 'text-mute' : 'text-crit',
          )}
          style={{ left: `calc(${(at / end) * 100}% - 7px)` }}
        >
          <svg
            viewBox="0 0 10 10"
            className="mt-[3px] size-[10px]"
            role="img"
            aria-label={kind === 'fork' ? `Fork ${stage}.${index}` : `Join of stage ${stage}`}
          >
            <path
              d="M5 0.8 9.2 5 5 9.2 0.8 5z"
              fill={kind === 'fork' ? 'none' : 'currentColor'}
              stroke="currentColor"
              strokeWidth="1.3"
            />
          </svg>
        </span>
      ))}
    </div>
  );
}
