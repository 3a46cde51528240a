'use client';

import type { ReactNode } from 'react';
import { cn } from '../cn.ts';
import { Dialog, type DialogProps } from '../dialog.tsx';
import type { KeyTable } from './key-table.ts';

export interface KeysDialogProps extends Pick<DialogProps, 'open' | 'onClose' | 'size'> {
  readonly table: Pick<KeyTable<unknown>, 'rows'>;
  /** When they work. */
  readonly description: string;
  /** Above them. */
  readonly children?: ReactNode;
  /** Two beside each other where there is room. */
  readonly columns?: boolean;
}

/** What the keys of a page do, from the table that its handler reads. */
export function KeysDialog({ table, children, columns = false, ...dialog }: KeysDialogProps) {
  return (
    <Dialog {...dialog} title="Keys">
      <div {...(columns ? scrolled : {})}>
        {children}
        <dl className={cn('text-ui', columns && 'gap-x-8 sm:columns-2')}>
          {table.rows.map(({ shown, does }) => (
            <div
              key={does}
              className="flex break-inside-avoid items-center justify-between gap-4 border-line-soft border-t py-1.5"
            >
              <dt className="text-mute">{does}</dt>
              <dd className="flex shrink-0 gap-1">
                {shown.map((key) => (
                  <kbd
                    key={key}
                    className="rounded-md border border-line bg-line-soft px-1.5 py-px font-mono text-[11px]"
                  >
                    {key}
                  </kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </Dialog>
  );
}

/**
 * The first element in the dialog that takes the focus, so that arrow keys scroll it where it is taller than the
 * window.
 */
const scrolled = { role: 'group' as const, 'aria-label': 'All keys', tabIndex: 0 };
