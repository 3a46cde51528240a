'use client';

import { EyeOff } from 'lucide-react';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Button, IconButton } from '#components/ui/button.tsx';
import { TextInput } from '#components/ui/field.tsx';
import type { Finding } from '#lib/contract/findings.ts';

/** Stores that a finding does not count; false where that failed. */
export type Dismiss = (finding: Finding, reason: string) => Promise<boolean>;

/** A finding with a quiet button to dismiss it; without the button where nothing can be stored. */
export function Dismissable({
  finding,
  onDismiss,
  children,
}: {
  finding: Finding;
  onDismiss: Dismiss | null;
  children: ReactNode;
}) {
  const [asking, setAsking] = useState(false);
  const trigger = useRef<HTMLSpanElement>(null);
  if (!onDismiss) return children;
  return (
    <div className="relative">
      <div className="[&>*]:pr-9">{children}</div>
      <span ref={trigger} className="absolute top-0 right-0.5">
        <IconButton
          label="Dismiss finding"
          aria-expanded={asking}
          size="sm"
          className="text-faint"
          icon={<EyeOff size={13} />}
          onClick={() => setAsking(!asking)}
        />
      </span>
      {asking ? (
        <DismissForm
          finding={finding}
          onDismiss={onDismiss}
          onClose={() => {
            setAsking(false);
            // After dismissal it is gone, or the next one is in its place.
            requestAnimationFrame(() =>
              (trigger.current?.querySelector('button') ?? document.getElementById('doctor'))?.focus({
                preventScroll: true,
              }),
            );
          }}
        />
      ) : null}
    </div>
  );
}

/** Asks for the reason; without one nobody could judge the dismissal later. */
export function DismissForm({
  finding,
  onDismiss,
  onClose,
}: {
  finding: Finding;
  onDismiss: Dismiss;
  onClose: () => void;
}) {
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  // The form opens after a click, ready for typing.
  useEffect(() => input.current?.focus(), []);

  async function dismiss(event: FormEvent) {
    event.preventDefault();
    if (reason.trim() === '') return;
    setBusy(true);
    const done = await onDismiss(finding, reason.trim());
    setBusy(false);
    if (done) onClose();
  }

  return (
    <form
      onSubmit={dismiss}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
      className="flex flex-col gap-1.5 px-2 pb-2"
    >
      <TextInput
        ref={input}
        aria-label="Why it does not count"
        placeholder="Why does it not count?"
        maxLength={4_000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <span className="flex gap-1.5">
        <Button type="submit" size="sm" busy={busy} disabled={reason.trim() === ''}>
          Dismiss
        </Button>
        <Button size="sm" variant="ghost" onClick={onClose}>
          Cancel
        </Button>
      </span>
    </form>
  );
}
