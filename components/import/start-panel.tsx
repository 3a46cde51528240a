'use client';

import { ClipboardPaste, Import } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field, TextArea } from '#components/ui/field.tsx';
import { FileButton } from '#components/ui/file-button.tsx';
import { importGiven } from './import-actions.ts';
import { ImportGuide } from './import-guide.tsx';

export interface StartPanelProps {
  /** A single line once there is something to look at. */
  compact: boolean;
  disabled: boolean;
}

/** The ways to give files, for those who do not drag. */
export function StartPanel({ compact, disabled }: StartPanelProps) {
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
          <FileButton
            variant={compact ? 'secondary' : 'primary'}
            disabled={disabled}
            label="Files to import"
            onFiles={(files) => void importGiven({ kind: 'files', files })}
          >
            Choose files
          </FileButton>
          <FileButton
            disabled={disabled}
            label="Folder to import"
            isFolder
            onFiles={(files) => void importGiven({ kind: 'files', files })}
          >
            Choose a folder
          </FileButton>
          <Button
            disabled={disabled}
            icon={<ClipboardPaste size={14} aria-hidden="true" />}
            onClick={() => setPasting(true)}
          >
            Paste a text
          </Button>
        </div>
      </div>
      {compact ? null : <ImportGuide />}
      <PasteDialog open={pasting} onClose={() => setPasting(false)} />
    </section>
  );
}

/** For those without a paste key: phones, switches, screen readers. */
function PasteDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      size="lg"
      title="Paste a text"
      description="One trace, an event log, or the rows of a table. What it is is recognised and shown first."
    >
      <PasteForm onClose={onClose} />
    </Dialog>
  );
}

function PasteForm({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === '') return;
        onClose();
        void importGiven({ kind: 'text', text });
      }}
    >
      <Field label="Text">
        {(control) => (
          <TextArea
            {...control}
            rows={12}
            spellCheck={false}
            className="font-mono text-xs"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="primary" type="submit" disabled={text.trim() === ''}>
          Read it
        </Button>
      </div>
    </form>
  );
}
