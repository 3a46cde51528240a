'use client';

import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type RefObject,
  useMemo,
} from 'react';

/** Where a passage lies after scrolling into view, as a share of the column's height. */
const PLACE = 0.3;

/**
 * Pointing at a passage or a ribbon lights both ends; a click or Enter scrolls both into view. Up and down go from
 * passage to passage, left and right to the other side. We write this to the DOM: hundreds of passages render once.
 */
export function usePassages(panel: RefObject<HTMLDivElement | null>) {
  return useMemo(() => {
    const idOf = (target: EventTarget | null): string | null =>
      target instanceof Element ? (target.closest<HTMLElement>('[data-match]')?.dataset.match ?? null) : null;

    const ends = (id: string): NodeListOf<Element> | undefined =>
      panel.current?.querySelectorAll(`[data-match="${CSS.escape(id)}"]`);

    function light(id: string | null): void {
      const root = panel.current;
      if (!root || root.dataset.lit === (id ?? undefined)) return;
      for (const element of root.querySelectorAll('[data-match][data-lit]'))
        element.removeAttribute('data-lit');
      if (id === null) {
        delete root.dataset.lit;
        return;
      }
      root.dataset.lit = id;
      for (const element of ends(id) ?? []) element.setAttribute('data-lit', '');
    }

    function bring(id: string): void {
      light(id);
      for (const element of ends(id) ?? []) {
        const column = element.closest<HTMLElement>('[data-column]');
        if (!column) continue;
        const box = element.getBoundingClientRect();
        const top = box.top - column.getBoundingClientRect().top + column.scrollTop;
        column.scrollTo({ top: top - column.clientHeight * PLACE });
      }
    }

    function focus(element: HTMLElement | null | undefined, from: HTMLElement): void {
      if (!element) return;
      // One tab stop for each column: the passage last visited.
      if (element.closest('[data-column]') === from.closest('[data-column]')) from.tabIndex = -1;
      element.tabIndex = 0;
      element.focus();
    }

    return {
      onPointerOver: (event: PointerEvent) => light(idOf(event.target)),
      onPointerLeave: () => light(null),
      onFocus: (event: FocusEvent) => light(idOf(event.target)),
      onBlur: () => light(null),
      onClick(event: MouseEvent) {
        const id = idOf(event.target);
        if (id !== null) event.preventDefault();
        if (id !== null && window.getSelection()?.isCollapsed !== false) bring(id);
      },
      onKeyDown(event: KeyboardEvent) {
        const passage = (event.target as Element).closest<HTMLElement>('a[data-match]');
        const column = passage?.closest<HTMLElement>('[data-column]');
        if (!passage || !column) return;
        const all = [...column.querySelectorAll<HTMLElement>('a[data-match]')];
        const at = all.indexOf(passage);
        switch (event.key) {
          case 'Enter':
          case ' ':
            bring(passage.dataset.match ?? '');
            break;
          case 'ArrowDown':
            focus(all[at + 1], passage);
            break;
          case 'ArrowUp':
            focus(all[at - 1], passage);
            break;
          case 'ArrowLeft':
          case 'ArrowRight': {
            const other = event.key === 'ArrowLeft' ? 'left' : 'right';
            focus(
              panel.current?.querySelector<HTMLElement>(
                `[data-column="${other}"] a[data-match="${CSS.escape(passage.dataset.match ?? '')}"]`,
              ),
              passage,
            );
            break;
          }
          default:
            return;
        }
        event.preventDefault();
        event.stopPropagation();
      },
    };
  }, [panel]);
}
