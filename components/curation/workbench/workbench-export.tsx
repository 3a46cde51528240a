'use client';

import { Download } from 'lucide-react';
import { curationApi } from '#components/api/curation-requests.ts';
import { reach } from '#components/api/send.ts';
import { Button } from '#components/ui/button.tsx';
import { downloadBlob, downloadText } from '#components/ui/download.ts';
import { Menu } from '#components/ui/menu.tsx';
import type { TrainingFormatId } from '#lib/contract/training-export.ts';
import { trainingFormats } from '#lib/curation/training/training-formats.ts';
import { useWhenSaved } from './use-when-saved.ts';
import { useWorkbenchHandle } from './use-workbench.tsx';

/** Exports this record alone: its written trajectory, or training data with it as the only row. */
export function RecordExport() {
  const { store } = useWorkbenchHandle();
  const { busy, whenSaved } = useWhenSaved();
  const nameOf = () => fileName(store.getState().record.sourceName);

  const training = (format: TrainingFormatId) =>
    whenSaved(async () => {
      const { id } = store.getState().record;
      const response = await reach('GET', curationApi.recordExportPath(id, { format }));
      downloadBlob(await response.blob(), `${nameOf()}-${format}.zip`);
    });
  return (
    <Menu
      label="Export"
      items={[
        {
          id: 'trajectory',
          label: 'Trajectory',
          description: 'The tagged text as it is written',
          hint: '.txt',
          onSelect: () => downloadText(store.getState().curated.trajectory, `${nameOf()}-rounds.txt`),
        },
        ...trainingFormats.map(({ id, title, rows }, at) => ({
          id,
          label: `Training data, ${title}`,
          description: rows['prompt-completion'],
          hint: '.zip',
          separated: at === 0,
          onSelect: () => training(id),
        })),
      ]}
    >
      {(trigger) => (
        <Button {...trigger} size="sm" busy={busy} icon={<Download size={13} aria-hidden="true" />}>
          <span className="max-sm:sr-only">Export</span>
        </Button>
      )}
    </Menu>
  );
}

/** Letters, digits, `-` and `_` of the last part of a path. */
function fileName(path: string): string {
  const last = path.split(/[\\/]/).at(-1) ?? '';
  return last.replace(/\.[a-z0-9]{1,5}$/i, '').replace(/[^\p{L}\p{N}_-]+/gu, '-') || 'record';
}
