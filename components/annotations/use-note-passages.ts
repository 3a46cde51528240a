'use client';

import { type RefObject, useMemo } from 'react';
import { passageOf } from '#components/passages/passage-of.ts';
import { type LitPart, useLitPassages } from '#components/passages/use-lit-passages.ts';
import { useSession } from '#components/playback/session-context.tsx';
import type { GraphNodeId } from '#lib/graph/graph.ts';
import { streamOf } from '#lib/trace/streams.ts';
import { useAnnotations } from './annotations-context.tsx';

/** Marks the passages of notes in the drawn text of one piece, or of all; scrolls to the one that a person opened. */
export function useNotePassages(
  container: RefObject<HTMLElement | null>,
  part: LitPart,
  of: GraphNodeId | null | 'all',
): void {
  const { notes, openNote } = useAnnotations();
  const latest = useSession((session) => session.latest);
  const passages = useMemo(() => {
    const open = notes.filter(({ seq }) => seq === openNote);
    const others = notes.filter(({ seq }) => seq !== openNote);
    return [...open, ...others]
      .filter(({ place }) => of === 'all' || streamOf(place) === of)
      .flatMap(({ place }) => passageOf(latest, place) ?? []);
  }, [notes, openNote, of, latest]);
  useLitPassages(container, passages, part, openNote === null ? null : openNote.toString());
}
