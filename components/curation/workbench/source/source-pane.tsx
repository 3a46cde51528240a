'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import type { LineRange } from '#lib/contract/curation-record.ts';
import { textOf } from '#lib/curation/source-text.ts';
import './source-pane.css';
import { useWorkbench, useWorkbenchActions } from '#components/curation/workbench/use-workbench.tsx';
import { lineRuns } from './line-places.ts';
import { SourceRowView } from './source-row.tsx';
import { type SourceRow, sourceRows } from './source-rows.ts';
import { SourceToolbar } from './source-toolbar.tsx';
import { useSourcePointer } from './use-source-pointer.ts';

/** Height of a row in px before we measure it. */
const ROW_HEIGHTS: Readonly<Record<SourceRow['kind'], number>> = { step: 41, prompt: 46, line: 27 };

/** The source with its lines by step and part; only what is in view is in the document. */
export function SourcePane() {
  const source = useWorkbench((state) => state.source);
  const steps = useWorkbench(({ draft }) => draft.steps);
  const curated = useWorkbench((state) => state.curated.steps);
  const lines = useWorkbench((state) => state.lines);
  const editingPrompt = useWorkbench((state) => state.editingPrompt);
  const { hover } = useWorkbenchActions();
  const runs = useMemo(() => lineRuns(source.lines.length, steps), [source, steps]);
  const rows = useMemo(() => sourceRows(runs, steps), [runs, steps]);
  const scroller = useRef<HTMLDivElement>(null);
  const { onPointerDown, dragged } = useSourcePointer(scroller, runs);

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => ROW_HEIGHTS[rows[index]?.kind ?? 'line'],
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 12,
    scrollPaddingStart: 48,
    scrollPaddingEnd: 24,
  });
  const head = lines?.head ?? null;
  const headRow = head === null ? -1 : rows.findIndex((row) => row.kind === 'line' && row.line === head);
  // Only where it went elsewhere: an edit must not move the page under the hand.
  useShownOnce(virtualizer, headRow, head);
  const promptRow =
    editingPrompt === null ? -1 : rows.findIndex(({ key }) => key === `prompt ${editingPrompt}`);
  useShownOnce(virtualizer, promptRow, editingPrompt);

  const chosen = lines && {
    first: Math.min(lines.anchor, lines.head),
    last: Math.max(lines.anchor, lines.head),
  };
  const preview = dragged && {
    first: Math.min(dragged.boundary, dragged.to) + 1,
    last: Math.max(dragged.boundary, dragged.to),
  };
  const items = virtualizer.getVirtualItems();
  const headDrawn = items.some(({ index }) => index === headRow);

  return (
    <section
      aria-label="Source"
      data-workbench-keys=""
      className="@container flex h-full min-h-0 flex-col bg-panel"
    >
      <SourceToolbar />
      <div
        ref={scroller}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain"
        onPointerLeave={() => hover(null)}
      >
        <table
          {...grid(head !== null && headDrawn ? lineId(head) : undefined)}
          aria-label="Lines of the source"
          aria-rowcount={rows.length}
          onPointerDown={onPointerDown}
          onCopy={(event) => {
            if (!chosen || !isOn(event.currentTarget)) return;
            event.preventDefault();
            event.clipboardData.setData('text/plain', textOf(source, [chosen]));
          }}
          className="source-grid relative block w-full select-none pb-10"
          style={{ height: virtualizer.getTotalSize() + 40 }}
        >
          <tbody className="block">
            {items.map(({ index, key, start }) => {
              const row = rows[index];
              if (!row) return null;
              const isLine = row.kind === 'line';
              const stepId = isLine ? row.run.places[0]?.step.id : row.step.id;
              return (
                <tr
                  key={key}
                  ref={virtualizer.measureElement}
                  id={isLine ? lineId(row.line) : undefined}
                  data-index={index}
                  data-line={isLine ? row.line : undefined}
                  data-before={isLine ? undefined : row.line}
                  data-step={stepId}
                  aria-rowindex={index + 1}
                  aria-selected={isLine ? within(chosen, row.line) : undefined}
                  onPointerEnter={() => hover(stepId ?? null)}
                  className="absolute top-0 left-0 block w-full"
                  style={{ transform: `translateY(${start}px)` }}
                >
                  <td className="block p-0">
                    {row.boundary !== null ? (
                      <span
                        aria-hidden="true"
                        data-boundary={row.boundary}
                        data-dragged={dragged?.boundary === row.boundary || undefined}
                        className="source-boundary"
                      />
                    ) : null}
                    <SourceRowView
                      row={row}
                      source={source}
                      curated={curated}
                      chosen={isLine && within(chosen, row.line)}
                      atHead={isLine && row.line === head}
                      previewed={isLine && within(preview, row.line)}
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Scrolls to a row when what stands in it is another than before; -1: it is nowhere. */
function useShownOnce(
  virtualizer: { scrollToIndex(index: number, options: { align: 'auto' }): void },
  row: number,
  what: number | string | null,
): void {
  const shown = useRef<number | string | null>(null);
  useEffect(() => {
    if (row >= 0 && shown.current !== what) virtualizer.scrollToIndex(row, { align: 'auto' });
    shown.current = what;
  }, [row, what, virtualizer]);
}

/** A table whose lines a person walks by keys: one tab stop; screen readers get the name of the line at the cursor. */
const grid = (cursor: string | undefined) => ({
  role: 'grid' as const,
  'aria-multiselectable': true,
  'aria-activedescendant': cursor,
  tabIndex: 0,
});

const lineId = (line: number): string => `source-line-${line}`;

/** False while a person types in a prompt inside it. */
const isOn = (element: Element): boolean => document.activeElement === element;

function within(range: LineRange | null, line: number): boolean {
  return range !== null && range.first <= line && line <= range.last;
}
