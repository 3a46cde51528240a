'use client';

import { useReactFlow, useStore } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { useSession } from '#components/playback/session-context.tsx';
import { useReducedMotion } from '#components/ui/use-reduced-motion.ts';
import type { GraphNodeId } from '#lib/graph/graph.ts';
import type { Layout } from '#lib/graph/layout-lanes.ts';
import {
  busyPlace,
  type CanvasSize,
  frameLane,
  laneHeight,
  opening,
  overview,
  reveal,
  type Viewport,
} from './camera.ts';

const PAN_MS = 420;

/** Moves the view: once on opening, to the newest activity while following, and on every camera request. */
export function useCamera(): void {
  const flow = useReactFlow();
  const width = useStore((state) => state.width);
  const canvasHeight = useStore((state) => state.height);
  const sheetOpen = useSession((session) => session.inspectorOpen);
  // On a phone the inspector is a sheet over the lower part of the canvas (trace.css).
  const height = sheetOpen && width > 0 && isPhone() ? canvasHeight * (1 - SHEET_SHARE) : canvasHeight;
  const graph = useSession((session) => session.graph);
  const layout = useSession((session) => session.layout);
  const follow = useSession((session) => session.follow);
  const request = useSession((session) => session.cameraRequest);
  const reduced = useReducedMotion();
  const opened = useRef(false);
  const framed = useRef('');
  const seenSize = useRef('');
  const selection = useSession((session) => session.selection);
  const handled = useRef(request);

  const { lane, box: newest } = follow ? busyPlace(graph, layout) : { lane: null, box: null };
  const laneKey = lane
    ? `${lane.id} ${lane.width} ${laneHeight(lane, layout)} ${newest?.x} ${newest?.y}`
    : null;
  const ready = width > 0 && height > 0 && layout.boxes.size > 0;

  useEffect(() => {
    if (!ready || opened.current) return;
    opened.current = true;
    if (!follow) void flow.setViewport(openingOn(selection, layout, { width, height }));
  }, [ready, follow, selection, layout, width, height, flow]);

  useEffect(() => {
    const key = `${laneKey} ${width}x${height}`;
    // Text grows without moving anything: only a new busy lane or node, a taller lane or another canvas moves the view.
    if (!ready || !lane || key === framed.current) return;
    framed.current = key;
    const current = flow.getViewport();
    const target = frameLane(lane, layout, { width, height }, current, newest);
    if (!isNear(target, current)) void flow.setViewport(target, { duration: reduced ? 0 : PAN_MS });
  }, [ready, lane, newest, laneKey, layout, width, height, flow, reduced]);

  // The inspector takes its room from the canvas: what it shows must not slip behind it.
  const size = `${width}x${height}`;
  useEffect(() => {
    if (!ready || seenSize.current === size) return;
    const first = seenSize.current === '';
    seenSize.current = size;
    const box = selection ? layout.boxes.get(selection) : undefined;
    if (first || follow || !box) return;
    const current = flow.getViewport();
    const target = reveal(box, { width, height }, current);
    if (target !== current) void flow.setViewport(target, { duration: reduced ? 0 : PAN_MS });
  }, [ready, size, selection, follow, layout, width, height, flow, reduced]);

  useEffect(() => {
    if (!ready || request === handled.current || !request) return;
    handled.current = request;
    const size = { width, height };
    const current = flow.getViewport();
    const duration = reduced ? 0 : PAN_MS;
    const target = requestedViewport();
    if (target) void flow.setViewport(target, { duration });

    function requestedViewport(): Viewport | null {
      if (!request) return null;
      switch (request.kind) {
        case 'fit':
          return overview(layout.bounds, size);
        case 'relayout':
          return follow ? null : openingOn(selection, layout, size);
        case 'zoom': {
          const zoom = current.zoom * request.factor;
          const ratio = zoom / current.zoom;
          return {
            zoom,
            x: width / 2 - (width / 2 - current.x) * ratio,
            y: height / 2 - (height / 2 - current.y) * ratio,
          };
        }
        case 'reveal': {
          const box = layout.boxes.get(request.id);
          return box ? reveal(box, size, current) : null;
        }
        case 'stage': {
          const stage = layout.lanes.find((candidate) => candidate.stage === request.stage);
          return stage ? frameLane(stage, layout, size, current) : null;
        }
      }
    }
  }, [request, ready, follow, selection, layout, width, height, flow, reduced]);
}

/** The opening viewport, with the selected node in view. */
function openingOn(selection: GraphNodeId | null, layout: Layout, size: CanvasSize): Viewport {
  const viewport = opening(layout, size);
  const box = selection ? layout.boxes.get(selection) : undefined;
  return box ? reveal(box, size, viewport) : viewport;
}

/** Below this width the inspector is a sheet; the share of the canvas that it covers. Both as in trace.css. */
const SHEET_SHARE = 0.62;
const isPhone = (): boolean => matchMedia('(max-width: 767px)').matches;

function isNear(left: Viewport, right: Viewport): boolean {
  return (
    Math.abs(left.x - right.x) < 1 &&
    Math.abs(left.y - right.y) < 1 &&
    Math.abs(left.zoom - right.zoom) < 0.001
  );
}
