'use client';

import { ClipboardPaste, FilePlus2, FolderPlus, Import } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { importFiles } from './import-actions.ts';
import { ImportGuide } from './import-guide.tsx';
import { PasteDialog } from './paste-dialog.tsx';

export interface StartPanelProps {
  /** One line once there is something to look at. */
  compact: boolean;
  disabled: boolean;
}

/** The ways to give files, for those who do not drag. */
export function StartPanel({ compact, disabled }: StartPanelProps) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [pasting, setPasting] = useState(false);

  return (
    <section aria-labelledby="import-heading">
      <div
        className={cn(
          'rounded-2xl border border-line border-dashed bg-panel',
          compact
            ? 'flex flex-wrap items-center gap-x-4 gap-y-2.5 px-4 py-3'
            : 'flex flex-col items-center px-5 py-10 text-center sm:py-14',
        )}
      >
        {compact ? null : <Import size={28} className="mb-3 text-plan" aria-hidden="true" />}
        <h1
          id="import-heading"
          className={cn('font-semibold tracking-[-0.015em]', compact ? 'text-[15px]' : 'text-[22px]')}
        >
          {compact ? 'Import' : 'Drop traces anywhere'}
        </h1>
        {compact ? (
          <p className="text-mute text-ui max-sm:hidden">{disabled ? '' : 'Drop or paste more, or choose'}</p>
        ) : (
          <p className="mt-1.5 max-w-lg text-pretty text-mute text-sm leading-relaxed">
            Files, a folder, a zip archive, or a checkout of the authors’ repository as it is. On every page:
            drop them, or paste a text with <kbd className="font-mono text-xs">Ctrl V</kbd>.
          </p>
        )}
        <div className={cn('flex flex-wrap gap-2', compact ? 'ml-auto max-sm:ml-0' : 'mt-5 justify-center')}>
          <Button
            variant={compact ? 'secondary' : 'primary'}
            disabled={disabled}
            icon={<FilePlus2 size={14} aria-hidden="true" />}
            onClick={() => files.current?.click()}
          >
            Choose files
          </Button>
          <Button
            disabled={disabled}
            icon={<FolderPlus size={14} aria-hidden="true" />}
            onClick={() => folder.current?.click()}
          >
            Choose a folder
          </Button>
          <Button
            disabled={disabled}
            icon={<ClipboardPaste size={14} aria-hidden="true" />}
            onClick={() => setPasting(true)}
          >
            Paste a text
          </Button>
        </div>
        <FileField field={files} label="Files to import" />
        <FileField field={folder} label="Folder to import" isFolder />
      </div>
      {compact ? null : <ImportGuide />}
      <PasteDialog open={pasting} onClose={() => setPasting(false)} />
    </section>
  );
}

interface FileFieldProps {
  field: React.RefObject<HTMLInputElement | null>;
  label: string;
  isFolder?: boolean;
}

/** Emptied after each choice, or choosing the same again would be no change. */
function FileField({ field, label, isFolder = false }: FileFieldProps) {
  return (
    <input
      ref={field}
      type="file"
      multiple
      hidden
      aria-label={label}
      {...(isFolder ? { webkitdirectory: '' } : {})}
      onChange={(event) => {
        const chosen = [...(event.currentTarget.files ?? [])];
        event.currentTarget.value = '';
        if (chosen.length > 0) importFiles(chosen);
      }}
    />
  );
}
