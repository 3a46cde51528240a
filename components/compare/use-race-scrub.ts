'use client';

import { type KeyboardEvent, type PointerEvent, type RefObject, useMemo } from 'react';
import { useComparison } from './compare-context.tsx';

export interface RaceScrub {
  pointer: {
    onPointerDown(event: PointerEvent<HTMLElement>): void;
    onPointerMove(event: PointerEvent<HTMLElement>): void;
  };
  onKeyDown(event: KeyboardEvent<HTMLElement>): void;
}

/** Dragging and keys that move the playhead of both; `area` is as wide as the axis. */
export function useRaceScrub(area: RefObject<HTMLElement | null>): RaceScrub {
  const { store, actions } = useComparison();
  return useMemo(() => {
    const fromPointer = (clientX: number) => {
      const box = area.current?.getBoundingClientRect();
      if (!box) return;
      actions.seek(Math.min(Math.max((clientX - box.left) / box.width, 0), 1) * store.getState().axisEnd);
    };
    return {
      pointer: {
        onPointerDown(event) {
          // A bar is a button of its own; beside the axis stand names and links.
          const left = area.current?.getBoundingClientRect().left ?? 0;
          if (event.button !== 0 || event.clientX < left - 6) return;
          if ((event.target as Element).closest('button, a')) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          fromPointer(event.clientX);
        },
        onPointerMove(event) {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) fromPointer(event.clientX);
        },
      },
      onKeyDown(event) {
        const { at, axisEnd } = store.getState();
        const step = (axisEnd / 100) * (event.shiftKey ? 5 : 1);
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
            actions.stepStage(1);
            break;
          case 'PageDown':
            actions.stepStage(-1);
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
  }, [area, store, actions]);
}
