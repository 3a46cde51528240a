'use client';

import { NotebookPen } from 'lucide-react';
import { type RefObject, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { Button } from '#components/ui/button.tsx';
import { useAnnotations } from './annotations-context.tsx';
import { useNoteSelection } from './use-note-selection.ts';

/** Wide enough for the button; it must not leave the window. */
const WIDTH = 112;

/** A quiet button under the words that are selected inside `container`: adds a note on them. */
export function SelectionNote({ container }: { container: RefObject<HTMLElement | null> }) {
  const { canWrite } = useAnnotations();
  const note = useNoteSelection(container);
  const box = useSelectionBox(canWrite ? container : null);
  if (!box) return null;
  return createPortal(
    <div
      className="fixed z-40"
      style={{
        top: Math.min(box.bottom + 8, window.innerHeight - 44),
        left: Math.max(8, Math.min(box.left, window.innerWidth - WIDTH - 8)),
      }}
    >
      <Button
        size="sm"
        data-add-note
        aria-keyshortcuts="N"
        className="shadow-card"
        icon={<NotebookPen size={13} aria-hidden="true" />}
        // Pressing the button must not clear the selection.
        onPointerDown={(event) => event.preventDefault()}
        onClick={note}
      >
        Add note
      </Button>
    </div>,
    document.body,
  );
}

/** Where the end of a selection inside the container is on the screen; null while there is none. */
function useSelectionBox(container: RefObject<HTMLElement | null> | null) {
  const [box, setBox] = useState<{ bottom: number; left: number } | null>(null);
  useEffect(() => {
    if (!container) return;
    let frame = 0;
    function measure() {
      const selection = document.getSelection();
      const range =
        selection && selection.rangeCount > 0 && !selection.isCollapsed ? selection.getRangeAt(0) : null;
      const inside = range && container?.current?.contains(range.commonAncestorContainer);
      const rect = inside && range.toString().trim() !== '' ? [...range.getClientRects()].at(-1) : undefined;
      setBox(rect ? { bottom: rect.bottom, left: rect.left } : null);
    }
    function soon() {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(measure);
    }
    document.addEventListener('selectionchange', soon);
    // The button moves with the text that scrolls.
    document.addEventListener('scroll', soon, true);
    window.addEventListener('resize', soon);
    return () => {
      cancelAnimationFrame(frame);
      document.removeEventListener('selectionchange', soon);
      document.removeEventListener('scroll', soon, true);
      window.removeEventListener('resize', soon);
    };
  }, [container]);
  return box;
}
