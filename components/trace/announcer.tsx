'use client';

import { useSession } from '#components/playback/session-context.tsx';

/** Announces stage changes and the end to screen readers, politely; never the tokens. */
export function Announcer() {
  const words = useSession((session) => {
    const { trace } = session;
    if (trace.status === 'empty') return '';
    if (trace.status !== 'running') return `Session ${trace.status}.`;
    if (trace.answer) return 'The final answer is being written.';
    const stage = trace.stages.at(-1);
    if (!stage) return trace.thought ? 'The model thinks in sequence.' : '';
    return stage.endedAt === null ? `Stage ${stage.stage} has begun.` : `Stage ${stage.stage} has joined.`;
  });
  return (
    <p className="sr-only" aria-live="polite">
      {words}
    </p>
  );
}
