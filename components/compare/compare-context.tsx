'use client';

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { SideSource } from '#components/actions/compare/side-source.ts';
import { browserLink } from '#components/playback/browser-link.ts';
import { syncLink } from '#components/playback/link-sync.ts';
import type { PlaybackActions } from '#components/playback/playback-actions.ts';
import { createPlayback, type FrameListener, type Playback } from '#components/playback/playback-store.ts';
import { type Pair, pairOf } from '#lib/compare/pair.ts';
import { type CompareSide, type CompareState, compareLink, type SideIndex } from './compare-state.ts';
import { type CompareChoices, openingOf } from './compare-url.ts';

type Comparison = Playback<SideSource>;

const CompareContext = createContext<Comparison | null>(null);

export interface CompareProviderProps {
  sources: Pair<SideSource>;
  choices: CompareChoices;
  children: ReactNode;
}

/** A playback of two traces per page: logs and playhead live and end with this component. */
export function CompareProvider({ sources, choices, children }: CompareProviderProps) {
  const [comparison] = useState(() => createPlayback(sources, { link: openingOf(choices) }));
  useEffect(() => comparison.start(), [comparison]);
  useEffect(() => syncLink(comparison.store, browserLink, compareLink), [comparison]);
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

/** Both sides; the same pair while only the playhead moves. */
export const useSides = (): Pair<CompareSide> => useCompare((state) => pairOf(state.traces));

/** One side; the same object while only the playhead or the other side moves. */
export const useSide = (side: SideIndex): CompareSide => useCompare((state) => pairOf(state.traces)[side]);

/** The side above and the one below. */
export const useOrder = (): Pair<SideIndex> =>
  useCompare((state) => pairOf(state.order as readonly SideIndex[]));

export function useCompareActions(): PlaybackActions {
  return useComparison().actions;
}

/** Calls back on every frame, without rendering: for values that we write to the DOM. */
export function useCompareFrame(listener: FrameListener): void {
  const comparison = useComparison();
  useEffect(() => comparison.onFrame(listener), [comparison, listener]);
}
