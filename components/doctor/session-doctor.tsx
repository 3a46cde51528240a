'use client';

import { useSession } from '#components/playback/session-context.tsx';
import { useDoctor } from './doctor-context.tsx';
import { DoctorPanel } from './doctor-panel.tsx';

/** The doctor's part of the left column. */
export function SessionDoctor() {
  const { findings, dismissed, dismiss, undo, open, goTo } = useDoctor();
  const running = useSession((session) => session.latest.status === 'running');
  return (
    <DoctorPanel
      {...{ findings, open, running, dismissed }}
      onGoTo={goTo}
      onDismiss={dismiss}
      onUndo={undo}
    />
  );
}
