'use client';

import { useSessionActions } from '#components/playback/session-context.tsx';
import { scrollWithin } from '#components/ui/scroll-within.ts';
import { DoctorBadge } from './doctor-badge.tsx';
import { useDoctor } from './doctor-context.tsx';

/** Shown in the header; leads to the panel. */
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
