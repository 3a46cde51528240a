'use client';

import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type RefObject, useLayoutEffect, useState } from 'react';

/** Up to here all rows are in the document, so that the browser's own search finds them. */
const ALL_ROWS_UP_TO = 100;

export interface WindowList {
  /** Of the element that holds the rows: where only some are drawn, it is as high as all of them. */
  readonly style: CSSProperties | undefined;
  readonly items: readonly WindowItem[];
}

export interface WindowItem {
  readonly index: number;
  readonly key: string;
  /** What the row's element carries. */
  readonly place: {
    readonly ref: ((element: Element | null) => void) | undefined;
    readonly 'data-index': number;
    readonly style: CSSProperties | undefined;
  };
}

/**
 * Rows as high as they come out, without a cursor; beyond a hundred only those in view are drawn. The element that holds
 * them is positioned.
 * @param guess px of a row before it is measured
 */
export function useWindowList(
  list: RefObject<HTMLElement | null>,
  { count, keyOf, guess }: { count: number; keyOf: (index: number) => string; guess: number },
): WindowList {
  const [top, setTop] = useState(0);
  // After every drawing: what stands above grows and shrinks with what is found.
  useLayoutEffect(() => {
    if (list.current) setTop(Math.round(list.current.getBoundingClientRect().top + window.scrollY));
  });
  const someOnly = count > ALL_ROWS_UP_TO;
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => guess,
    overscan: 12,
    scrollMargin: top,
    getItemKey: keyOf,
    enabled: someOnly,
    useFlushSync: false,
  });
  if (!someOnly)
    return {
      style: undefined,
      items: Array.from({ length: count }, (_, index) => ({
        index,
        key: keyOf(index),
        place: { ref: undefined, 'data-index': index, style: undefined },
      })),
    };
  return {
    style: { height: virtualizer.getTotalSize() },
    items: virtualizer.getVirtualItems().map(({ index, key, start }) => ({
      index,
      key: String(key),
      place: {
        ref: virtualizer.measureElement,
        'data-index': index,
        style: { position: 'absolute', insetInline: 0, top: 0, transform: `translateY(${start - top}px)` },
      },
    })),
  };
}
