'use client';

import { MarkPill } from '#components/verdict/verdict-mark.tsx';
import { useSession } from './session-context.tsx';

/** Whether the session's answer is right, where that is known. */
export function SessionMark({ compact }: { compact?: boolean }) {
  const judged = useSession((session) => session.about.judged);
  return <MarkPill judged={judged} compact={compact} />;
}
