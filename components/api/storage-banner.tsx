'use client';

import { useEffect, useRef } from 'react';
import { onDemand, useFetchAhead } from '#components/ui/on-demand.tsx';

/** The height of the banner, for pages that are exactly as high as the window. */
const HEIGHT = '--banner-height';

/** Asks the server, which no first view needs. */
const StorageWords = onDemand(() => import('./storage-words.tsx').then((module) => module.StorageWords), {
  wanted: () => false,
});
const ahead = [StorageWords] as const;

/** Shown on every page while the server cannot store: why, and what to do. Appears and disappears by itself. */
export function StorageBanner() {
  const banner = useRef<HTMLDivElement>(null);
  useFetchAhead(ahead);

  useEffect(() => {
    const element = banner.current;
    if (!element) return;
    const observer = new ResizeObserver(() =>
      document.documentElement.style.setProperty(HEIGHT, `${element.offsetHeight}px`),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  return (
    // Mounted before it has any text: screen readers do not announce a live region that arrives with its words.
    <div ref={banner} role="status" aria-live="polite" className="shrink-0">
      <StorageWords />
    </div>
  );
}
