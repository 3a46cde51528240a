'use client';

import {
  Fragment,
  type ReactNode,
  type RefObject,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { cn } from '../cn.ts';
import { scrollTopFor, sightOfWindow, useRowsInView } from './rows-in-view.ts';

/** What the keys need to know of a table. */
export interface GridHandle {
  scrollTo(index: number): void;
  /** Rows in view. */
  page(): number;
  /** The row's element, where it is in the document. */
  rowElement(id: string): HTMLElement | null;
}

/** Where a row stands; a row that is given the same values again need not be drawn again. */
export interface RowPlace {
  /** Of its element. */
  readonly id: string;
  /** From 0. */
  readonly index: number;
  /** px from the top of the list. */
  readonly top: number;
  readonly height: number;
  readonly atCursor: boolean;
}

export interface WindowGridProps<R> {
  readonly handle: RefObject<GridHandle | null>;
  readonly element: RefObject<HTMLTableElement | null>;
  readonly label: string;
  /** What the ids of rows begin with; one table of a name on a page. */
  readonly name: string;
  /** The rows that have been loaded. */
  readonly rows: readonly R[];
  /** Of all; those that are not loaded keep their place. Default: as many as are loaded. */
  readonly total?: number;
  /** Index of the row that keys act on. */
  readonly cursor: number | null;
  /** px; fixed, so that 2,000 rows have their places without one of them being drawn. */
  readonly rowHeight: number;
  /** The cells of the row of heads, and their look. */
  readonly heads: ReactNode;
  readonly headsLook: { readonly className?: string; readonly style?: React.CSSProperties };
  /** `sticky`: they stay at the top of the window; `above`: they scroll away; `hidden`: for screen readers alone. */
  readonly headsStand: 'sticky' | 'above' | 'hidden';
  /** px at the end of the window that something covers. */
  readonly coveredEnd: number;
  /** Rows can be chosen, many at once. */
  readonly multiselectable?: boolean;
  /** The last row that is drawn. */
  readonly onReach?: (index: number) => void;
  readonly children: (row: R, place: RowPlace) => ReactNode;
}

/** The page's header and the heads of the columns cover the top of the window, px. */
const HEADER_HEIGHT = 52;
const HEADS_HEIGHT = 36;

/**
 * A table of many rows of one height, of which only what is in view exists; the page scrolls, the heads stay. One tab
 * stop: keys walk its rows (grid-keys.ts), and the row at the cursor is named to screen readers.
 */
export function WindowGrid<R extends { readonly id: string }>(props: WindowGridProps<R>) {
  const { name, rows, total = rows.length, cursor, rowHeight, headsStand, onReach } = props;
  const list = useRef<HTMLTableSectionElement>(null);
  const top = useTopInPage(list);
  const { first, last } = useRowsInView({ count: total, height: rowHeight, top });
  const { coveredEnd } = props;
  useImperativeHandle(
    props.handle,
    () => ({
      scrollTo: (index) => {
        const covered = {
          start: HEADER_HEIGHT + (headsStand === 'sticky' ? HEADS_HEIGHT : 0),
          end: coveredEnd,
        };
        const place = { count: total, height: rowHeight, top };
        // Infinity is no place to scroll to.
        const to = Math.min(
          scrollTopFor(index, place, sightOfWindow(), covered),
          document.documentElement.scrollHeight,
        );
        if (to !== window.scrollY) window.scrollTo({ top: to });
      },
      page: () =>
        Math.max(1, Math.floor((window.innerHeight - HEADER_HEIGHT - HEADS_HEIGHT) / rowHeight) - 1),
      rowElement: (id) => document.getElementById(rowId(name, id)),
    }),
    [total, rowHeight, top, headsStand, coveredEnd, name],
  );
  useEffect(() => {
    if (total > 0 && last >= 0) onReach?.(last);
  }, [last, total, onReach]);
  const cursorDrawn = cursor !== null && cursor >= first && cursor <= last;
  const cursorId = cursorDrawn ? rows[cursor]?.id : undefined;

  return (
    <table
      ref={props.element}
      {...gridRole(cursorId === undefined ? undefined : rowId(name, cursorId), props.multiselectable)}
      aria-label={props.label}
      aria-rowcount={total + 1}
      className="block rounded-xl border border-line bg-panel"
    >
      <thead
        className={cn(
          'rounded-t-xl border-line border-b bg-panel',
          headsStand === 'hidden' ? 'sr-only' : 'block',
          headsStand === 'sticky' && 'sticky top-13 z-20',
        )}
      >
        <tr aria-rowindex={1} {...props.headsLook}>
          {props.heads}
        </tr>
      </thead>
      <tbody ref={list} className="relative block" style={{ height: total * rowHeight }}>
        {Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => {
          const index = first + at;
          const row = rows[index];
          const place = { index, top: index * rowHeight, height: rowHeight };
          if (!row) return <Unloaded key={index} top={place.top} height={rowHeight} />;
          return (
            <Fragment key={row.id}>
              {props.children(row, { ...place, id: rowId(name, row.id), atCursor: index === cursor })}
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}

/** What the element of a row carries. */
export function rowProps({ id, index, top, height, atCursor }: RowPlace, selected: boolean) {
  return {
    id,
    'aria-rowindex': index + 2,
    'aria-selected': selected,
    'aria-current': atCursor ? (true as const) : undefined,
    style: { transform: `translateY(${top}px)`, height },
  };
}

export const cursorLook = 'shadow-[inset_3px_0_0_var(--plan)]';

const gridRole = (cursor: string | undefined, multiselectable: boolean | undefined) => ({
  role: 'grid' as const,
  'aria-multiselectable': multiselectable,
  'aria-activedescendant': cursor,
  tabIndex: 0,
});

const rowId = (name: string, id: string): string => `${name}-${id}`;

function Unloaded({ top, height }: { top: number; height: number }) {
  return (
    <tr
      className="absolute inset-x-0 flex items-center border-line-soft border-b px-4"
      style={{ transform: `translateY(${top}px)`, height }}
    >
      <td className="block h-3 w-1/3 rounded bg-line-soft">
        <span className="sr-only">Loading</span>
      </td>
    </tr>
  );
}

/** px from the top of the page, followed while what stands above grows and shrinks. */
function useTopInPage(element: RefObject<HTMLElement | null>): number {
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
