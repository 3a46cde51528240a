'use client';

import { useReactFlow, useStore, type Viewport } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { useWorkbench } from '#components/curation/workbench/use-workbench.tsx';
import { useReducedMotion } from '#components/ui/use-reduced-motion.ts';
import type { Box } from '#lib/graph/layout-lanes.ts';
import type { DependencyLayout } from './dependency-layout.ts';

const MARGIN = 22;
/** Above the first row: within 40 px of the edge, drawing a dependency would move the view. */
const TOP = 30;
/**
 * Nothing is shown larger than this, and nothing smaller than SMALLEST unless a person asks: below it, words cannot be
 * read.
 */
const LARGEST = 1;
const SMALLEST = 0.6;
const PAN_MS = 260;
/** Room for the buttons below. */
const BOTTOM = 52;

/** As wide as the pane, read from the top. */
export function openingView(bounds: Box, width: number): Viewport {
  const room = width - 2 * MARGIN;
  const zoom = Math.min(LARGEST, Math.max(SMALLEST, room / Math.max(1, bounds.width)));
  const left = bounds.width * zoom <= room ? (width - bounds.width * zoom) / 2 : MARGIN;
  return { zoom, x: left - bounds.x * zoom, y: TOP - bounds.y * zoom };
}

/** The smallest move that shows a box; null when it is in view. */
export function viewWith(box: Box, size: { width: number; height: number }, view: Viewport): Viewport | null {
  const dx = shift(box.x * view.zoom + view.x, box.width * view.zoom, MARGIN, size.width - MARGIN);
  const dy = shift(box.y * view.zoom + view.y, box.height * view.zoom, MARGIN + 8, size.height - BOTTOM);
  return dx === 0 && dy === 0 ? null : { zoom: view.zoom, x: view.x + dx, y: view.y + dy };
}

function shift(start: number, length: number, low: number, high: number): number {
  if (start < low) return low - start;
  const beyond = start + length - high;
  return beyond > 0 ? -Math.min(beyond, start - low) : 0;
}

/** Opens at the beginning, fits the pane's width, and shows the step that a person selected elsewhere. */
export function useDependencyCamera(layout: DependencyLayout): void {
  const flow = useReactFlow();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const selected = useWorkbench((state) => state.selected);
  const reduced = useReducedMotion();
  const fittedWidth = useRef(0);
  const shown = useRef<string | null>(null);
  const duration = reduced ? 0 : PAN_MS;

  // An edit moves only the steps; the view fits again only when the pane's width changes.
  useEffect(() => {
    if (width <= 0 || height <= 0 || layout.boxes.size === 0 || fittedWidth.current === width) return;
    const first = fittedWidth.current === 0;
    fittedWidth.current = width;
    const opened = openingView(layout.bounds, width);
    if (first) {
      void flow.setViewport(opened);
      return;
    }
    const before = flow.getViewport();
    const top = (TOP - before.y) / before.zoom;
    void flow.setViewport({ ...opened, y: TOP - top * opened.zoom });
  }, [width, height, layout, flow]);

  useEffect(() => {
    const box = selected ? layout.boxes.get(selected) : undefined;
    if (width <= 0 || height <= 0 || !box || shown.current === selected) return;
    shown.current = selected;
    const view = viewWith(box, { width, height }, flow.getViewport());
    if (view) void flow.setViewport(view, { duration });
  }, [selected, layout, width, height, flow, duration]);
}
