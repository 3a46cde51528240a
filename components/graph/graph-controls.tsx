'use client';

import { Crosshair, Maximize, Minus, Plus } from 'lucide-react';
import { useSession, useSessionActions } from '#components/playback/session-context.tsx';
import { Button, IconButton } from '#components/ui/button.tsx';

/** The canvas buttons: fit, zoom and follow. */
export function GraphControls() {
  const actions = useSessionActions();
  const follow = useSession((session) => session.follow && session.timelineFollows);
  const moving = useSession((session) => session.transport !== 'paused');
  return (
    <>
      {moving && !follow ? (
        <Button
          variant="primary"
          size="sm"
          className="shadow-card"
          icon={<Crosshair size={13} aria-hidden="true" />}
          onClick={() => actions.setFollow(true)}
        >
          Follow
        </Button>
      ) : null}
      <div className="flex rounded-lg border border-line bg-panel shadow-card">
        <IconButton
          size="sm"
          label="Zoom out"
          shortcut="-"
          tooltipSide="top"
          icon={<Minus size={14} />}
          onClick={() => actions.camera({ kind: 'zoom', factor: 1 / 1.25 })}
        />
        <IconButton
          size="sm"
          label="Fit everything"
          shortcut="F"
          tooltipSide="top"
          icon={<Maximize size={13} />}
          onClick={() => actions.camera({ kind: 'fit' })}
        />
        <IconButton
          size="sm"
          label="Zoom in"
          shortcut="+"
          tooltipSide="top"
          icon={<Plus size={14} />}
          onClick={() => actions.camera({ kind: 'zoom', factor: 1.25 })}
        />
      </div>
    </>
  );
}
