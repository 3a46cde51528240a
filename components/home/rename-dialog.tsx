'use client';

import { type FormEvent, useId } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field, TextInput } from '#components/ui/field.tsx';
import type { SessionSummary } from '#lib/contract/session.ts';

export interface RenameDialogProps {
  /** The session to rename; null keeps the dialog closed. */
  session: SessionSummary | null;
  busy: boolean;
  onClose: () => void;
  /** Null when a person emptied the title: the row then shows the question again. */
  onRename: (session: SessionSummary, title: string | null) => void;
}

/** Gives a session a title of its own. */
export function RenameDialog({ session, busy, onClose, onRename }: RenameDialogProps) {
  const formId = useId();

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const title = String(new FormData(event.currentTarget).get('title') ?? '').trim();
    if (session) onRename(session, title || null);
  }

  return (
    <Dialog
      open={session !== null}
      onClose={onClose}
      title="Rename session"
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={formId} busy={busy}>
            Rename
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={onSubmit}>
        <Field label="Title" hint="Empty shows the question again.">
          {(control) => (
            <TextInput
              {...control}
              name="title"
              maxLength={200}
              defaultValue={session?.title ?? ''}
              placeholder={session?.question}
              autoComplete="off"
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
