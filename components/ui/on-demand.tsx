'use client';

import { type ComponentType, type ReactNode, useEffect, useSyncExternalStore } from 'react';
import { showToast } from './toast.tsx';
import { whenIdle } from './when-idle.ts';

/** A component whose code is fetched when it is first wanted, or before that in an idle moment (`fetchAhead`). */
export interface OnDemand<Props> {
  (props: Props): ReactNode;
  /** Fetches the code. A failure is not said, only told by false: nobody asked for it yet. */
  preload: () => Promise<boolean>;
}

export interface OnDemandOptions<Props> {
  /** Whether these props show anything; until they do, nothing is fetched. Without it: always. */
  wanted?: (props: Props) => boolean;
  /** In its place while it comes. */
  fallback?: (props: Props) => ReactNode;
  /** In its place until it is here, also while nobody wants it: what looks like it, and takes what is asked of it. */
  standIn?: (props: Props) => ReactNode;
  /**
   * Takes back what asked for it: Escape was pressed while it came, or the code could not be fetched, which was said; the
   * next try asks again.
   */
  onGiveUp?: (props: Props) => void;
}

/**
 * Like `lazy`, but what has been fetched already is drawn at once: `lazy` shows its fallback for a frame even then, and a
 * failed fetch would break the page for good. Nothing is drawn by the server.
 */
export function onDemand<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { wanted = () => true, fallback, standIn, onGiveUp }: OnDemandOptions<Props> = {},
): OnDemand<Props> {
  let loaded: ComponentType<Props> | null = null;
  let loading: Promise<void> | null = null;
  const listeners = new Set<() => void>();

  function fetchOnce(): Promise<void> {
    loading ??= load().then(
      (component) => {
        loaded = component;
        for (const listener of listeners) listener();
      },
      (error: unknown) => {
        loading = null;
        throw error;
      },
    );
    return loading;
  }

  function subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  function Part(props: Props): ReactNode {
    const Loaded = useSyncExternalStore(
      subscribe,
      () => loaded,
      () => null,
    );
    const missing = Loaded === null && wanted(props);
    // biome-ignore lint/correctness/useExhaustiveDependencies: asked for once each time it comes to be missing.
    useEffect(() => {
      if (!missing) return;
      let left = false;
      fetchOnce().catch(() => {
        if (left) return;
        showToast({
          tone: 'error',
          title: 'This part of the page could not be fetched.',
          detail: 'Is the server running? Try again.',
        });
        onGiveUp?.(props);
      });
      function onKeyDown(event: KeyboardEvent): void {
        if (event.key !== 'Escape' || !onGiveUp) return;
        event.preventDefault();
        event.stopPropagation();
        onGiveUp(props);
      }
      window.addEventListener('keydown', onKeyDown, true);
      return () => {
        left = true;
        window.removeEventListener('keydown', onKeyDown, true);
      };
    }, [missing]);
    if (Loaded) return <Loaded {...props} />;
    return (missing ? fallback : undefined)?.(props) ?? standIn?.(props) ?? null;
  }
  const preload = () =>
    fetchOnce().then(
      () => true,
      () => false,
    );
  return Object.assign(Part, { preload });
}

/** A dialog on demand: it is fetched when it is opened, and closed again by Escape, as one that is here, or where that fails. */
export function dialogOnDemand<Props extends { open: boolean; onClose: () => void }>(
  load: () => Promise<ComponentType<Props>>,
): OnDemand<Props> {
  return onDemand(load, { wanted: ({ open }) => open, onGiveUp: ({ onClose }) => onClose() });
}

/** A server that was away is back, or it is not yet. */
const AGAIN_MS = 5_000;

/** Fetches parts of the page that nobody wants yet, once the browser has nothing else to do. */
export function useFetchAhead(parts: readonly { preload: () => Promise<boolean> }[]): void {
  useEffect(() => {
    let left = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function fetchAll() {
      const came = await Promise.all(parts.map((part) => part.preload()));
      if (!left && came.includes(false)) timer = setTimeout(() => void fetchAll(), AGAIN_MS);
    }
    // A live run keeps the page busy for as long as it lasts.
    const callOff = whenIdle(() => void fetchAll(), { atLatestMs: 1_000 });
    return () => {
      left = true;
      callOff();
      clearTimeout(timer);
    };
  }, [parts]);
}
