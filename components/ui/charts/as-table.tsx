'use client';

import { type ReactNode, useState } from 'react';

/** The numbers of a chart, folded away under it. */
export function AsTable({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <details
      className="border-line-soft border-t text-xs"
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="cursor-pointer rounded-b-xl px-4 py-2 text-mute hover:text-ink">As a table</summary>
      {open ? (
        // In the tab order: keys could not scroll a table without links.
        <section
          aria-label="The chart as a table"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
          tabIndex={0}
          className="max-h-80 space-y-4 overflow-auto px-4 pb-4"
        >
          {children}
        </section>
      ) : null}
    </details>
  );
}

/** The first column names the row, the others are numbers. */
export function NumberTable({
  caption,
  heads,
  rows,
}: {
  caption: string;
  heads: readonly string[];
  rows: readonly { readonly id: string; readonly cells: readonly ReactNode[] }[];
}) {
  return (
    <table className="w-full max-w-3xl">
      <caption className="pb-1 text-left font-medium">{caption}</caption>
      <thead>
        <tr className="border-line border-b text-left text-mute">
          {heads.map((head, index) => (
            <th
              key={head}
              scope="col"
              className={index === 0 ? 'py-1 font-medium' : 'py-1 pl-4 text-right font-medium'}
            >
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, cells }) => (
          <tr key={id} className="border-line-soft border-b">
            {cells.map((cell, index) =>
              index === 0 ? (
                <th key={heads[index]} scope="row" className="py-1 text-left font-normal">
                  {cell}
                </th>
              ) : (
                <td key={heads[index]} className="py-1 pl-4 text-right tabular-nums">
                  {cell}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
