'use client';

import { type FormEvent, useId, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field, TextArea, TextInput } from '#components/ui/field.tsx';
import { streamName } from '#lib/graph/stream-names.ts';
import type { AnnotationDraft, AnnotationOf } from '#lib/trace/annotations.ts';
import type { Place } from '#lib/trace/events.ts';
import { Quote } from './quote.tsx';

const MOST_TEXT = 4_000;
const MOST_LABEL = 60;

/** A passage to note something on, with the note that the new one replaces. */
export interface NoteTarget {
  readonly place: Place;
  readonly quote: string;
  readonly replaces?: AnnotationOf<'note'>;
}

export interface NoteDialogProps {
  readonly target: NoteTarget | null;
  /** Labels of all notes of the trace, offered again. */
  readonly labels: readonly string[];
  /** Whether notes stay in this browser, since the trace is not stored. */
  readonly inBrowser: boolean;
  /** Stores an annotation; returns false where that failed, which it has reported. */
  readonly add: (annotation: AnnotationDraft) => Promise<boolean>;
  readonly onClose: () => void;
}

/** Writes a new note on a passage, or rewrites one. */
export function NoteDialog({ target, onClose, ...keeping }: NoteDialogProps) {
  const { stream } = target?.place ?? {};
  const where = stream ? `On ${streamName(stream).toLowerCase()}.` : 'On the whole trace.';
  return (
    <Dialog
      open={target !== null}
      onClose={onClose}
      title={target?.replaces ? 'Edit note' : 'Add note'}
      description={where}
    >
      {target ? <NoteForm {...keeping} target={target} onClose={onClose} /> : null}
    </Dialog>
  );
}

function NoteForm({
  target,
  labels,
  inBrowser,
  add,
  onClose,
}: NoteDialogProps & { readonly target: NoteTarget }) {
  const [text, setText] = useState(target.replaces?.text ?? '');
  const [label, setLabel] = useState(target.replaces?.label ?? '');
  const [busy, setBusy] = useState(false);
  const id = useId();

  async function save(event: FormEvent) {
    event.preventDefault();
    if (text.trim() === '') return;
    setBusy(true);
    const { place, quote, replaces } = target;
    const named = label.trim() === '' ? {} : { label: label.trim() };
    const done =
      (await add({ kind: 'note', place, quote, text: text.trim(), ...named })) &&
      // We add the new note first: if the second call fails, nothing is lost.
      (replaces === undefined || (await add({ kind: 'withdrawal', of: replaces.seq })));
    setBusy(false);
    if (done) onClose();
  }

  return (
    <form onSubmit={save} className="flex flex-col gap-3.5">
      {target.quote === '' ? null : <Quote text={target.quote} />}
      <Field label="Note">
        {(control) => (
          <TextArea
            {...control}
            rows={4}
            required
            maxLength={MOST_TEXT}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
      </Field>
      <Field label="Label" hint="One or two words by which notes are found together. May be left out.">
        {(control) => (
          <>
            <TextInput
              {...control}
              list={id}
              maxLength={MOST_LABEL}
              value={label}
              onChange={(event) => setLabel(event.currentTarget.value)}
            />
            <datalist id={id}>
              {labels.map((one) => (
                <option key={one} value={one} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p className="mr-auto text-mute text-xs">
          {inBrowser ? 'Kept in this browser: an example is not stored.' : 'Kept with the trace.'}
        </p>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" busy={busy} disabled={text.trim() === ''}>
          Save note
        </Button>
      </div>
    </form>
  );
}
