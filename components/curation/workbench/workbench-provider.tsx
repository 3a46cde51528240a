'use client';

import { type ReactNode, useEffect, useState } from 'react';
import { browserDependencies } from './browser-dependencies.ts';
import { WorkbenchContext } from './use-workbench.tsx';
import { WorkbenchExtras } from './workbench-extras.tsx';
import { createWorkbenchStore } from './workbench-store.ts';
import type { WorkbenchRecord } from './workbench-types.ts';

/**
 * One store per page: give it a `key` of the record's id and proposal, since another record is another workbench.
 * Throws `EditLogError` where the record's edits do not fit its proposal.
 */
export function WorkbenchProvider({ record, children }: { record: WorkbenchRecord; children: ReactNode }) {
  const [workbench] = useState(() => createWorkbenchStore(record, browserDependencies()));
  useEffect(() => workbench.start(), [workbench]);
  useEffect(() => {
    const { saveNow } = workbench.actions;
    const onVisibility = () => {
      if (document.visibilityState === 'hidden') saveNow();
    };
    document.addEventListener('visibilitychange', onVisibility);
    window.addEventListener('pagehide', saveNow);
    window.addEventListener('online', saveNow);
    return () => {
      document.removeEventListener('visibilitychange', onVisibility);
      window.removeEventListener('pagehide', saveNow);
      window.removeEventListener('online', saveNow);
    };
  }, [workbench]);
  return (
    <WorkbenchContext value={workbench}>
      {children}
      <WorkbenchExtras />
    </WorkbenchContext>
  );
}
