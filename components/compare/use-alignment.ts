'use client';

import { useEffect, useRef, useState } from 'react';
import { type Alignment, alignRequest } from '#lib/compare/align.ts';
import type { Pair } from '#lib/compare/pair.ts';
import type { TraceState } from '#lib/trace/state.ts';

/** While a side runs its text is lined up anew no more often than this, ms. */
const AGAIN_AFTER_MS = 2500;

/** What the two texts have in common, from a worker; null until it is known. The last one stays while texts grow. */
export function useAlignment(first: TraceState, second: TraceState): Alignment | null {
  const [alignment, setAlignment] = useState<Alignment | null>(null);
  const worker = useRef<Worker | null>(null);
  const asked = useRef({ id: 0, atMs: Number.NEGATIVE_INFINITY });

  useEffect(() => {
    const started = new Worker(new URL('./align-worker.ts', import.meta.url), { type: 'module' });
    started.onmessage = ({ data }: MessageEvent<{ id: number; alignment: Alignment }>) => {
      if (data.id === asked.current.id) setAlignment(data.alignment);
    };
    worker.current = started;
    // A mounted page that was left and came back (strict mode) asks again.
    asked.current.atMs = Number.NEGATIVE_INFINITY;
    return () => {
      worker.current = null;
      started.terminate();
    };
  }, []);

  useEffect(() => {
    const states: Pair<TraceState> = [first, second];
    const over = states.every((state) => state.endedAt !== null);
    const waitMs = over ? 0 : asked.current.atMs + AGAIN_AFTER_MS - performance.now();
    const timer = setTimeout(
      () => {
        asked.current = { id: asked.current.id + 1, atMs: performance.now() };
        worker.current?.postMessage({ id: asked.current.id, request: alignRequest(states) });
      },
      Math.max(0, waitMs),
    );
    return () => clearTimeout(timer);
  }, [first, second]);

  return alignment;
}
