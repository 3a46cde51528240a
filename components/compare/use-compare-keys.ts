'use client';

import { useCallback } from 'react';
import { keyName, pressTransport, useKeys } from '#components/playback/use-keys.ts';
import { useComparison } from './compare-context.tsx';
import { viewNameOf } from './compare-state.ts';

/** The session page's keys that move the playhead, and the comparison's own. */
export function useCompareKeys(): void {
  const { store, actions } = useComparison();
  useKeys(
    useCallback(
      (event: KeyboardEvent): boolean => {
        const state = store.getState();
        switch (keyName(event)) {
          case 't':
            actions.setView(viewNameOf(state) === 'race' ? 'content' : 'race');
            return true;
          case 's':
            actions.swap();
            return true;
          case 'Escape':
            if (!state.selection) return false;
            actions.select(null);
            return true;
          default:
            return pressTransport(event, actions, state.speed);
        }
      },
      [store, actions],
    ),
  );
}
