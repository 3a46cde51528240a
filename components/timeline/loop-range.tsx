'use client';

import { type KeyboardEvent, type PointerEvent, type RefObject, useRef } from 'react';
import { useSession, useSessionHandle } from '#components/playback/session-context.tsx';
import { cn } from '#components/ui/cn.ts';
import { formatInteger } from '#components/ui/format.ts';

/** The looped range on the ruler, with a handle at each end. */
export function LoopRangeBand({ area, end }: { area: RefObject<HTMLElement | null>; end: number }) {
  const loop = useSession((session) => session.loop);
  const { atOf } = useSessionHandle();
  // Positions depend on the log and on the axis; so does `end`.
  if (!loop) return null;
  const [from, to] = [atOf(loop.from), atOf(loop.to)].map((at) => Math.min(at / end, 1) * 100) as [
    number,
    number,
  ];
  return (
    <div className="pointer-events-none absolute inset-x-0 top-0 z-[11] h-6">
      <div
        className="absolute inset-y-0 border-plan border-x-2 bg-plan/15"
        style={{ left: `${from}%`, width: `${Math.max(to - from, 0)}%` }}
      />
      <Handle area={area} end={end} edge="from" left={from} />
      <Handle area={area} end={end} edge="to" left={to} />
    </div>
  );
}

interface HandleProps {
  area: RefObject<HTMLElement | null>;
  end: number;
  edge: 'from' | 'to';
  /** Percent of the axis. */
  left: number;
}

function Handle({ area, end, edge, left }: HandleProps) {
  const { actions, store, atOf, countAt } = useSessionHandle();
  const loop = useSession((session) => session.loop);
  const length = useSession((session) => session.length);
  /** The end that stays fixed while the pointer moves the other: a person can drag one end past the other. */
  const fixed = useRef<number | null>(null);
  if (!loop) return null;

  function moveTo(at: number) {
    const range = store.getState().loop;
    if (!range) return;
    const other = fixed.current ?? (edge === 'from' ? range.to : range.from);
    const count = Math.min(Math.max(countAt(at), 0), store.getState().length);
    if (count !== other) actions.setLoop({ from: Math.min(count, other), to: Math.max(count, other) });
  }

  function onPointerDown(event: PointerEvent<HTMLElement>) {
    if (event.button !== 0) return;
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    fixed.current = edge === 'from' ? (loop?.to ?? null) : (loop?.from ?? null);
  }

  function onPointerMove(event: PointerEvent<HTMLElement>) {
    const box = area.current?.getBoundingClientRect();
    if (!box || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    moveTo(Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1) * end);
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const at = atOf(loop?.[edge] ?? 0);
    const step = (end / 100) * (event.shiftKey ? 5 : 1);
    if (event.key === 'ArrowLeft' || event.key === 'ArrowDown') moveTo(at - step);
    else if (event.key === 'ArrowRight' || event.key === 'ArrowUp') moveTo(at + step);
    else if (event.key === 'Delete' || event.key === 'Backspace') actions.setLoop(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={edge === 'from' ? 'Loop start' : 'Loop end'}
      aria-valuemin={0}
      aria-valuemax={length}
      aria-valuenow={loop[edge]}
      aria-valuetext={`event ${formatInteger(loop[edge])}`}
      className={cn(
        'pointer-events-auto absolute top-0 h-6 w-6 cursor-col-resize touch-none',
        // The handle lies outside the range, so that a person can grip both handles of a short one.
        edge === 'from' ? '-translate-x-full rounded-l-md' : 'rounded-r-md',
      )}
      style={{ left: `${left}%` }}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        fixed.current = null;
      }}
      onKeyDown={onKeyDown}
    >
      <span
        className={cn(
          'absolute inset-y-0 w-2.5 bg-plan',
          edge === 'from' ? 'right-0 rounded-l-md' : 'left-0 rounded-r-md',
        )}
      >
        <span className="absolute inset-y-[7px] left-[4px] w-px bg-on-accent/80" />
      </span>
    </div>
  );
}
