'use client';

import { type PointerEvent, useMemo } from 'react';
import { useWorkbenchHandle } from './use-workbench.tsx';

/** Hover and click for what carries a step’s id in an attribute, as one set of handlers for all of it. */
export function useStepPointer(attribute: string) {
  const { actions } = useWorkbenchHandle();
  return useMemo(() => {
    const stepAt = ({ target }: { target: EventTarget }) =>
      (target as Element).closest(`[${attribute}]`)?.getAttribute(attribute) ?? null;
    return {
      onPointerOver: (event: PointerEvent) => actions.hover(stepAt(event)),
      onPointerLeave: () => actions.hover(null),
      onClick(event: { target: EventTarget }) {
        const step = stepAt(event);
        if (step) actions.select(step);
      },
    };
  }, [actions, attribute]);
}
