'use client';

import './timeline.css';
import { useMemo, useRef, useState } from 'react';
import { useSession, useSessionActions, useSessionHandle } from '#components/playback/session-context.tsx';
import { cn } from '#components/ui/cn.ts';
import { timelineRows } from '#lib/graph/timeline-rows.ts';
import { BookmarkFlags } from './bookmark-flags.tsx';
import { HoverCard, type Hovered } from './hover-card.tsx';
import { LoopRangeBand } from './loop-range.tsx';
import { Playhead } from './playhead.tsx';
import { Ruler } from './ruler.tsx';
import { TimelineBarView } from './timeline-bar.tsx';
import { useFollowedRow } from './use-followed-row.ts';
import { useScrub } from './use-scrub.ts';

/** One row per stream over wall time or tokens, the whole log with the playhead on it. */
export function Timeline() {
  const latest = useSession((session) => session.latest);
  const axis = useSession((session) => session.axis);
  const definition = useSession((session) => session.definition);
  const critical = useSession((session) => session.latestCritical);
  const endMs = useSession((session) => session.endMs);
  const rows = useMemo(() => timelineRows(latest, axis, critical, endMs), [latest, axis, critical, endMs]);
  const end = useSession((session) => session.axisEnd);
  const last = useSession((session) => session.ends[0] ?? 0);
  const selection = useSession((session) => session.selection);
  const [hovered, setHovered] = useState<Hovered | null>(null);
  const area = useRef<HTMLDivElement>(null);
  const scrub = useScrub(area, useSessionHandle(), { loops: true });
  const actions = useSessionActions();
  const panel = useRef<HTMLDivElement>(null);
  useFollowedRow(panel, rows.length);

  return (
    <section
      aria-label="Timeline"
      className="relative flex h-full min-w-0 flex-col overflow-hidden"
      data-definition={definition}
    >
      <div ref={area} className="@container relative mx-3 flex min-h-0 flex-1 flex-col">
        <Ruler end={end} axis={axis} scrub={scrub} />
        <LoopRangeBand area={area} end={end} />
        <BookmarkFlags end={end} />
        <div
          ref={panel}
          className="timeline-rows relative min-h-0 flex-1 overflow-y-auto overflow-x-hidden pb-2 [scrollbar-width:thin]"
          {...scrub.pointer}
          onPointerDown={(event) => {
            const onScrollbar = event.nativeEvent.offsetX >= event.currentTarget.clientWidth;
            if (onScrollbar && event.target === event.currentTarget) actions.leaveTimeline();
            else scrub.pointer.onPointerDown(event);
          }}
          onWheel={actions.leaveTimeline}
          onTouchMove={actions.leaveTimeline}
        >
          {rows.map((row) => (
            <div
              key={row.id}
              data-row={row.id}
              // The planner stays in view: every stage begins and ends with it.
              className={cn('h-[18.5px]', row.id === 'planner' ? 'sticky top-0 z-[3] bg-panel' : 'relative')}
            >
              {row.bars.map((bar) => (
                <TimelineBarView
                  key={bar.stream}
                  bar={bar}
                  end={end}
                  selected={selection === bar.stream}
                  onHover={setHovered}
                  onSelect={actions.goTo}
                />
              ))}
            </div>
          ))}
          {rows.length === 0 ? (
            <p className={cn('pt-3 text-faint text-xs')}>Bars appear here with the first request.</p>
          ) : null}
        </div>
        <Playhead end={end} last={last} />
      </div>
      {hovered ? <HoverCard hovered={hovered} /> : null}
    </section>
  );
}
