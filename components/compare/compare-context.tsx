'use client';

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { SideSource } from '#components/actions/compare/side-source.ts';
import type { Both } from '#lib/compare/both.ts';
import {
  type CompareActions,
  type Comparison,
  createComparison,
  type RaceFrameListener,
} from './compare-store.ts';
import type { CompareState } from './compare-types.ts';
import type { CompareChoices } from './compare-url.ts';

const CompareContext = createContext<Comparison | null>(null);

export interface CompareProviderProps {
  sources: Both<SideSource>;
  choices: CompareChoices;
  children: ReactNode;
}

/** One comparison per page: logs and playhead live and end with this component. */
export function CompareProvider({ sources, choices, children }: CompareProviderProps) {
  const [comparison] = useState(() => createComparison(sources, choices));
  useEffect(() => comparison.start(), [comparison]);
  return <CompareContext value={comparison}>{children}</CompareContext>;
}

export function useComparison(): Comparison {
  const comparison = useContext(CompareContext);
  if (!comparison) throw new Error('useComparison outside of CompareProvider');
  return comparison;
}

export function useCompare<T>(selector: (state: CompareState) => T): T {
  return useStore(useComparison().store, selector);
}

export function useCompareActions(): CompareActions {
  return useComparison().actions;
}

/** Calls back on every frame, without rendering: for what is written to the DOM. */
export function useRaceFrame(listener: RaceFrameListener): void {
  const comparison = useComparison();
  useEffect(() => comparison.onFrame(listener), [comparison, listener]);
}
