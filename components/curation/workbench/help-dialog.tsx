'use client';

import { KeysDialog } from '#components/ui/keys/keys-dialog.tsx';
import { partLooks } from './line-parts.ts';
import { useWorkbench, useWorkbenchActions } from './use-workbench.tsx';
import { workbenchKeys } from './workbench-keys.ts';

export function HelpDialog() {
  const open = useWorkbench((state) => state.helpOpen);
  const { closeHelp } = useWorkbenchActions();
  return (
    <KeysDialog
      table={workbenchKeys}
      open={open}
      onClose={closeHelp}
      size="lg"
      columns
      description="They work while nothing is typed. By mouse, touch or pen: click a line, drag over several, and drag the handle between two parts or steps to move it."
    >
      <ul className="mb-3 flex flex-wrap gap-x-4 gap-y-1 text-ui">
        {Object.values(partLooks).map(({ letter, name, icon: Icon }) => (
          <li key={letter} className="flex items-center gap-1.5">
            <span className="font-bold font-mono text-xs">{letter}</span>
            <Icon size={13} aria-hidden="true" />
            {name}
          </li>
        ))}
        <li className="flex items-center gap-1.5">
          <span className="font-mono text-warn text-xs">∅</span> of no step
        </li>
      </ul>
    </KeysDialog>
  );
}
