'use client';

import { Dialog } from '#components/ui/dialog.tsx';
import { KeyList } from '#components/ui/key-list.tsx';
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
      <KeyList shortcuts={shortcuts} />
    </Dialog>
  );
}
