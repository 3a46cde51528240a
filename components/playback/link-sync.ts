import type { StoreApi } from 'zustand/vanilla';
import { linkOf, writeLink } from './link-state.ts';
import type { SessionView } from './session-types.ts';

/** The address of the page, or what stands in for it (a page opened from a file has a fragment, an embedded one nothing). */
export interface LinkPort {
  /** The query string of now, `?at=12` or `''`. */
  read(): string;
  /** Puts another in its place, without a step in the history. */
  write(search: string): void;
  /** The whole address with that query string, to hand on. */
  href(search: string): string;
}

/** Browsers refuse more than some 200 changes of the address in 30 s (Safari 100): one, once things have come to rest. */
const REST_MS = 400;

/** The address of what is shown now. */
export const currentHref = (port: LinkPort, view: SessionView): string =>
  port.href(writeLink(linkOf(view), port.read()));

/** Keeps the address at what is shown, whenever it has not changed for a while. Returns the function that ends it. */
export function syncLink(store: StoreApi<SessionView>, port: LinkPort): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let seen = keyOf(store.getState(), null);
  let stoodAt: number | null = null;

  function write(): void {
    const view = store.getState();
    const before = port.read();
    const link = linkOf(view);
    const search = writeLink(link, before);
    if (search !== before) port.write(search);
  }

  const unsubscribe = store.subscribe((view) => {
    if (view.transport !== 'playing') stoodAt = linkOf(view).at;
    const key = keyOf(view, stoodAt);
    if (key === seen) return;
    seen = key;
    clearTimeout(timer);
    timer = setTimeout(write, REST_MS);
  });
  return () => {
    clearTimeout(timer);
    unsubscribe();
  };
}

/** What a change of the address depends on; of a playhead that plays, where it stood last. */
function keyOf(view: SessionView, stoodAt: number | null): string {
  return view.length === 0 ? '' : JSON.stringify({ ...linkOf(view), at: stoodAt });
}
