import { useEffect, useState } from 'react';
import type { SessionView } from '#components/playback/playback-types.ts';
import { useSession } from '#components/playback/session-context.tsx';
import type { TraceState } from '#lib/trace/state.ts';
import { SessionNotices } from './fetched-ahead.ts';

const noticed: ReadonlySet<TraceState['status']> = new Set([
  'failed',
  'cancelled',
  'interrupted',
  'truncated',
]);

/** Whether something must be said above the graph. */
export const hasNotices = ({ connection, latest, about }: SessionView): boolean =>
  connection.kind === 'lost' || noticed.has(latest.status) || about.damaged !== undefined;

/**
 * Whether a page that opens must wait for the notices' code: they take their room above the graph, which would jump. Once it
 * has shown, never: what is said later may come a moment late.
 */
export function useNoticesFirst(isEmpty: boolean): boolean {
  const isNoticed = useSession(hasNotices);
  const [isTried, setTried] = useState(false);
  const [hasShown, setShown] = useState(false);
  const waits = isNoticed && !isTried && !hasShown;
  useEffect(() => {
    if (!isEmpty && !waits) setShown(true);
  }, [isEmpty, waits]);
  // A live run may lose its server, and from then on nothing can be fetched: the notice that says so must be here before.
  const isLive = useSession(({ latest }) => latest.status === 'running');
  useEffect(() => {
    if (isLive) void SessionNotices.preload();
  }, [isLive]);
  useEffect(() => {
    // Without a server to fetch them from the session is shown all the same.
    if (isNoticed) void SessionNotices.preload().then(() => setTried(true));
  }, [isNoticed]);
  return waits;
}
