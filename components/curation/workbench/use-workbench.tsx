'use client';

import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Workbench } from './workbench-store.ts';
import type { WorkbenchActions, WorkbenchState } from './workbench-types.ts';

export const WorkbenchContext = createContext<Workbench | null>(null);

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
