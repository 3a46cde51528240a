'use client';

import { type KeyboardEvent, type PointerEvent, type RefObject, useMemo } from 'react';
import { useSessionHandle } from '#components/session/session-context.tsx';

export interface Scrub {
  pointer: {
    onPointerDown(event: PointerEvent<HTMLElement>): void;
    onPointerMove(event: PointerEvent<HTMLElement>): void;
  };
  onKeyDown(event: KeyboardEvent<HTMLElement>): void;
}

/** Dragging and keys that move the playhead; `area` is as wide as the axis. */
export function useScrub(area: RefObject<HTMLElement | null>, end: number): Scrub {
  const { store, actions } = useSessionHandle();
  return useMemo(() => {
    const fromPointer = (clientX: number) => {
      const box = area.current?.getBoundingClientRect();
      if (box) actions.seek(Math.min(Math.max((clientX - box.left) / box.width, 0), 1) * end);
    };
    return {
      pointer: {
        onPointerDown(event) {
          // A bar is a button of its own.
          if (event.button !== 0 || (event.target as Element).closest('button')) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          fromPointer(event.clientX);
        },
        onPointerMove(event) {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) fromPointer(event.clientX);
        },
      },
      onKeyDown(event) {
        const at = Math.min(store.getState().axisAt, end);
        const step = (end / 100) * (event.shiftKey ? 5 : 1);
        switch (event.key) {
          case 'ArrowLeft':
          case 'ArrowDown':
            actions.seek(at - step);
            break;
          case 'ArrowRight':
          case 'ArrowUp':
            actions.seek(at + step);
            break;
          case 'PageUp':
            actions.step('stage', 1);
            break;
          case 'PageDown':
            actions.step('stage', -1);
            break;
          case 'Home':
            actions.seekStart();
            break;
          case 'End':
            actions.seekEnd();
            break;
          default:
            return;
        }
        event.preventDefault();
        event.stopPropagation();
      },
    };
  }, [area, end, store, actions]);
}
