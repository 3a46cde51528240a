'use client';

import { type RefObject, useEffect } from 'react';
import { findPassage } from './find-passage.ts';
import { scrollWithin } from './scroll-within.ts';

/** A range of a piece's text to be lit where that text is drawn. */
export interface Passage {
  readonly text: string;
  readonly offset: number;
  readonly end: number;
}

/** Names of highlights in doctor.css: the inspector and the transcript may be seen at once. */
export type LitPart = 'doctor-inspector' | 'doctor-transcript';
/** KaTeX draws every formula twice, once for screen readers. */
const UNSEEN = '.katex-mathml, .sr-only, [data-unlit]';

/** What a person does to read on elsewhere. */
const leaving = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;

/**
 * Lights passages in what is drawn inside `container`, and brings the first into view. Drawn text may come late (Markdown
 * loads when first needed) and change, so it is looked for again whenever the container changes, and kept in view until a
 * person scrolls: formulas that are set above it move it away by a page.
 */
export function useLitPassages(
  container: RefObject<HTMLElement | null>,
  passages: readonly Passage[],
  part: LitPart,
  view: string,
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
      element.toggleAttribute('data-lit', ranges.length > 0);
      const [first] = ranges;
      if (first && left !== view) scrollWithin(first);
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
      element.removeAttribute('data-lit');
    };
  }, [container, passages, part, view]);
}

/** The text of what is seen in an element, and the way back to its nodes. */
function drawnText(element: HTMLElement) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement?.closest(UNSEEN) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  const nodes: { node: Text; start: number }[] = [];
  let text = '';
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    nodes.push({ node, start: text.length });
    text += node.data;
  }
  const nodeAt = (offset: number) => nodes.findLast(({ start }) => start <= offset);
  return {
    text,
    range(offset: number, end: number): Range | null {
      const first = nodeAt(offset);
      const last = nodeAt(end - 1);
      if (!first || !last) return null;
      const range = document.createRange();
      range.setStart(first.node, offset - first.start);
      range.setEnd(last.node, Math.min(last.node.length, end - last.start));
      return range;
    },
  };
}
