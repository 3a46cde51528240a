'use client';

import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { createStore, type StoreApi, useStore } from 'zustand';
import { useWorkbenchHandle } from '#components/curation/workbench/use-workbench.tsx';

/** State that only the graph itself shows. */
export interface DependencyView {
  readonly chosenEdge: string | null;
  /** A dependency that a person added and that the graph does not draw, since it follows from others: step numbers. */
  readonly hiddenNew: { readonly parent: number; readonly step: number } | null;
  readonly showAll: boolean;
}

export interface DependencyActions {
  chooseEdge(id: string | null): void;
  add(parent: string, step: string): void;
  remove(parent: string, step: string): void;
  setShowAll(showAll: boolean): void;
}

interface DependencyUi {
  readonly store: StoreApi<DependencyView>;
  readonly actions: DependencyActions;
}

const DependencyContext = createContext<DependencyUi | null>(null);

export function DependencyProvider({ children }: { children: ReactNode }) {
  const workbench = useWorkbenchHandle();
  const [store] = useState(() =>
    createStore<DependencyView>(() => ({
      chosenEdge: null,
      hiddenNew: null,
      showAll: false,
    })),
  );
  const value = useMemo<DependencyUi>(() => {
    const set = (change: Partial<DependencyView>) => store.setState(change);
    return {
      store,
      actions: {
        chooseEdge: (chosenEdge) => set({ chosenEdge }),
        add(parent, step) {
          set({ hiddenNew: null });
          if (workbench.actions.apply({ type: 'add-dependency', parent, step })) return;
          const { steps } = workbench.store.getState().curated;
          const child = steps.find(({ id }) => id === step);
          const number = steps.find(({ id }) => id === parent)?.number;
          if (child && number && !child.shownParents.includes(number) && !store.getState().showAll)
            set({ hiddenNew: { parent: number, step: child.number } });
        },
        remove(parent, step) {
          set({ chosenEdge: null, hiddenNew: null });
          workbench.actions.apply({ type: 'remove-dependency', parent, step });
        },
        setShowAll: (showAll) => set({ showAll, hiddenNew: null }),
      },
    };
  }, [store, workbench]);
  return <DependencyContext value={value}>{children}</DependencyContext>;
}

function useDependencyHandle(): DependencyUi {
  const ui = useContext(DependencyContext);
  if (!ui) throw new Error('useDependencies outside of DependencyProvider');
  return ui;
}

export function useDependencies<T>(selector: (view: DependencyView) => T): T {
  return useStore(useDependencyHandle().store, selector);
}

export function useDependencyActions(): DependencyActions {
  return useDependencyHandle().actions;
}
