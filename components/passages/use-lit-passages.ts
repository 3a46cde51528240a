'use client';

import { type RefObject, useEffect } from 'react';
import { scrollWithin } from '#components/ui/scroll-within.ts';
import { drawnText } from './drawn-text.ts';
import { findPassage } from './find-passage.ts';

/** A range of a piece's text to light up where that text is drawn. */
export interface Passage {
  readonly text: string;
  readonly offset: number;
  readonly end: number;
}

/**
 * Names of highlights in style sheets: the inspector and the transcript may be visible at once, and so may findings and
 * notes.
 */
export type LitPart = `${'doctor' | 'note'}-${'inspector' | 'transcript'}`;

/** The events with which a person moves on to read elsewhere. */
const leaving = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;

/**
 * Lights up passages in the drawn text of `container`, and scrolls to the first, but not where `view` is null. Drawn
 * text may come late (Markdown loads when first needed) and change, so we search it again whenever the container
 * changes, and keep the passage in view until a person scrolls: formulas rendered above it move it by a page.
 */
export function useLitPassages(
  container: RefObject<HTMLElement | null>,
  passages: readonly Passage[],
  part: LitPart,
  view: string | null,
): void {
  useEffect(() => {
    const element = container.current;
    const highlights = typeof CSS === 'undefined' ? undefined : CSS.highlights;
    if (!element || !highlights || passages.length === 0) return;
    let frame = 0;
    /** The view in which a person has scrolled. */
    let left: string | null = null;

    function light() {
      if (!element || !highlights) return;
      const drawn = drawnText(element);
      const ranges = passages.flatMap(({ text, offset, end }) => {
        const found = findPassage(text, { offset, end }, drawn.text);
        const range = found && drawn.range(found.offset, found.end);
        return range ? [range] : [];
      });
      highlights.set(part, new Highlight(...ranges));
      if (part.startsWith('doctor')) element.toggleAttribute('data-lit', ranges.length > 0);
      const [first] = ranges;
      if (first && view !== null && left !== view) scrollWithin(first);
    }
    function soon() {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(light);
    }

    soon();
    const observer = new MutationObserver(soon);
    observer.observe(element, { childList: true, characterData: true, subtree: true });
    const leave = () => {
      left = view;
    };
    for (const kind of leaving) element.addEventListener(kind, leave, { passive: true });
    return () => {
      observer.disconnect();
      for (const kind of leaving) element.removeEventListener(kind, leave);
      cancelAnimationFrame(frame);
      highlights.delete(part);
      if (part.startsWith('doctor')) element.removeAttribute('data-lit');
    };
  }, [container, passages, part, view]);
}
