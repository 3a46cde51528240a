'use client';

import { type CSSProperties, memo } from 'react';
import { activityLook } from '#components/graph/activity-look.tsx';
import { cn } from '#components/ui/cn.ts';
import type { TimelineBar } from '#lib/graph/timeline-rows.ts';
import type { StreamId } from '#lib/trace/streams.ts';
import { type BarHue, BarParts } from './bar-parts.tsx';

/** A bar that the pointer is over. */
export interface Hovered {
  stream: StreamId;
  x: number;
  y: number;
}

/** `compact`: many rows in a panel that scrolls; `roomy`: few, next to other things on a page. */
export type LaneSize = 'compact' | 'roomy';

/**
 * `whole`: the complete bar, which can be clicked. Where the future part is hatched, there are two layers: `rest`,
 * which can be clicked, and on top of it `done`, visible as far as the playhead.
 */
export type LaneLayer = 'whole' | 'rest' | 'done';

export interface LaneBarProps {
  bar: TimelineBar;
  /** End of the axis, in its unit. */
  end: number;
  size: LaneSize;
  layer: LaneLayer;
  selected: boolean;
  onSelect: (stream: StreamId) => void;
  onHover?: (hovered: Hovered | null) => void;
}

const voices: Record<TimelineBar['voice'], { hue: BarHue; writing: string }> = {
  plan: { hue: 'plan', writing: 'bg-plan text-on-accent' },
  execution: { hue: 'exec', writing: 'bg-exec text-on-accent' },
  sequential: { hue: 'seq', writing: 'bg-seq text-on-accent' },
};
/** A timeline of one trace does not mark failures itself: the graph beside it does. */
const failed = 'border border-warn bg-warn-bg text-warn';

const places: Record<LaneSize, string> = {
  compact: 'top-[2px] h-[14px] leading-[14px]',
  roomy: 'top-[3px] h-[18px] leading-[18px]',
};

/** What one stream did (BarParts), with its stretch of the critical path underlined. */
export const LaneBar = memo(function LaneBar({
  bar,
  end,
  size,
  layer,
  selected,
  onSelect,
  onHover,
}: LaneBarProps) {
  const first = bar.parts[0];
  const last = bar.parts.at(-1);
  if (!first || !last) return null;
  const { from } = first;
  const span = Math.max(Math.min(last.to, end) - from, end / 2000);
  const place: CSSProperties = {
    left: `${(from / end) * 100}%`,
    width: `${(span / end) * 100}%`,
    minWidth: size === 'compact' ? 2 : 3,
  };
  const className = cn('absolute text-[10.5px]', places[size]);
  const look = size === 'roomy' && bar.activity === 'failed' ? { writing: failed } : {};
  const content = <LaneBarContent bar={bar} from={from} to={from + span} {...voices[bar.voice]} {...look} />;
  if (layer === 'done') {
    return (
      <span className={className} style={place} aria-hidden="true">
        {/* On top of the hatching of the future part. */}
        <span className="absolute inset-0 rounded-[4px] bg-panel" />
        {content}
      </span>
    );
  }
  const words = `${bar.name}, ${activityLook(bar.activity).word}${bar.critical ? ', on the critical path' : ''}`;
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={words}
      title={onHover ? undefined : words}
      aria-pressed={size === 'roomy' ? selected : undefined}
      className={cn(
        className,
        'cursor-pointer',
        layer === 'rest' && 'rounded-[4px]',
        layer === 'rest' && Number.isFinite(last.to) && 'lane-rest',
        selected && 'z-[2] rounded-[4px] ring-2 ring-ink ring-offset-1 ring-offset-panel',
      )}
      style={place}
      onClick={() => onSelect(bar.stream)}
      onPointerMove={(event) => onHover?.({ stream: bar.stream, x: event.clientX, y: event.clientY })}
      onPointerLeave={() => onHover?.(null)}
    >
      {layer === 'whole' ? content : null}
    </button>
  );
});

interface LaneBarContentProps {
  bar: TimelineBar;
  from: number;
  to: number;
  hue: BarHue;
  writing: string;
}

function LaneBarContent({ bar, from, to, hue, writing }: LaneBarContentProps) {
  const percent = (value: number) => `${(value / (to - from)) * 100}%`;
  return (
    <>
      <BarParts
        parts={bar.parts}
        from={from}
        to={to}
        hue={hue}
        writing={writing}
        label={bar.label}
        short={bar.label.replace(/^Plan /, '')}
      />
      {bar.critical ? (
        <span
          className="-bottom-[2.5px] absolute h-[2.5px] rounded-full bg-(--crit-line)"
          style={{
            left: percent(bar.critical.from - from),
            width: percent(Math.min(bar.critical.to, to) - bar.critical.from),
          }}
        />
      ) : null}
    </>
  );
}
