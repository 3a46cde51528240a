'use client';

import { HardDrive } from 'lucide-react';
import { useEffect } from 'react';
import { onRefusedWrite } from './send.ts';
import { askForStorage, useStorageState } from './storage-state.ts';

/** What the banner says while the server cannot store. */
export function StorageWords() {
  const storage = useStorageState();
  useEffect(() => onRefusedWrite(askForStorage), []);
  if (storage.state !== 'failing') return null;
  return (
    <div className="flex items-start gap-2.5 border-warn/30 border-b bg-warn-bg px-3 py-2 text-ui leading-snug sm:px-4">
      <HardDrive size={16} className="mt-0.5 shrink-0 text-warn" aria-hidden="true" />
      <p className="min-w-0 flex-1 break-words text-ink">
        <strong className="font-medium text-warn">Nothing can be saved. {storage.message}</strong>{' '}
        {storage.remedy} Running sessions end here; new ones wait.
      </p>
    </div>
  );
}
