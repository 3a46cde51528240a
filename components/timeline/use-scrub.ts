'use client';

import { type KeyboardEvent, type PointerEvent, type RefObject, useMemo, useRef } from 'react';
import { useSessionHandle } from '#components/playback/session-context.tsx';

export interface Scrub {
  pointer: {
    onPointerDown(event: PointerEvent<HTMLElement>): void;
    onPointerMove(event: PointerEvent<HTMLElement>): void;
    onLostPointerCapture(event: PointerEvent<HTMLElement>): void;
  };
  onKeyDown(event: KeyboardEvent<HTMLElement>): void;
}

/**
 * On the page while the pointer scrubs: nothing glides then (graph.css). Each move would begin 300 ms of transitions of
 * every card and curve anew, and lay out and paint them on every frame of it.
 */
const SCRUBBING = 'data-scrubbing';

/** Dragging and keys that move the playhead; `area` is as wide as the axis. */
export function useScrub(area: RefObject<HTMLElement | null>, end: number): Scrub {
  const { store, actions, countAt } = useSessionHandle();
  /** Where a drag with Shift began, in events: it chooses what is looped. */
  const loopFrom = useRef<number | null>(null);
  return useMemo(() => {
    const momentAt = (clientX: number): number => {
      const box = area.current?.getBoundingClientRect();
      return box ? Math.min(Math.max((clientX - box.left) / box.width, 0), 1) * end : 0;
    };
    const fromPointer = (clientX: number) => {
      const at = momentAt(clientX);
      if (loopFrom.current === null) actions.seek(at);
      else actions.setLoop({ from: loopFrom.current, to: countAt(at) });
    };
    return {
      pointer: {
        onPointerDown(event) {
          // A bar is a button of its own.
          if (event.button !== 0 || (event.target as Element).closest('button')) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          event.currentTarget.closest('.session-page')?.setAttribute(SCRUBBING, '');
          loopFrom.current = event.shiftKey ? countAt(momentAt(event.clientX)) : null;
          if (loopFrom.current === null) fromPointer(event.clientX);
        },
        onPointerMove(event) {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) fromPointer(event.clientX);
        },
        onLostPointerCapture(event) {
          event.currentTarget.closest('.session-page')?.removeAttribute(SCRUBBING);
        },
      },
      onKeyDown(event) {
        const at = Math.min(store.getState().at, end);
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
  }, [area, end, store, actions, countAt]);
}
