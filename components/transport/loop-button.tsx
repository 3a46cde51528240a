'use client';

import { Repeat } from 'lucide-react';
import { useSession, useSessionHandle } from '#components/playback/session-context.tsx';
import { IconButton } from '#components/ui/button.tsx';
import { nextMark } from '#lib/replay/marks.ts';

/** Plays the stage at the playhead again and again; pressed again, everything. */
export function LoopButton() {
  const { actions, store, marks } = useSessionHandle();
  const looping = useSession((session) => session.loop !== null);
  return (
    <IconButton
      size="sm"
      label={looping ? 'No loop' : 'Loop this stage'}
      shortcut={looping ? 'X' : undefined}
      tooltipSide="top"
      aria-pressed={looping}
      className={looping ? 'bg-plan-bg! text-plan!' : undefined}
      icon={<Repeat size={15} />}
      onClick={() => {
        if (looping) actions.setLoop(null);
        else {
          const { count, length } = store.getState();
          const stages = marks('stage');
          // The end belongs to the last stage.
          const from = nextMark(stages, Math.min(count + 1, length), -1) ?? 0;
          const next = nextMark(stages, from, 1);
          actions.setLoop({ from, to: next === null ? length : next - 1 });
        }
      }}
    />
  );
}
