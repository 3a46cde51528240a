'use client';

import { useSession } from '#components/playback/session-context.tsx';
import { formatDuration, formatInteger } from '#components/ui/format.ts';
import { ticks } from '#lib/graph/timeline-rows.ts';
import type { Axis } from '#lib/trace/token-axis.ts';
import type { Scrub } from './use-scrub.ts';

/** The scale on top, which is also the slider of the playhead. */
export function Ruler({ end, axis, scrub }: { end: number; axis: Axis; scrub: Scrub }) {
  const last = useSession((session) => session.ends[0] ?? 0);
  const at = useSession((session) => Math.min(session.at, last));
  const count = useSession((session) => session.count);
  const length = useSession((session) => session.length);
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label="Playhead"
      aria-valuemin={0}
      aria-valuemax={Math.round(last)}
      aria-valuenow={Math.round(at)}
      aria-valuetext={`${axisWords(at, axis)} of ${axisWords(last, axis)}, event ${formatInteger(count)} of ${formatInteger(length)}`}
      className="relative h-6 shrink-0 cursor-ew-resize touch-none select-none"
      {...scrub.pointer}
      onKeyDown={scrub.onKeyDown}
    >
      {ticks(end, 8).map((at) => (
        <span
          key={at}
          className="absolute top-0 h-full border-line border-l pt-1 pl-1 text-[10.5px] text-faint leading-4"
          style={{ left: `${(at / end) * 100}%` }}
        >
          {tickLabel(at, axis)}
        </span>
      ))}
    </div>
  );
}

const axisWords = (at: number, axis: Axis): string =>
  axis === 'wall' ? formatDuration(at) : `${formatInteger(Math.floor(at))} tokens`;

function tickLabel(at: number, axis: Axis): string {
  if (axis === 'tokens') return at === 0 ? '0 tokens' : formatInteger(at);
  const seconds = at / 1000;
  // As many digits as the step needs: a run of 60 ms has ticks 10 ms apart.
  return at === 0 ? '0 s' : String(Number(seconds.toFixed(3)));
}
