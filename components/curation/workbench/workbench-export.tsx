'use client';

import { Download } from 'lucide-react';
import { downloadText } from '#components/session/download.ts';
import { Button } from '#components/ui/button.tsx';
import { useWorkbenchHandle } from './use-workbench.tsx';

/** The written trajectory as a file. */
export function RecordExport() {
  const { store } = useWorkbenchHandle();
  return (
    <Button
      size="sm"
      icon={<Download size={13} aria-hidden="true" />}
      onClick={() => {
        const { curated, record } = store.getState();
        downloadText(curated.trajectory, `${fileName(record.sourceName)}-rounds.txt`);
      }}
    >
      <span className="max-sm:sr-only">Export</span>
    </Button>
  );
}

/** Letters, digits, `-` and `_` of the last part of a path. */
function fileName(path: string): string {
  const last = path.split(/[\\/]/).at(-1) ?? '';
  return last.replace(/\.[a-z0-9]{1,5}$/i, '').replace(/[^\p{L}\p{N}_-]+/gu, '-') || 'record';
}
