'use client';

import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { NodeSlice } from './node-slices.ts';
import { createSession, type FrameListener, type Session, type SessionActions } from './session-store.ts';
import type { SessionSource, SessionView } from './session-types.ts';

const SessionContext = createContext<Session | null>(null);

/** One store per page: a session's log, playhead and selection live and end with this component. */
export function SessionProvider({ source, children }: { source: SessionSource; children: ReactNode }) {
  const [session] = useState(() => createSession(source));
  useEffect(() => session.start(), [session]);
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSessionHandle(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession outside of SessionProvider');
  return session;
}

export function useSession<T>(selector: (view: SessionView) => T): T {
  return useStore(useSessionHandle().store, selector);
}

export function useSessionActions(): SessionActions {
  return useSessionHandle().actions;
}

/** The slice of one node, published in turn (node-slices.ts). */
export function useNodeSlice(id: string): NodeSlice {
  const { slices } = useSessionHandle();
  const [subscription] = useState(() => (listener: () => void) => slices.subscribe(id, listener));
  return useSyncExternalStore(
    subscription,
    () => slices.get(id),
    () => slices.get(id),
  );
}

/** Calls back on every frame with the playhead's place, without rendering: for what is written to the DOM. */
export function useFrame(listener: FrameListener): void {
  const session = useSessionHandle();
  useEffect(() => session.onFrame(listener), [session, listener]);
}
