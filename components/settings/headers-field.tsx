'use client';

import { KeyRound, Plus, X } from 'lucide-react';
import { useId } from 'react';
import { Button, IconButton } from '#components/ui/button.tsx';
import { TextInput } from '#components/ui/field.tsx';
import { Pill } from '#components/ui/pill.tsx';
import type { HeaderDraft } from './extras-draft.ts';

export interface HeadersFieldProps {
  rows: readonly HeaderDraft[];
  onChange: (rows: readonly HeaderDraft[]) => void;
  /** The address moved to another server: stored values do not follow. */
  moved: boolean;
  error: string | null;
}

/** Names and values; the form never shows a stored value, it only replaces or removes it. */
export function HeadersField({ rows, onChange, moved, error }: HeadersFieldProps) {
  const id = useId();
  const lost = moved && rows.some((row) => row.value === null);
  const change = (key: number, part: Partial<HeaderDraft>) =>
    onChange(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));

  function add() {
    const key = Math.max(-1, ...rows.map((row) => row.key)) + 1;
    onChange([...rows, { key, name: '', value: '' }]);
    requestAnimationFrame(() => document.getElementById(`${id}-${key}`)?.focus());
  }

  return (
    <fieldset aria-describedby={`${id}-hint${error ? ` ${id}-error` : ''}`} className="flex flex-col gap-2">
      <legend className="mb-1.5 font-medium text-ui">Headers</legend>
      {rows.map((row, at) => (
        <div key={row.key} className="flex items-center gap-2">
          {row.value === null ? (
            <span className="min-w-0 flex-1 break-all font-mono text-ui">{row.name}</span>
          ) : (
            <TextInput
              id={`${id}-${row.key}`}
              aria-label={`Name of header ${at + 1}`}
              aria-invalid={error ? true : undefined}
              value={row.name}
              placeholder="x-api-key"
              autoComplete="off"
              spellCheck={false}
              className="flex-1 font-mono"
              onChange={(event) => change(row.key, { name: event.target.value })}
            />
          )}
          {row.value === null ? (
            <span className="flex flex-[1.4] items-center gap-2">
              {moved ? (
                <Pill tone="warn">not sent there</Pill>
              ) : (
                <Pill tone="ok" icon={<KeyRound size={12} aria-hidden="true" />}>
                  set
                </Pill>
              )}
              <Button
                size="sm"
                aria-label={`Replace the value of ${row.name}`}
                onClick={() => change(row.key, { value: '' })}
              >
                Replace
              </Button>
            </span>
          ) : (
            <TextInput
              type="password"
              aria-label={`Value of header ${at + 1}`}
              aria-invalid={error ? true : undefined}
              value={row.value}
              autoComplete="off"
              spellCheck={false}
              className="flex-[1.4] font-mono"
              onChange={(event) => change(row.key, { value: event.target.value })}
            />
          )}
          <IconButton
            size="sm"
            label={row.name ? `Remove ${row.name}` : `Remove header ${at + 1}`}
            icon={<X size={14} />}
            onClick={() => onChange(rows.filter((other) => other.key !== row.key))}
          />
        </div>
      ))}
      <div>
        <Button size="sm" icon={<Plus size={13} aria-hidden="true" />} onClick={add}>
          Add a header
        </Button>
      </div>
      {error ? (
        <p id={`${id}-error`} role="alert" className="text-warn text-xs leading-snug">
          {error}
        </p>
      ) : null}
      <p id={`${id}-hint`} className="text-mute text-xs leading-snug">
        {lost
          ? 'The address now belongs to another server: stored headers are not sent there. Enter its own.'
          : 'Sent with every request, for gateways and providers that ask for some. Values stay on the server like the key.'}
      </p>
    </fieldset>
  );
}
