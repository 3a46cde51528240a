'use client';

import { useCallback, useRef } from 'react';
import { useFrame, useSession } from '#components/playback/session-context.tsx';
import { formatDuration, formatInteger } from '#components/ui/format.ts';

/** Time or tokens, and event count; where the playhead stands is written on every frame, past React. */
export function Clock() {
  const place = useRef<HTMLSpanElement>(null);
  const count = useSession((session) => session.count);
  const length = useSession((session) => session.length);
  const axis = useSession((session) => session.axis);
  const end = useSession((session) => session.ends[0] ?? 0);
  const live = useSession((session) => session.transport === 'live');
  useFrame(
    useCallback(
      (_positionMs: number, axisAt: number) => {
        const text = axisWords(Math.min(axisAt, end), axis);
        // The same words again would still lay out the page.
        if (place.current && place.current.textContent !== text) place.current.textContent = text;
      },
      [axis, end],
    ),
  );
  return (
    <p className="min-w-0 text-mute text-xs tabular-nums leading-[17px]">
      <span className="whitespace-nowrap">
        <span ref={place} className="font-medium text-ink" />
        {axis === 'tokens' ? (live ? ' tokens' : ` of ${axisWords(end, axis)} tokens`) : null}
        {axis === 'wall' && !live ? ` of ${axisWords(end, axis)}` : null}
      </span>{' '}
      <span className="whitespace-nowrap text-faint max-md:hidden">
        · event {formatInteger(count)}
        {live ? '' : ` of ${formatInteger(length)}`}
      </span>
    </p>
  );
}

const axisWords = (at: number, axis: 'wall' | 'tokens'): string =>
  axis === 'wall' ? formatDuration(at) : formatInteger(Math.floor(at));
