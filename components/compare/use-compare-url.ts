'use client';

import { useEffect } from 'react';
import { sideId } from '#components/actions/compare/side-source.ts';
import { useComparison } from './compare-context.tsx';
import type { CompareState } from './compare-types.ts';
import { writeChoices } from './compare-url.ts';

/** Browsers refuse more than some hundred changes of the address in 30 s. */
const WRITE_AFTER_MS = 250;

/** The address of what is shown now; the moment is left out at the end and while it runs on. */
function addressOf(state: CompareState, keepsMoment: boolean): string {
  const [a, b] = state.sides;
  const isAtEnd = state.at >= Math.max(...state.ends) - 1e-6;
  return writeChoices(sideId(a.source), sideId(b.source), {
    view: state.view,
    axis: state.axis,
    at: keepsMoment && state.transport !== 'live' && !isAtEnd ? state.at : null,
    speed: state.speed,
    top: state.top,
    definition: state.definition,
    reading: state.reading,
  });
}

/** A link that shows the same comparison at the same moment elsewhere. */
export const shareUrl = (state: CompareState): string =>
  new URL(addressOf(state, true), window.location.href).toString();

/** Keeps the address bar at what is shown, so that a reload or a copied address comes back to it. */
export function useCompareUrl(): void {
  const { store } = useComparison();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const unsubscribe = store.subscribe((state) => {
      if (timer !== undefined || state.sides.some(({ length }) => length === 0)) return;
      timer = setTimeout(() => {
        timer = undefined;
        const now = store.getState();
        const address = addressOf(now, now.transport === 'paused');
        if (address !== window.location.pathname + window.location.search) {
          window.history.replaceState(window.history.state, '', address);
        }
      }, WRITE_AFTER_MS);
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [store]);
}
