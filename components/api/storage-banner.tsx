'use client';

import { HardDrive } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { onRefusedWrite } from './send.ts';
import { askForStorage, useStorageState } from './storage-state.ts';

/** The height of the banner, for pages that are exactly as high as the window. */
const HEIGHT = '--banner-height';

/** Over every page while the server cannot store: why, and what to do. Comes and goes by itself. */
export function StorageBanner() {
  const storage = useStorageState();
  const banner = useRef<HTMLDivElement>(null);

  useEffect(() => onRefusedWrite(askForStorage), []);

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
    // There before it has anything to say: a live region that comes with its words is not announced.
    <div ref={banner} role="status" aria-live="polite" className="shrink-0">
      {storage.state === 'failing' ? (
        <div className="flex items-start gap-2.5 border-warn/30 border-b bg-warn-bg px-3 py-2 text-ui leading-snug sm:px-4">
          <HardDrive size={16} className="mt-0.5 shrink-0 text-warn" aria-hidden="true" />
          <p className="min-w-0 flex-1 break-words text-ink">
            <strong className="font-medium text-warn">Nothing can be saved. {storage.message}</strong>{' '}
            {storage.remedy} Running sessions end here; new ones wait.
          </p>
        </div>
      ) : null}
    </div>
  );
}
