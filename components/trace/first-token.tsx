'use client';

import { useSession } from '#components/playback/session-context.tsx';
import { formatDuration } from '#components/ui/format.ts';
import { Spinner } from '#components/ui/spinner.tsx';

/** On top of the graph before the first token: says that something happens, and for how long already. */
export function FirstToken() {
  const waitingSince = useSession((session) => {
    if (session.transport !== 'live' || session.trace.status !== 'running') return null;
    const pieces = [
      ...session.trace.stages.map((stage) => stage.plan),
      session.trace.thought,
      session.trace.answer,
    ];
    if (pieces.some((piece) => piece !== null && piece.firstTokenAt !== null)) return null;
    return pieces[0]?.requestedAt ?? session.trace.thought?.requestedAt ?? 0;
  });
  const seconds = useSession((session) => Math.floor(session.positionMs / 100) / 10);
  if (waitingSince === null) return null;
  return (
    <p className="-translate-x-1/2 pointer-events-none absolute top-14 left-1/2 z-[6] flex items-center gap-2 whitespace-nowrap rounded-full border border-line bg-panel px-3.5 py-1.5 text-mute text-xs shadow-card">
      <Spinner />
      Waiting for the first token · {formatDuration(Math.max(0, seconds * 1000 - waitingSince))}
    </p>
  );
}
