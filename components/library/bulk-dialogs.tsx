'use client';

import { type FormEvent, useId } from 'react';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog, Dialog } from '#components/ui/dialog.tsx';
import { formatCount } from '#lib/base/format.ts';
import type { LibraryRow } from '#lib/contract/library.ts';
import { exportFormats } from '#lib/formats/export/export-formats.ts';
import { plainName } from './cells.tsx';

interface DialogProps {
  /** Null keeps it closed. */
  readonly rows: readonly LibraryRow[] | null;
  readonly busy: boolean;
  readonly onClose: () => void;
}

/** Asks before it removes anything, with the exact number and what is among it. */
export function DeleteDialog({ rows, busy, onClose, onDelete }: DialogProps & { onDelete: () => void }) {
  const list = rows ?? [];
  const [first] = list;
  const running = list.filter((row) => row.status === 'running').length;
  const paired = list.filter((row) => row.pairId !== null).length;
  return (
    <ConfirmDialog
      open={rows !== null}
      onClose={onClose}
      onConfirm={onDelete}
      busy={busy}
      title={list.length === 1 ? 'Delete this trace?' : `Delete ${formatCount(list.length, 'trace')}?`}
      description={
        <>
          {list.length === 1 && first ? `“${plainName(first)}” and its log are` : 'They and their logs are'}{' '}
          removed for good.
          {running > 0
            ? ` ${formatCount(running, 'session')} still running ${running === 1 ? 'is' : 'are'} cancelled first.`
            : ''}
          {paired > 0
            ? ` ${formatCount(paired, 'trace')} of a pair ${paired === 1 ? 'is' : 'are'} among them.`
            : ''}
        </>
      }
      confirmLabel={list.length === 1 ? 'Delete' : `Delete ${formatCount(list.length, 'trace')}`}
    />
  );
}

/** Asks for the format; what comes is one zip with a file per trace. */
export function ExportDialog({
  rows,
  busy,
  onClose,
  onExport,
}: DialogProps & { onExport: (format: string) => void }) {
  const id = useId();
  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    onExport(String(new FormData(event.currentTarget).get('format')));
  }
  return (
    <Dialog
      open={rows !== null}
      onClose={onClose}
      title={`Export ${formatCount(rows?.length ?? 0, 'trace')}`}
      description="One zip, a file for each."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={id} busy={busy}>
            Download zip
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={onSubmit}>
        <fieldset className="space-y-px" aria-label="Format">
          {exportFormats.map((format, index) => (
            <label
              key={format.id}
              className="flex cursor-pointer items-start gap-3 rounded-lg px-2 py-2 has-checked:bg-plan-bg hover:bg-line-soft"
            >
              <input
                type="radio"
                name="format"
                value={format.id}
                defaultChecked={index === 0}
                className="mt-0.5 accent-plan"
              />
              <span className="min-w-0 flex-1">
                <span className="block font-medium text-ui">{format.title}</span>
                <span className="block text-mute text-xs">{format.description}</span>
              </span>
              <code className="shrink-0 text-mute text-xs">.{format.extension}</code>
            </label>
          ))}
        </fieldset>
      </form>
    </Dialog>
  );
}

/** Asks only where the questions differ: people seldom mean to compare such traces. */
export function PairDialog({ rows, busy, onClose, onPair }: DialogProps & { onPair: () => void }) {
  return (
    <ConfirmDialog
      open={rows !== null}
      onClose={onClose}
      onConfirm={onPair}
      busy={busy}
      variant="primary"
      title={`Pair ${formatCount(rows?.length ?? 0, 'trace')} of different questions?`}
      description="A pair is compared and drawn in the chart as work on the same question. These do not ask the same."
      confirmLabel="Pair them"
    />
  );
}
