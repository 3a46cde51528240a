'use client';

import { useSyncExternalStore } from 'react';

const noChange = () => () => {};

/** The key combination that runs, as this computer names it. Empty on the server, which cannot know. */
export function RunShortcut() {
  const apple = useSyncExternalStore(
    noChange,
    () => /Mac|iPhone|iPad/.test(navigator.platform),
    () => null,
  );
  if (apple === null) return null;
  return (
    <span aria-hidden="true" className="ml-0.5 hidden text-[11px] opacity-60 sm:inline">
      {apple ? '⌘' : 'Ctrl'} ↵
    </span>
  );
}
