'use client';

import { usePathname, useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import type { DroppedItems, Given } from '#components/actions/files/given-files.ts';
import { onDemand } from '#components/ui/on-demand.tsx';
import { showToast } from '#components/ui/toast.tsx';

const DropOverlay = onDemand(() => import('./drop-overlay.tsx').then((module) => module.DropOverlay));

/**
 * What takes files and texts is fetched with the first of them: this stands on every page, and most visits bring nothing.
 * What an event gives is taken from it before, for it is gone by then.
 */
function give(to: (takers: typeof import('./take-given.ts')) => void): void {
  import('./take-given.ts').then(to, () =>
    showToast({
      tone: 'error',
      title: 'Nothing could be taken.',
      detail: 'Is the server running? Try again.',
    }),
  );
}

/** A shorter text is more likely a word in the wrong place than a trace; the import page accepts it all the same. */
const SHORTEST_PASTE = 40;

/**
 * Sends files that a person drops or pastes anywhere to the import page, or from curation pages to the first of those;
 * mounted once, in the root layout.
 */
export function DropTarget() {
  const router = useRouter();
  const path = usePathname();
  const [over, setOver] = useState(false);
  const onImportPage = path === '/import';
  const curating = path === '/curate' || path.startsWith('/curate/');
  // A frame in another site's page takes no drop or paste from the people there.
  const embedded = path.startsWith('/embed');

  useEffect(() => {
    if (embedded) return;
    // Enter and leave come for every element on the way; only their balance says whether the pointer is still here.
    let depth = 0;

    const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    function onEnter(event: DragEvent) {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      depth++;
      setOver(true);
      // There by the time they are dropped.
      import('./take-given.ts').catch(() => undefined);
    }
    function onOver(event: DragEvent) {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    }
    function onLeave(event: DragEvent) {
      if (!holdsFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    }
    function onDrop(event: DragEvent) {
      depth = 0;
      setOver(false);
      if (!event.dataTransfer || !holdsFiles(event)) return;
      event.preventDefault();
      const given: Given = { kind: 'drop', items: takeDrop(event.dataTransfer) };
      if (curating) {
        give(({ giveToCuration }) => giveToCuration(given));
        if (path !== '/curate') router.push('/curate');
        return;
      }
      give(({ importGiven }) => void importGiven(given));
      if (!onImportPage) router.push('/import');
    }
    function onPaste(event: ClipboardEvent) {
      if (event.defaultPrevented || !event.clipboardData || isTakenBy(event.target)) return;
      const files = [...event.clipboardData.files];
      const text = event.clipboardData.getData('text/plain');
      if (files.length === 0 && text.trim() === '') return;
      const given: Given = files.length > 0 ? { kind: 'files', files } : { kind: 'text', text };
      if (curating) {
        // A paste in the wrong place must not leave a record that a person works on.
        if (path !== '/curate') return;
        give(({ giveToCuration }) => giveToCuration(given));
        event.preventDefault();
        return;
      }
      if (given.kind === 'text' && !onImportPage && text.trim().length < SHORTEST_PASTE) {
        showToast({
          title: 'Too short for a trace',
          detail: 'Pasted text is imported. On the import page even a short one is.',
        });
        return;
      }
      give(({ importGiven }) => void importGiven(given));
      event.preventDefault();
      if (!onImportPage) router.push('/import');
    }

    window.addEventListener('dragenter', onEnter);
    window.addEventListener('dragover', onOver);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('drop', onDrop);
    window.addEventListener('paste', onPaste);
    return () => {
      window.removeEventListener('dragenter', onEnter);
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('drop', onDrop);
      window.removeEventListener('paste', onPaste);
    };
  }, [router, path, onImportPage, curating, embedded]);

  return over ? <DropOverlay curating={curating} /> : null;
}

/** A text field, or an open dialog: a paste is meant for it. */
function isTakenBy(target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open]')) return true;
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;
}

/** What a drop gave. Call within the event handler: a DataTransfer is emptied when it returns. */
function takeDrop(transfer: DataTransfer): DroppedItems {
  const entries: FileSystemEntry[] = [];
  const files: File[] = [];
  for (const item of transfer.items) {
    if (item.kind !== 'file') continue;
    const entry = item.webkitGetAsEntry?.() ?? null;
    if (entry) {
      entries.push(entry);
      continue;
    }
    const file = item.getAsFile();
    if (file) files.push(file);
  }
  return { entries, files };
}
