'use client';

import { KeyRound } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Field, TextInput } from '#components/ui/field.tsx';
import { Pill } from '#components/ui/pill.tsx';
import type { KeyDraft } from './endpoint-draft.ts';

export interface KeyFieldProps {
  value: KeyDraft;
  onChange: (value: KeyDraft) => void;
  /** The server has a stored key. */
  stored: boolean;
  /** The address moved to another server: the stored key does not follow. */
  moved: boolean;
  error: string | null;
}

/** Write-only: the form never shows a stored key, it only replaces or clears it. */
export function KeyField({ value, onChange, stored, moved, error }: KeyFieldProps) {
  const hint =
    value.kind === 'clear'
      ? 'The stored key is removed when you save.'
      : moved && value.kind === 'keep'
        ? 'The address now belongs to another server: the stored key is not sent there. Enter its own.'
        : 'Stays on the server; never shown, logged or exported. Empty for servers that need none.';
  return (
    <Field
      label="API key"
      error={error}
      hint={hint}
      aside={
        stored ? (
          value.kind === 'keep' && !moved ? (
            <Pill tone="ok" icon={<KeyRound size={12} aria-hidden="true" />}>
              set
            </Pill>
          ) : (
            <Button size="sm" variant="ghost" onClick={() => onChange({ kind: 'keep' })}>
              Keep the stored key
            </Button>
          )
        ) : undefined
      }
    >
      {(control) =>
        value.kind === 'keep' && !moved ? (
          <div className="flex gap-2">
            <Button
              id={control.id}
              aria-describedby={control['aria-describedby']}
              onClick={() => onChange({ kind: 'set', text: '' })}
            >
              Replace
            </Button>
            <Button variant="danger" onClick={() => onChange({ kind: 'clear' })}>
              Clear
            </Button>
          </div>
        ) : (
          <TextInput
            {...control}
            type="password"
            autoComplete="off"
            spellCheck={false}
            className="font-mono"
            value={value.kind === 'set' ? value.text : ''}
            onChange={(event) => onChange({ kind: 'set', text: event.target.value })}
          />
        )
      }
    </Field>
  );
}
