'use client';

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { browserDependencies } from './browser-dependencies.ts';
import { createWorkbenchStore, type Workbench } from './workbench-store.ts';
import type { WorkbenchActions, WorkbenchRecord, WorkbenchState } from './workbench-types.ts';

const WorkbenchContext = createContext<Workbench | null>(null);

/**
 * One store per page: give it a `key` of the record's id and proposal, since another record is another workbench.
 * Throws `EditLogError` where the record's edits do not fit its proposal.
 */
export function WorkbenchProvider({ record, children }: { record: WorkbenchRecord; children: ReactNode }) {
  const [workbench] = useState(() => createWorkbenchStore(record, browserDependencies()));
  useEffect(() => workbench.start(), [workbench]);
  useEffect(() => {
    const flush = () => document.visibilityState === 'hidden' && workbench.actions.saveNow();
    const online = () => workbench.actions.saveNow();
    document.addEventListener('visibilitychange', flush);
    window.addEventListener('pagehide', online);
    window.addEventListener('online', online);
    return () => {
      document.removeEventListener('visibilitychange', flush);
      window.removeEventListener('pagehide', online);
      window.removeEventListener('online', online);
    };
  }, [workbench]);
  return <WorkbenchContext value={workbench}>{children}</WorkbenchContext>;
}

export function useWorkbenchHandle(): Workbench {
  const workbench = useContext(WorkbenchContext);
  if (!workbench) throw new Error('useWorkbench outside of WorkbenchProvider');
  return workbench;
}

export function useWorkbench<T>(selector: (state: WorkbenchState) => T): T {
  return useStore(useWorkbenchHandle().store, selector);
}

export function useWorkbenchActions(): WorkbenchActions {
  return useWorkbenchHandle().actions;
}
