'use client';

import { type TransportTarget, transportKeys } from '#components/playback/transport-keys.ts';
import { keyTable } from '#components/ui/keys/key-table.ts';
import { useKeys } from '#components/ui/keys/use-keys.ts';
import { useComparison } from './compare-context.tsx';
import { viewNameOf } from './compare-state.ts';

type Comparison = ReturnType<typeof useComparison>;

interface KeyTarget extends TransportTarget {
  readonly state: ReturnType<Comparison['store']['getState']>;
  readonly actions: Comparison['actions'];
}

/** Gives false where there was nothing to do. */
type Command = (target: KeyTarget) => unknown;

/** The keys that move a playhead, and the comparison's own. */
const compareKeys = keyTable<Command>([
  ...Object.values(transportKeys),
  {
    does: 'The race or the contents',
    keys: {
      t: ({ actions, state }) => actions.setView(viewNameOf(state) === 'race' ? 'content' : 'race'),
    },
  },
  { does: 'Swap the sides', keys: { s: ({ actions }) => actions.swap() } },
  {
    does: 'Close what is selected',
    keys: {
      Escape({ actions, state }) {
        if (!state.selection) return false;
        actions.select(null);
      },
    },
  },
]);

export function useCompareKeys(): void {
  const { store, actions } = useComparison();
  useKeys(compareKeys, (command) => {
    const state = store.getState();
    return command({ actions, state, speed: state.speed }) !== false;
  });
}
