'use client';

import { useSession, useSessionActions } from '#components/playback/session-context.tsx';
import { scrollWithin } from '#components/ui/scroll-within.ts';
import { DoctorBadge } from './doctor-badge.tsx';
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

/** In the header; leads to the panel. */
export function SessionDoctorBadge({ className }: { className?: string }) {
  const { findings } = useDoctor();
  const actions = useSessionActions();
  function show() {
    // On a phone the panel is on another tab.
    actions.setPhoneTab('numbers');
    requestAnimationFrame(() => {
      const panel = document.getElementById('doctor');
      if (!panel) return;
      scrollWithin(panel, 'start');
      panel.focus({ preventScroll: true });
    });
  }
  return <DoctorBadge findings={findings} onOpen={show} className={className} />;
}
