'use client';

import { memo } from 'react';
import { activityLook } from '#components/graph/activity-look.tsx';
import { cn } from '#components/ui/cn.ts';
import type { Stretch, TimelineBar } from '#lib/graph/timeline-rows.ts';
import type { StreamId } from '#lib/trace/streams.ts';
import type { Hovered } from './timeline.tsx';

export interface TimelineBarViewProps {
  bar: TimelineBar;
  /** End of the axis, in its unit. */
  end: number;
  selected: boolean;
  onHover: (hovered: Hovered | null) => void;
  onSelect: (stream: StreamId) => void;
}

const voices: Record<TimelineBar['voice'], string> = {
  plan: 'bg-plan text-on-accent',
  execution: 'bg-exec text-on-accent',
  sequential: 'bg-seq text-on-accent',
};

const hatches: Record<TimelineBar['voice'], string> = {
  plan: 'timeline-hatch-plan',
  execution: 'timeline-hatch-exec',
  sequential: 'timeline-hatch-seq',
};

/** What one stream wrote: hatched until the first token, full while it writes, faint hatching while it waits at the join. */
export const TimelineBarView = memo(function TimelineBarView({
  bar,
  end,
  selected,
  onHover,
  onSelect,
}: TimelineBarViewProps) {
  const first = bar.stretches[0];
  const last = bar.stretches.at(-1);
  if (!first || !last) return null;
  const from = first.from;
  const span = Math.max(last.to - from, end / 2000);
  const percent = (value: number) => `${(value / span) * 100}%`;
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={`${bar.name}, ${activityLook(bar.activity).word}${bar.critical ? ', on the critical path' : ''}`}
      className={cn('absolute top-[2px] h-[14px] cursor-pointer', selected && 'z-[2]')}
      style={{ left: `${(from / end) * 100}%`, width: `${(span / end) * 100}%`, minWidth: 2 }}
      onClick={() => onSelect(bar.stream)}
      onPointerMove={(event) => onHover({ stream: bar.stream, x: event.clientX, y: event.clientY })}
      onPointerLeave={() => onHover(null)}
    >
      {bar.stretches.map((stretch) => (
        <span
          key={`${stretch.kind} ${stretch.from}`}
          className={cn(
            '@container absolute inset-y-0 overflow-hidden whitespace-nowrap text-left text-[10.5px] leading-[14px]',
            look(stretch, bar),
            selected && stretch.kind === 'writing' && 'ring-2 ring-ink ring-offset-1 ring-offset-panel',
          )}
          style={{ left: percent(stretch.from - from), width: percent(stretch.to - stretch.from) }}
        >
          {stretch.kind === 'writing' ? <BarLabel label={bar.label} /> : null}
        </span>
      ))}
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

/** As much of it as there is room for: half a word, or half a number, would say something else. */
function BarLabel({ label }: { label: string }) {
  const [, word = '', number = label] = /^(Plan )(\d+)$/.exec(label) ?? [];
  return (
    <span className="hidden @min-[12px]:inline px-0.5 @min-[30px]:px-1.5">
      {word ? <span className="hidden @min-[48px]:inline">{word}</span> : null}
      <span
        className={
          word ? undefined : number.length < 5 ? 'hidden @min-[22px]:inline' : 'hidden @min-[44px]:inline'
        }
      >
        {number}
      </span>
    </span>
  );
}

function look(stretch: Stretch, bar: TimelineBar): string {
  switch (stretch.kind) {
    case 'writing':
      return cn('rounded-[4px]', voices[bar.voice]);
    case 'first-token':
      return cn('rounded-l-[4px]', hatches[bar.voice]);
    case 'join':
      return 'timeline-hatch-join rounded-r-[4px]';
    case 'failed':
      return 'timeline-hatch-failed rounded-[4px]';
  }
}
