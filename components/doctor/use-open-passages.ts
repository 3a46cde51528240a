'use client';

import { type RefObject, useMemo } from 'react';
import { passageOf } from '#components/passages/passage-of.ts';
import { type LitPart, useLitPassages } from '#components/passages/use-lit-passages.ts';
import { useSession } from '#components/playback/session-context.tsx';
import type { GraphNodeId } from '#lib/graph/graph.ts';
import { streamOf } from '#lib/trace/streams.ts';
import { useDoctor } from './doctor-context.tsx';

/**
 * Lights up the open finding's passages, or the place that is shown, in the drawn text of one piece, or of all. In
 * another `view` of the same text it scrolls to them again.
 */
export function useOpenPassages(
  container: RefObject<HTMLElement | null>,
  part: LitPart,
  of: GraphNodeId | null | 'all',
  view = '',
): void {
  const { open, shown } = useDoctor();
  const latest = useSession((session) => session.latest);
  const passages = useMemo(
    () =>
      (open?.places ?? (shown ? [shown] : []))
        .filter((place) => of === 'all' || streamOf(place) === of)
        .flatMap((place) => passageOf(latest, place) ?? []),
    [open, shown, of, latest],
  );
  useLitPassages(container, passages, part, view);
}
