'use client';

import { memo } from 'react';
import { activityLook } from '#components/graph/activity-look.tsx';
import { cn } from '#components/ui/cn.ts';
import type { TimelineBar } from '#lib/graph/timeline-rows.ts';
import type { StreamId } from '#lib/trace/streams.ts';
import { type BarHue, BarParts } from './bar-parts.tsx';
import type { Hovered } from './hover-card.tsx';

export interface TimelineBarViewProps {
  bar: TimelineBar;
  /** End of the axis, in its unit. */
  end: number;
  selected: boolean;
  onHover: (hovered: Hovered | null) => void;
  onSelect: (stream: StreamId) => void;
}

const voices: Record<TimelineBar['voice'], { hue: BarHue; writing: string }> = {
  plan: { hue: 'plan', writing: 'bg-plan text-on-accent' },
  execution: { hue: 'exec', writing: 'bg-exec text-on-accent' },
  sequential: { hue: 'seq', writing: 'bg-seq text-on-accent' },
};

/** What one stream did (BarParts), with its stretch of the critical path underlined. */
export const TimelineBarView = memo(function TimelineBarView({
  bar,
  end,
  selected,
  onHover,
  onSelect,
}: TimelineBarViewProps) {
  const first = bar.parts[0];
  const last = bar.parts.at(-1);
  if (!first || !last) return null;
  const from = first.from;
  const span = Math.max(last.to - from, end / 2000);
  const percent = (value: number) => `${(value / span) * 100}%`;
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={`${bar.name}, ${activityLook(bar.activity).word}${bar.critical ? ', on the critical path' : ''}`}
      className={cn(
        'absolute top-[2px] h-[14px] cursor-pointer text-[10.5px] leading-[14px]',
        selected && 'z-[2] rounded-[4px] ring-2 ring-ink ring-offset-1 ring-offset-panel',
      )}
      style={{ left: `${(from / end) * 100}%`, width: `${(span / end) * 100}%`, minWidth: 2 }}
      onClick={() => onSelect(bar.stream)}
      onPointerMove={(event) => onHover({ stream: bar.stream, x: event.clientX, y: event.clientY })}
      onPointerLeave={() => onHover(null)}
    >
      <BarParts
        parts={bar.parts}
        from={from}
        to={from + span}
        label={bar.label}
        short={bar.label.replace(/^Plan /, '')}
        {...voices[bar.voice]}
      />
      {bar.critical ? (
        <span
          className="-bottom-[2.5px] absolute h-[2.5px] rounded-full bg-(--crit-line)"
          style={{
            left: percent(bar.critical.from - from),
            width: percent(bar.critical.to - bar.critical.from),
          }}
        />
      ) : null}
    </button>
  );
});
