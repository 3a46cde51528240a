'use client';

import { useCallback } from 'react';
import { useSession, useSessionHandle } from '#components/playback/session-context.tsx';
import { findPiece } from '#lib/trace/pieces.ts';
import { parseStream, type StreamId } from '#lib/trace/streams.ts';
import { useAnnotations } from './annotations-context.tsx';

/** Opens the editor of a note by a key: on the words that are selected, else on the selected piece, else on the whole trace. */
export function useNoteKey(): () => void {
  const { store } = useSessionHandle();
  const { edit, canWrite } = useAnnotations();
  const inspectorOpen = useSession((session) => session.inspectorOpen);
  return useCallback(() => {
    if (!canWrite) return;
    const button = document.querySelector<HTMLElement>('[data-add-note]');
    if (button) {
      button.click();
      return;
    }
    const { selection, latest } = store.getState();
    const stream = selection && parseStream(selection) ? (selection as StreamId) : null;
    edit({ place: inspectorOpen && stream && findPiece(latest, stream) ? { stream } : {}, quote: '' });
  }, [canWrite, store, edit, inspectorOpen]);
}
