'use client';

import { Dialog } from '#components/ui/dialog.tsx';
import { KeyList } from '#components/ui/key-list.tsx';
import { localShortcuts, shortcuts } from './shortcuts.ts';

export function HelpDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Keys"
      description="They work wherever nothing is being typed."
    >
      <KeyList shortcuts={[...shortcuts, ...localShortcuts]} />
    </Dialog>
  );
}
