'use client';

import { type RefObject, useLayoutEffect, useState } from 'react';

/** px from the top of the page, followed while what stands above grows and shrinks. */
export function useTopInPage(element: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    function measure() {
      const box = element.current?.getBoundingClientRect();
      if (box) setTop(Math.round(box.top + window.scrollY));
    }
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    const main = element.current?.closest('main');
    if (main) observer.observe(main);
    return () => observer.disconnect();
  }, [element]);
  return top;
}
