'use client';

import { useSession } from '#components/playback/session-context.tsx';
import { MarkPill } from './verdict-mark.tsx';

/** Whether the session's answer is right, where that is known. */
export function SessionMark({ compact }: { compact?: boolean }) {
  const judged = useSession((session) => session.about.judged);
  return <MarkPill judged={judged} compact={compact} />;
}
