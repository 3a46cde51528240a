'use client';

import { useSession } from '#components/playback/session-context.tsx';
import { Pill, type Tone } from '#components/ui/pill.tsx';
import { assertUnreachable } from '#lib/base/assert.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { statusWords } from './status-words.ts';

/** "live · stage 2 · 2 of 3 branches running"; what has ended says how. */
export function StatusPill() {
  const status = useSession((session) => session.latest.status);
  const words = useSession((session) => statusWords(session.latest));
  const loading = useSession((session) => session.length === 0);
  const source = useSession((session) => session.source.kind);
  if (loading) return null;
  const live = status === 'running';
  return (
    <Pill tone={toneOf(status)} dot pulse={live} className="max-w-80">
      <span className="truncate">
        {live ? 'live · ' : source === 'example' ? 'example · ' : ''}
        {words}
      </span>
    </Pill>
  );
}

function toneOf(status: TraceState['status']): Tone {
  switch (status) {
    case 'empty':
    case 'cancelled':
      return 'neutral';
    case 'running':
      return 'exec';
    case 'done':
      return 'ok';
    case 'truncated':
    case 'interrupted':
      return 'crit';
    case 'failed':
      return 'warn';
    default:
      return assertUnreachable(status);
  }
}
