import type { PlaybackState } from './playback-types.ts';

/** The page's address, or its substitute (a page opened from a file has a fragment, an embedded one nothing). */
export interface LinkPort {
  /** The current query string, `?at=12` or `''`. */
  read(): string;
  /** Replaces it, without an entry in the history. */
  write(search: string): void;
  /**
   * Calls back before a click or Enter does what it does: written while the router is on its way to another page, the
   * address would call the router back. Returns what ends that.
   */
  beforeAct?(listener: () => void): () => void;
  /** The whole address with that query string, to share. */
  href(search: string): string;
}

/**
 * Browsers refuse more than some 200 changes of the address in 30 s (Safari 100): we write one, once the view has
 * stopped changing.
 */
const REST_MS = 400;

/** How a page writes its state into its address. */
export interface LinkFormat<View, Link extends { readonly at: number | null }> {
  /** Null while there is nothing to say yet. */
  of(view: View): Link | null;
  /** The query string, together with the other members of `search`. */
  write(link: Link, search: string): string;
}

interface ReadableStore<View> {
  getState(): View;
  subscribe(listener: (view: View) => void): () => void;
}

/** The address of the current view. */
export function currentHref<View, Link extends { readonly at: number | null }>(
  port: LinkPort,
  format: LinkFormat<View, Link>,
  view: View,
): string {
  const link = format.of(view);
  return port.href(link ? format.write(link, port.read()) : port.read());
}

/**
 * Keeps the address in step with the view, each time the view has not changed for a while. Returns a function that ends
 * this.
 */
export function syncLink<
  View extends Pick<PlaybackState, 'transport'>,
  Link extends { readonly at: number | null },
>(store: ReadableStore<View>, port: LinkPort, format: LinkFormat<View, Link>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stoodAt: number | null = null;
  let seen = keyOf(store.getState());

  /** What a change of the address depends on; while the playhead plays, its last position at rest counts. */
  function keyOf(view: View): string {
    const link = format.of(view);
    if (link && view.transport !== 'playing') stoodAt = link.at;
    return link ? JSON.stringify({ ...link, at: stoodAt }) : '';
  }

  function write(): void {
    timer = undefined;
    const before = port.read();
    const link = format.of(store.getState());
    const search = link ? format.write(link, before) : before;
    if (search !== before) port.write(search);
  }

  const unsubscribe = store.subscribe((view) => {
    const key = keyOf(view);
    if (key === seen) return;
    seen = key;
    clearTimeout(timer);
    timer = setTimeout(write, REST_MS);
  });
  const stopActing = port.beforeAct?.(() => {
    if (timer === undefined) return;
    clearTimeout(timer);
    write();
  });
  return () => {
    clearTimeout(timer);
    stopActing?.();
    unsubscribe();
  };
}
