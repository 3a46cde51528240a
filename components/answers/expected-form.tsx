'use client';

import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { TextInput } from '#components/ui/field.tsx';

/** As the API takes it. */
const MOST_CHARACTERS = 2000;

export interface ExpectedFormProps {
  value: string | null;
  busy: boolean;
  /** Null: none is known. */
  onSave: (expected: string | null) => void;
  onCancel: () => void;
}

/** Enters or changes the right answer: Enter saves, Escape leaves it unchanged; an empty field means none. */
export function ExpectedForm({ value, busy, onSave, onCancel }: ExpectedFormProps) {
  const [text, setText] = useState(value ?? '');
  const input = useFocused();
  return (
    <form
      className="mt-1 flex flex-col gap-1.5"
      onKeyDown={(event) => onEscape(event, onCancel)}
      onSubmit={(event) => {
        event.preventDefault();
        onSave(text.trim() === '' ? null : text.trim());
      }}
    >
      <TextInput
        ref={input}
        aria-label="Right answer"
        placeholder="42, \frac{1}{2}, x = 3 or x = 5 …"
        value={text}
        maxLength={MOST_CHARACTERS}
        disabled={busy}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <FormButtons busy={busy} onCancel={onCancel} />
    </form>
  );
}

export function FormButtons({ busy, onCancel }: { busy: boolean; onCancel: () => void }) {
  return (
    <span className="flex gap-1.5">
      <Button type="submit" size="sm" variant="primary" busy={busy}>
        Save
      </Button>
      <Button size="sm" variant="ghost" onClick={onCancel}>
        Cancel
      </Button>
    </span>
  );
}

/** An input that takes the focus once it is mounted, with its whole form scrolled into view. */
export function useFocused() {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
    input.current?.form?.scrollIntoView({ block: 'nearest' });
  }, []);
  return input;
}

/** Stops Escape here: the page has a meaning of its own for it. */
export function onEscape(event: KeyboardEvent, leave: () => void): void {
  if (event.key !== 'Escape') return;
  event.stopPropagation();
  leave();
}
