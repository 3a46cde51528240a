'use client';

import { memo } from 'react';
import { type BarHue, BarParts } from '#components/timeline/bar-parts.tsx';
import { cn } from '#components/ui/cn.ts';
import type { LaneBar, LaneMark, Lanes } from '#lib/compare/lanes.ts';
import type { GraphNodeId } from '#lib/graph/graph.ts';
import { streamName, streamNumber } from '#lib/graph/stream-names.ts';
import type { StreamId } from '#lib/trace/streams.ts';

/** Height of a lane, and of the rows for forks above and joins below, px. */
export const LANE_HEIGHT = 24;
export const MARK_HEIGHT = 16;

export interface RaceBarsProps {
  lanes: Lanes;
  /** End of the axis, in its unit. */
  end: number;
  /** `rest`: hatched, and the buttons; `done`: what has happened, shown up to the playhead. */
  layer: 'rest' | 'done';
  selected: GraphNodeId | null;
  onSelect: (stream: StreamId) => void;
}

/** All bars and marks of one side, once per layer. */
export const RaceBars = memo(function RaceBars({ lanes, end, layer, selected, onSelect }: RaceBarsProps) {
  const top = lanes.marks.length > 0 ? MARK_HEIGHT : 0;
  const place = (bar: LaneBar) => ({
    left: `${(bar.from / end) * 100}%`,
    width: `${(((bar.to ?? end) - bar.from) / end) * 100}%`,
    top: top + bar.row * LANE_HEIGHT + 3,
  });
  return (
    <>
      {lanes.bars.map((bar) =>
        layer === 'rest' ? (
          <button
            key={bar.stream}
            type="button"
            tabIndex={-1}
            aria-label={barWords(bar)}
            title={barWords(bar)}
            aria-pressed={selected === bar.stream}
            onClick={() => onSelect(bar.stream)}
            className={cn(
              'absolute h-[18px] min-w-[3px] cursor-pointer rounded-[4px]',
              bar.to !== null && 'race-rest',
              selected === bar.stream && 'ring-2 ring-ink ring-offset-1 ring-offset-panel',
            )}
            style={place(bar)}
          />
        ) : (
          <DoneBar key={bar.stream} bar={bar} end={end} style={place(bar)} />
        ),
      )}
      {lanes.marks.map((mark) => (
        <Mark
          key={`${mark.kind} ${mark.stage}.${mark.index}`}
          mark={mark}
          lanes={lanes}
          end={end}
          layer={layer}
        />
      ))}
    </>
  );
});

function DoneBar({ bar, end, style }: { bar: LaneBar; end: number; style: React.CSSProperties }) {
  const to = bar.to ?? end;
  const percent = (value: number) => `${(value / Math.max(to - bar.from, 1e-9)) * 100}%`;
  return (
    <span
      className="absolute h-[18px] min-w-[3px] text-[10.5px] leading-[16px]"
      style={style}
      aria-hidden="true"
    >
      {/* Over the hatching of what is still to come. */}
      <span className="absolute inset-0 rounded-[4px] bg-panel" />
      <BarParts
        parts={bar.parts}
        from={bar.from}
        to={to}
        hue={hues[bar.voice]}
        writing={look(bar)}
        label={label(bar)}
        short={shortLabel(bar)}
      />
      {bar.critical && bar.voice !== 'sequential' ? (
        <span
          className="-inset-y-[2px] absolute rounded-[5px] border-2 border-(--crit-line)"
          style={{
            left: percent(bar.critical.from - bar.from),
            width: percent(Math.min(bar.critical.to, to) - bar.critical.from),
          }}
        />
      ) : null}
    </span>
  );
}

const hues: Record<LaneBar['voice'], BarHue> = {
  plan: 'plan',
  answer: 'ok',
  execution: 'exec',
  sequential: 'seq',
};

/** Off the critical path an execution is a tint of its colour, on it the full one. */
function look(bar: LaneBar): string {
  if (bar.status === 'failed') return 'border border-warn bg-warn-bg text-warn';
  switch (bar.voice) {
    case 'plan':
      return 'border border-plan bg-plan text-on-accent';
    case 'execution':
      return bar.critical
        ? 'border border-exec bg-exec text-on-accent'
        : 'border border-exec-line bg-exec-bg text-exec';
    case 'answer':
      return 'border border-ok bg-ok text-on-accent';
    case 'sequential':
      return 'border border-seq bg-seq text-on-accent';
  }
}

function label(bar: LaneBar): string {
  if (bar.voice === 'sequential') return bar.stream === 'thought' ? 'one stream' : 'answer';
  return bar.voice === 'execution'
    ? streamNumber(bar.stream)
    : bar.voice === 'answer'
      ? 'Answer'
      : streamName(bar.stream);
}

function shortLabel(bar: LaneBar): string {
  if (bar.voice === 'plan') return String(bar.stage ?? '');
  return bar.voice === 'execution' ? streamNumber(bar.stream) : '✓';
}

const barWords = (bar: LaneBar): string =>
  `${streamName(bar.stream)}, ${bar.status}${bar.critical && bar.voice !== 'sequential' ? ', on the critical path' : ''}`;

function Mark({
  mark,
  lanes,
  end,
  layer,
}: {
  mark: LaneMark;
  lanes: Lanes;
  end: number;
  layer: 'rest' | 'done';
}) {
  const fork = mark.kind === 'fork';
  const words = fork ? `Fork ${mark.stage}.${mark.index}` : `Join of stage ${mark.stage}`;
  const top = fork ? 0 : MARK_HEIGHT + lanes.rows * LANE_HEIGHT;
  return (
    <span
      aria-hidden={layer === 'rest' || undefined}
      className={cn(
        'absolute flex justify-center',
        layer === 'rest' ? 'text-line' : fork ? 'text-mute' : 'text-crit',
      )}
      style={{ left: `calc(${(mark.at / end) * 100}% - 7px)`, width: 14, height: MARK_HEIGHT, top }}
    >
      <svg viewBox="0 0 10 10" className="mt-[3px] size-[10px]" role="img" aria-label={words}>
        <path
          d="M5 0.8 9.2 5 5 9.2 0.8 5z"
          fill={fork ? 'none' : 'currentColor'}
          stroke="currentColor"
          strokeWidth="1.3"
        />
      </svg>
    </span>
  );
}
