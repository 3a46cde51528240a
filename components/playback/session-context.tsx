'use client';

import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { whenIdle } from '#components/ui/when-idle.ts';
import { browserLink } from './browser-link.ts';
import { readLink, sessionLink } from './link-state.ts';
import { currentHref, type LinkPort, syncLink } from './link-sync.ts';
import type { NodeSlice } from './node-slices.ts';
import type { PlaybackActions } from './playback-actions.ts';
import { createPlayback, type FrameListener } from './playback-store.ts';
import type { PageSource, SessionView } from './playback-types.ts';
import { type Session, sessionOf } from './session.ts';

const SessionContext = createContext<Session | null>(null);

const LinkContext = createContext<LinkPort>(browserLink);
const ReadOnlyContext = createContext(false);

export interface SessionProviderProps {
  source: PageSource;
  /** Where the page reads and stores its state; by default the browser's address. */
  link?: LinkPort;
  /**
   * The query with which the page opens. Needed where a router renders a page before the address is its own; by default
   * read from the address.
   */
  search?: string;
  /**
   * In a frame of another page, or without a server: the page starts or changes nothing, and links to no page of the
   * app.
   */
  readOnly?: boolean;
  children: ReactNode;
}

/** A playback of one trace per page: its log, playhead and selection live and end with this component. */
export function SessionProvider({
  source,
  link = browserLink,
  search,
  readOnly = false,
  children,
}: SessionProviderProps) {
  const [{ playback, session }] = useState(() => {
    const playback = createPlayback([source], { link: readLink(search ?? link.read()) });
    return { playback, session: sessionOf(playback) };
  });
  useEffect(() => playback.start(), [playback]);
  useEffect(() => whenIdle(() => void readWholeAnswers(session)), [session]);
  useEffect(() => syncLink(session.store, link, sessionLink), [session, link]);
  return (
    <LinkContext value={link}>
      <ReadOnlyContext value={readOnly}>
        <SessionContext value={session}>{children}</SessionContext>
      </ReadOnlyContext>
    </LinkContext>
  );
}

/** The rules for the answer of a text are fetched once the graph stands; until then its last box is shown. */
async function readWholeAnswers({ slices }: Session): Promise<void> {
  const rules = await import('#lib/answers/extract-answer.ts').catch(() => null);
  if (rules) slices.readAnswers((text) => rules.extractAnswer(text)?.answer ?? null);
}

/** For components that show a session without a page of its own: the rounds of the curation workbench. */
export function SessionHandleProvider({ session, children }: { session: Session; children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>;
}

/** Returns a function that gives the address of the current view; `change` overrides parts of it. */
export function useHref(): (change?: Partial<SessionView>) => string {
  const { store } = useSessionHandle();
  const link = useContext(LinkContext);
  return (change = {}) => currentHref(link, sessionLink, { ...store.getState(), ...change });
}

/** True where the page may start, change or link to nothing. */
export const useReadOnly = (): boolean => useContext(ReadOnlyContext);

export function useSessionHandle(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession outside of SessionProvider');
  return session;
}

export function useSession<T>(selector: (view: SessionView) => T): T {
  return useStore(useSessionHandle().store, selector);
}

export function useSessionActions(): PlaybackActions {
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

/** Calls back on every frame with the playhead's position, without rendering: for values that we write to the DOM. */
export function useFrame(listener: FrameListener): void {
  const session = useSessionHandle();
  useEffect(() => session.onFrame(listener), [session, listener]);
}
