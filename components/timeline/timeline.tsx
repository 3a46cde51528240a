'use client';

import { Bookmark } from 'lucide-react';
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { useSession, useSessionActions, useSessionHandle } from '#components/playback/session-context.tsx';
import { useBookmarks } from '#components/playback/use-bookmarks.ts';
import { formatInteger } from '#components/ui/format.ts';
import { onDemand, useFetchAhead } from '#components/ui/on-demand.tsx';
import { useReducedMotion } from '#components/ui/use-reduced-motion.ts';
import { timelineRows } from '#lib/graph/timeline-rows.ts';
import type { Hovered } from './lane-bar.tsx';
import { Lanes } from './lanes.tsx';
import { newestRow, scrollToRow } from './newest-row.ts';
import { Playhead } from './playhead.tsx';
import { PlayheadSlider, Ticks } from './ruler.tsx';
import { type Scrub, useScrub } from './use-scrub.ts';
import './timeline.css';

const HoverCard = onDemand(() => import('./hover-card.tsx').then((module) => module.HoverCard));
const LoopRangeBand = onDemand(() => import('./loop-range.tsx').then((module) => module.LoopRangeBand));
const ahead = [HoverCard, LoopRangeBand] as const;

/** One row per stream over wall time or tokens, the whole log with the playhead on it. */
export function Timeline() {
  useFetchAhead(ahead);
  const session = useSessionHandle();
  const definition = useSession((session) => session.definition);
  const end = useSession((session) => session.axisEnd);
  const last = useSession((session) => session.ends[0] ?? 0);
  const isLooped = useSession((session) => session.loop !== null);
  const [hovered, setHovered] = useState<Hovered | null>(null);
  const area = useRef<HTMLDivElement>(null);
  const scrub = useScrub(area, session, { loops: true });
  return (
    <section
      aria-label="Timeline"
      className="relative flex h-full min-w-0 flex-col overflow-hidden"
      data-definition={definition}
    >
      <div ref={area} className="@container relative mx-3 flex min-h-0 flex-1 flex-col">
        <Ruler end={end} last={last} scrub={scrub} />
        {isLooped ? <LoopRangeBand area={area} end={end} /> : null}
        <BookmarkFlags end={end} />
        <Rows end={end} scrub={scrub} onHover={setHovered} />
        <Playhead onFrame={session.onFrame} end={end} last={last} veil className="top-0" />
      </div>
      {hovered ? <HoverCard hovered={hovered} /> : null}
    </section>
  );
}

function Ruler({ end, last, scrub }: { end: number; last: number; scrub: Scrub }) {
  const axis = useSession((session) => session.axis);
  const at = useSession((session) => Math.min(session.at, last));
  const count = useSession((session) => session.count);
  const length = useSession((session) => session.length);
  return (
    <PlayheadSlider
      axis={axis}
      at={at}
      last={last}
      also={`, event ${formatInteger(count)} of ${formatInteger(length)}`}
      scrub={scrub}
      className="relative h-6 shrink-0 cursor-ew-resize touch-none select-none"
    >
      <Ticks end={end} axis={axis} className="h-full border-line" />
    </PlayheadSlider>
  );
}

interface RowsProps {
  end: number;
  scrub: Scrub;
  onHover: (hovered: Hovered | null) => void;
}

/** The rows, in a panel that scrolls after the newest one until a person scrolls it. */
function Rows({ end, scrub, onHover }: RowsProps) {
  const latest = useSession((session) => session.latest);
  const axis = useSession((session) => session.axis);
  const critical = useSession((session) => session.latestCritical);
  const endMs = useSession((session) => session.endMs);
  const rows = useMemo(() => timelineRows(latest, axis, critical, endMs), [latest, axis, critical, endMs]);
  const selection = useSession((session) => session.selection);
  const actions = useSessionActions();
  const panel: RefObject<HTMLDivElement | null> = useRef(null);
  useFollowedRow(panel, rows.length);
  return (
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
      <Lanes
        rows={rows}
        end={end}
        size="compact"
        selected={selection}
        onSelect={actions.goTo}
        onHover={onHover}
      />
      {rows.length === 0 ? (
        <p className="pt-3 text-faint text-xs">Bars appear here with the first request.</p>
      ) : null}
    </div>
  );
}

/** Bookmarks on the ruler; a click goes there. The panel has the same for the keyboard. */
function BookmarkFlags({ end }: { end: number }) {
  const { list } = useBookmarks();
  const { actions, atOf } = useSessionHandle();
  const length = useSession((session) => session.length);
  return list
    .filter((mark) => mark.at <= length)
    .map((mark) => (
      <button
        key={mark.id}
        type="button"
        tabIndex={-1}
        title={mark.name}
        aria-label={`Bookmark ${mark.name}`}
        className="-translate-x-1/2 absolute top-0 z-[12] flex size-6 cursor-pointer items-center justify-center pt-1 text-plan"
        style={{ left: `${Math.min(atOf(mark.at) / end, 1) * 100}%` }}
        onClick={() => actions.jumpTo({ count: mark.at, node: mark.node })}
      >
        <Bookmark size={13} aria-hidden="true" className="fill-current" />
      </button>
    ));
}

/** Height of a row, and of the planner's, which sticks to the top, px. */
const ROW_HEIGHT = 18.5;

/**
 * While the page follows or plays, the newest running row stays in view. After a person scrolls the rows, the panel
 * does not move until they press Follow, Live or Play (`timelineFollows`).
 */
function useFollowedRow(panel: RefObject<HTMLDivElement | null>, rowCount: number): void {
  const row = useSession((session) =>
    session.transport !== 'paused' && session.timelineFollows ? newestRow(session.graph) : null,
  );
  const phoneTab = useSession((session) => session.phoneTab);
  const reduced = useReducedMotion();
  const shown = useRef('');

  useEffect(() => {
    // On a phone the panel has no height until its tab is open.
    const wish = row === null ? '' : `${row} of ${rowCount}, ${phoneTab}`;
    if (wish === shown.current) return;
    shown.current = wish;
    const rows = panel.current;
    const element = row && rows?.querySelector<HTMLElement>(`[data-row="${CSS.escape(row)}"]`);
    if (!rows || !element) return;
    const top = scrollToRow(
      { top: element.offsetTop, height: 1.5 * ROW_HEIGHT },
      { top: rows.scrollTop, height: rows.clientHeight },
      ROW_HEIGHT,
    );
    if (Math.abs(top - rows.scrollTop) < 1) return;
    rows.scrollTo({ top, behavior: reduced ? 'instant' : 'smooth' });
  }, [panel, row, rowCount, phoneTab, reduced]);
}
