'use client';

import { Redo2, Undo2 } from 'lucide-react';
import { IconButton } from '#components/ui/button.tsx';
import { useWorkbench, useWorkbenchActions } from './use-workbench.tsx';

export function UndoButtons() {
  const { undo, redo } = useWorkbenchActions();
  const cursor = useWorkbench(({ editLog }) => editLog.cursor);
  const length = useWorkbench(({ editLog }) => editLog.edits.length);
  return (
    <>
      <IconButton
        label="Undo"
        shortcut="Control+Z"
        size="sm"
        icon={<Undo2 size={14} />}
        disabled={cursor === 0}
        onClick={undo}
      />
      <IconButton
        label="Redo"
        shortcut="Control+Shift+Z"
        size="sm"
        icon={<Redo2 size={14} />}
        disabled={cursor === length}
        onClick={redo}
      />
    </>
  );
}
