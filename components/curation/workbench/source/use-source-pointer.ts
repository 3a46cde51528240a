'use client';

import { type PointerEvent as ReactPointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { useWorkbenchHandle } from '#components/curation/workbench/use-workbench.tsx';
import { boundaryEdit, boundaryLimits } from './line-boundary.ts';
import type { LineRun } from './line-places.ts';

/** A boundary that a person drags: it ran after line `boundary` and would run after line `to`. */
export interface DraggedBoundary {
  readonly boundary: number;
  readonly to: number;
}

/** Distance in px from the pane's edge where dragging scrolls it, and the most px that it scrolls in a frame. */
const SCROLL_ZONE = 36;
const SCROLL_BY = 12;

/** Lets a person choose lines and drag boundaries by mouse, touch and pen; one handler for all rows. */
export function useSourcePointer(scroller: RefObject<HTMLElement | null>, runs: readonly LineRun[]) {
  const { actions, store } = useWorkbenchHandle();
  const [dragged, setDragged] = useState<DraggedBoundary | null>(null);
  const end = useRef<(() => void) | null>(null);
  useEffect(() => () => end.current?.(), []);

  function onPointerDown(event: ReactPointerEvent<HTMLElement>): void {
    if (event.button !== 0 || !(event.target instanceof Element)) return;
    const boundary = event.target.closest<HTMLElement>('[data-boundary]')?.dataset.boundary;
    if (boundary !== undefined) {
      dragBoundary(event, Number(boundary));
      return;
    }
    if (event.target.closest('button, textarea, a')) return;
    const row = event.target.closest<HTMLElement>('tr');
    if (row?.dataset.line) chooseFrom(event, Number(row.dataset.line));
    else if (row?.dataset.step) actions.select(row.dataset.step);
  }

  function chooseFrom(event: ReactPointerEvent<HTMLElement>, line: number): void {
    const { lines, extending } = store.getState();
    const anchor = event.shiftKey || extending ? (lines?.anchor ?? line) : line;
    actions.chooseLines(line, anchor);
    if (extending) actions.setExtending(false);
    // A moving finger scrolls; for choosing several lines the toolbar has a button.
    if (event.pointerType === 'touch') return;
    follow(event, (y) => {
      const row = rowAt(scroller.current, y);
      const to = Number(row?.dataset.line ?? row?.dataset.before);
      if (to && to !== store.getState().lines?.head) actions.chooseLines(to, anchor);
    });
  }

  function dragBoundary(event: ReactPointerEvent<HTMLElement>, boundary: number): void {
    const limits = boundaryLimits(runs, boundary);
    if (!limits) return;
    event.preventDefault();
    let to = boundary;
    setDragged({ boundary, to });
    follow(
      event,
      (y) => {
        const after = lineAbove(scroller.current, y);
        if (after === null) return;
        to = Math.min(Math.max(after, limits.from), limits.to);
        setDragged((before) => (before?.to === to ? before : { boundary, to }));
      },
      (done) => {
        setDragged(null);
        const edit = done ? boundaryEdit(runs, boundary, to) : null;
        if (edit) actions.apply(edit);
      },
    );
  }

  /** Calls back while the pointer is down and scrolls at the edges; Escape cancels. */
  function follow(
    event: ReactPointerEvent<HTMLElement>,
    move: (y: number) => void,
    finish?: (done: boolean) => void,
  ) {
    end.current?.();
    const { pointerId } = event;
    let y = event.clientY;
    let frame = 0;
    const step = () => {
      const element = scroller.current;
      const box = element?.getBoundingClientRect();
      if (!element || !box) return;
      const over =
        y < box.top + SCROLL_ZONE ? y - box.top - SCROLL_ZONE : Math.max(y - box.bottom + SCROLL_ZONE, 0);
      if (over !== 0) {
        element.scrollBy(0, Math.min(Math.max(over, -SCROLL_BY), SCROLL_BY));
        move(y);
      }
      frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
    const onMove = (moved: PointerEvent) => {
      if (moved.pointerId !== pointerId) return;
      y = moved.clientY;
      move(y);
    };
    const stop = (done: boolean) => {
      end.current = null;
      cancelAnimationFrame(frame);
      window.removeEventListener('pointermove', onMove);
      window.removeEventListener('pointerup', onUp);
      window.removeEventListener('pointercancel', onCancel);
      window.removeEventListener('keydown', onKeyDown, true);
      finish?.(done);
    };
    const onUp = (up: PointerEvent) => up.pointerId === pointerId && stop(true);
    const onCancel = (cancelled: PointerEvent) => cancelled.pointerId === pointerId && stop(false);
    const onKeyDown = (key: KeyboardEvent) => {
      if (key.key !== 'Escape') return;
      key.stopPropagation();
      stop(false);
    };
    window.addEventListener('pointermove', onMove);
    window.addEventListener('pointerup', onUp);
    window.addEventListener('pointercancel', onCancel);
    window.addEventListener('keydown', onKeyDown, true);
    end.current = () => stop(false);
  }

  return { onPointerDown, dragged };
}

/** The row at a height of the window, or the nearest one. */
function rowAt(scroller: HTMLElement | null, y: number): HTMLElement | null {
  const box = scroller?.getBoundingClientRect();
  if (!scroller || !box) return null;
  const within = Math.min(Math.max(y, box.top + 1), box.bottom - 1);
  for (const row of scroller.querySelectorAll<HTMLElement>('tr')) {
    const { top, bottom } = row.getBoundingClientRect();
    if (within >= top && within < bottom) return row;
  }
  return null;
}

/** The line above the place where a boundary at this height would run. */
function lineAbove(scroller: HTMLElement | null, y: number): number | null {
  const row = rowAt(scroller, y);
  if (!row) return null;
  if (row.dataset.before) return Number(row.dataset.before) - 1;
  const line = Number(row.dataset.line);
  const { top, height } = row.getBoundingClientRect();
  return y < top + height / 2 ? line - 1 : line;
}
