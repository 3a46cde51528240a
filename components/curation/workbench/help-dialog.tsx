'use client';

import { Dialog } from '#components/ui/dialog.tsx';
import { KeyList } from '#components/ui/key-list.tsx';
import { partLooks } from './line-parts.ts';
import { useWorkbench, useWorkbenchActions } from './use-workbench.tsx';
import { workbenchShortcuts } from './workbench-keys.ts';

export function HelpDialog() {
  const open = useWorkbench((state) => state.helpOpen);
  const { closeHelp } = useWorkbenchActions();
  return (
    <Dialog
      open={open}
      onClose={closeHelp}
      size="lg"
      title="Keys"
      description="They work while nothing is typed. By mouse, touch or pen: click a line, drag over several, and drag the handle between two parts or steps to move it."
    >
      <div {...scrolled}>
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
        <KeyList shortcuts={workbenchShortcuts} columns />
      </div>
    </Dialog>
  );
}

/** The first thing in the dialog that takes the focus, so that the arrows scroll it where it is taller than the window. */
const scrolled = { role: 'group' as const, 'aria-label': 'All keys', tabIndex: 0 };
