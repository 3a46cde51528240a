'use client';

import { type KeyboardEvent, type PointerEvent, type RefObject, useMemo, useRef } from 'react';
import type { PlaybackActions } from '#components/playback/playback-actions.ts';
import type { PlaybackState } from '#components/playback/playback-types.ts';

export interface Scrub {
  pointer: {
    onPointerDown(event: PointerEvent<HTMLElement>): void;
    onPointerMove(event: PointerEvent<HTMLElement>): void;
    onLostPointerCapture(event: PointerEvent<HTMLElement>): void;
  };
  onKeyDown(event: KeyboardEvent<HTMLElement>): void;
}

/**
 * Set on the page while the pointer scrubs: it turns transitions off (graph.css). Otherwise each move would restart 300
 * ms of transitions of every card and curve, with layout and paint of them in every frame.
 */
const SCRUBBING = 'data-scrubbing';

/** The object of scrubbing: a playback, or one trace of it. */
export interface Scrubbed {
  readonly store: { getState(): Pick<PlaybackState, 'at' | 'axisEnd'> };
  readonly actions: PlaybackActions;
  countAt(at: number): number;
}

/**
 * Dragging and keys that move the playhead; `area` is as wide as the axis. With `loops`, dragging with Shift chooses
 * the looped range.
 */
export function useScrub(
  area: RefObject<HTMLElement | null>,
  { store, actions, countAt }: Scrubbed,
  { loops = false }: { loops?: boolean } = {},
): Scrub {
  /** Where a drag with Shift began, in events: it chooses the looped range. */
  const loopFrom = useRef<number | null>(null);
  return useMemo(() => {
    const momentAt = (clientX: number): number => {
      const box = area.current?.getBoundingClientRect();
      return box ? Math.min(Math.max((clientX - box.left) / box.width, 0), 1) * store.getState().axisEnd : 0;
    };
    const fromPointer = (clientX: number) => {
      const at = momentAt(clientX);
      if (loopFrom.current === null) actions.seek(at);
      else actions.setLoop({ from: loopFrom.current, to: countAt(at) });
    };
    return {
      pointer: {
        onPointerDown(event) {
          // A bar is a button of its own; beside the axis stand names and links.
          const left = area.current?.getBoundingClientRect().left ?? 0;
          if (event.button !== 0 || event.clientX < left - 6) return;
          if ((event.target as Element).closest('button, a')) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          event.currentTarget.closest('.session-page')?.setAttribute(SCRUBBING, '');
          loopFrom.current = loops && event.shiftKey ? countAt(momentAt(event.clientX)) : null;
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
        const { at: stands, axisEnd } = store.getState();
        const at = Math.min(stands, axisEnd);
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
  }, [area, store, actions, countAt, loops]);
}
