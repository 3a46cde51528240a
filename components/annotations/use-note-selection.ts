'use client';

import { type RefObject, useCallback } from 'react';
import { drawnText } from '#components/passages/drawn-text.ts';
import { findSource } from '#components/passages/find-passage.ts';
import { useSessionHandle } from '#components/playback/session-context.tsx';
import { showToast } from '#components/ui/toast.tsx';
import { allPieces, spokenText } from '#lib/trace/pieces.ts';
import { useAnnotations } from './annotations-context.tsx';

/** The longest quote that an annotation may hold. */
const LONGEST_QUOTE = 400;

/**
 * Opens the editor of a note on what is selected inside `container`. Drawn text is not the text of the trace (LaTeX,
 * Markdown): we search all pieces for it, and take the match whose surroundings are most alike.
 */
export function useNoteSelection(container: RefObject<HTMLElement | null>): () => void {
  const { store } = useSessionHandle();
  const { edit } = useAnnotations();
  return useCallback(() => {
    const element = container.current;
    const selection = document.getSelection();
    if (!element || !selection || selection.rangeCount === 0) return;
    const drawn = drawnText(element);
    const range = drawn.offsets(selection.getRangeAt(0));
    const sources = allPieces(store.getState().latest).map((piece) => ({
      stream: piece.stream,
      text: spokenText(piece),
    }));
    const found = range && findSource(drawn.text, range, sources);
    if (!found) {
      showToast({
        tone: 'info',
        title: 'These words cannot be told apart in the trace.',
        detail: 'Select a few more, within one piece.',
      });
      return;
    }
    const { offset, end } = found.range;
    selection.removeAllRanges();
    const quote = found.source.text.slice(offset, Math.min(end, offset + LONGEST_QUOTE));
    edit({ place: { stream: found.source.stream, offset, end }, quote });
  }, [container, store, edit]);
}
