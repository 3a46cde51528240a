'use client';

import { useStore, useStoreApi, ViewportPortal } from '@xyflow/react';
import { useCallback, useEffect, useRef } from 'react';
import { useFrame, useSession } from '#components/playback/session-context.tsx';
import { formatInteger } from '#components/ui/format.ts';
import type { Box, Layout } from '#lib/graph/layout-lanes.ts';
import { ticks } from '#lib/graph/timeline-rows.ts';

type Time = NonNullable<Layout['time']>;

/** Distance between two ticks, about, in px of the screen. */
const TICK_PX = 110;
/** How far the lines of the playhead reach beyond the nodes, px. */
const OVERHANG = 4000;

/** The playhead in the time layout: a line that every frame moves by style alone. */
export function TimeLine({ time, bounds }: { time: Time; bounds: Box }) {
  const line = useRef<HTMLDivElement>(null);
  const last = (bounds.x + bounds.width) / time.pxPerUnit;
  useFrame(
    useCallback(
      (_positionMs: number, axisAt: number) => {
        const x = Math.min(axisAt, last) * time.pxPerUnit;
        if (line.current) line.current.style.transform = `translateX(${x}px)`;
      },
      [time, last],
    ),
  );
  return (
    <ViewportPortal>
      <div
        ref={line}
        aria-hidden="true"
        className="pointer-events-none absolute w-0 border-ink/40 border-l-[1.5px]"
        style={{ top: bounds.y - OVERHANG, height: bounds.height + 2 * OVERHANG }}
      />
    </ViewportPortal>
  );
}

/** The axis under the names of the stages: round moments; a script moves them with the view. */
export function TimeTicks({ time, bounds }: { time: Time; bounds: Box }) {
  const row = useRef<HTMLDivElement>(null);
  const flow = useStoreApi();
  // In steps of a factor of two: React renders the ticks again only after such a change of zoom.
  const level = useStore((state) => Math.round(Math.log2(state.transform[2])));
  const end = Math.max((bounds.x + bounds.width) / time.pxPerUnit, 1);
  const wanted = Math.max(2, (end * time.pxPerUnit * 2 ** level) / TICK_PX);
  const moments = ticks(end, Math.min(wanted, 400));
  const tokenClock = useSession((session) => session.latest.session?.clock === 'tokens');

  useEffect(() => {
    const place = ([x, , zoom]: readonly [number, number, number]) => {
      for (const element of row.current?.children ?? []) {
        const at = Number((element as HTMLElement).dataset.at);
        (element as HTMLElement).style.transform = `translateX(${at * time.pxPerUnit * zoom + x}px)`;
      }
    };
    place(flow.getState().transform);
    return flow.subscribe((state, before) => {
      if (state.transform !== before.transform) place(state.transform);
    });
  });

  return (
    <div
      ref={row}
      aria-hidden="true"
      className="pointer-events-none absolute inset-x-0 top-7 z-[4] h-4 overflow-hidden text-[10.5px] text-faint leading-4"
    >
      {moments.map((at) => (
        <span key={at} data-at={at} className="absolute top-0 left-0 border-line border-l pl-1 tabular-nums">
          {tickLabel(at, time.axis, tokenClock)}
        </span>
      ))}
    </div>
  );
}

function tickLabel(at: number, axis: Time['axis'], tokenClock: boolean): string {
  if (axis === 'tokens') return at === 0 ? '0 tokens' : formatInteger(at);
  const seconds = Number((at / 1000).toFixed(3));
  return at === 0 ? (tokenClock ? '0 s (token clock)' : '0 s') : `${seconds} s`;
}
