'use client';

import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { type Column, columns, type FittedColumns } from './columns.ts';
import type { SortKey } from './sort-rows.ts';

export interface ColumnsDialogProps {
  readonly open: boolean;
  readonly fitted: FittedColumns;
  /** Null: the usual ones. */
  readonly wanted: ReadonlySet<SortKey> | null;
  readonly onChange: (wanted: ReadonlySet<SortKey> | null) => void;
  readonly onClose: () => void;
}

/** Which columns a person wants; the table shows as many of them as fit. */
export function ColumnsDialog({ open, fitted, wanted, onChange, onClose }: ColumnsDialogProps) {
  const chosen = wanted ?? new Set([...fitted.shown, ...fitted.dropped].map(({ id }) => id));
  const dropped = new Set(fitted.dropped.map(({ id }) => id));

  function toggle({ id }: Column) {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChange(next);
  }

  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Columns"
      size="sm"
      description="As many as fit are shown; a narrow window leaves out the less important."
      footer={
        <>
          <Button disabled={wanted === null} onClick={() => onChange(null)}>
            Usual columns
          </Button>
          <Button variant="primary" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      <ul>
        {columns
          .filter(({ id }) => id !== 'name')
          .map((column) => (
            <li key={column.id}>
              <label className="flex cursor-pointer items-center gap-2.5 rounded-lg px-2 py-1.5 text-ui hover:bg-line-soft">
                <input
                  type="checkbox"
                  checked={chosen.has(column.id)}
                  onChange={() => toggle(column)}
                  className="size-4 accent-plan"
                />
                <span className="flex-1">{column.name}</span>
                {dropped.has(column.id) ? <span className="text-crit text-xs">no room</span> : null}
              </label>
            </li>
          ))}
      </ul>
    </Dialog>
  );
}
