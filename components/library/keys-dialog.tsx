'use client';

import { Dialog } from '#components/ui/dialog.tsx';
import { gridShortcuts } from './grid-keys.ts';

export interface KeysDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  /** Default: those of the library. */
  readonly shortcuts?: typeof gridShortcuts;
  readonly description?: string;
}

export function KeysDialog({
  open,
  onClose,
  shortcuts = gridShortcuts,
  description = 'They work while the table has the focus, or nothing has. In the charts ← and → go from point to point.',
}: KeysDialogProps) {
  return (
    <Dialog open={open} onClose={onClose} title="Keys" description={description}>
      <dl className="text-ui">
        {shortcuts.map(({ keys, does }) => (
          <div
            key={does}
            className="flex items-center justify-between gap-4 border-line-soft border-t py-1.5"
          >
            <dt className="text-mute">{does}</dt>
            <dd className="flex shrink-0 gap-1">
              {keys.map((key) => (
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
    </Dialog>
  );
}
