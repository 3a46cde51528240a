'use client';

import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Field } from '#components/ui/field.tsx';
import { Select } from '#components/ui/select.tsx';
import type { DataSetColumns, InspectedColumn } from '#lib/contract/data-set.ts';
import { chooseColumn } from './take-input.ts';

type Role = keyof DataSetColumns;

const roles: readonly { role: Role; label: string; none: string; hint?: string }[] = [
  { role: 'trace', label: 'Trace', none: 'Choose a column' },
  { role: 'question', label: 'Question', none: 'None' },
  {
    role: 'expected',
    label: 'Expected answer',
    none: 'None',
    hint: 'What the final answer is checked against.',
  },
];
const moreRoles: typeof roles = [
  {
    role: 'answer',
    label: 'Final answer',
    none: 'In the trace',
    hint: 'Where the trace column holds only the thinking.',
  },
  { role: 'name', label: 'Name', none: 'File and row', hint: 'What the record is called.' },
];

export interface ColumnMappingProps {
  readonly columns: readonly InspectedColumn[];
  readonly chosen: DataSetColumns;
  readonly guess: DataSetColumns;
  /** The reason for the guess. */
  readonly why: string;
}

/** Which column is what: a guess that a person can correct, with an example of each column's content. */
export function ColumnMapping({ columns, chosen, guess, why }: ColumnMappingProps) {
  const [more, setMore] = useState(chosen.answer !== null);
  const field = ({ role, label, none, hint }: (typeof roles)[number]) => (
    <Field key={role} label={label} hint={hintOf(columns, chosen[role], hint)}>
      {(control) => (
        <Select
          {...control}
          value={chosen[role] ?? ''}
          onChange={(event) => void chooseColumn(role, event.target.value || null)}
          className="w-full"
        >
          <option value="">{none}</option>
          {columns.map(({ name }) => (
            <option key={name} value={name}>
              {name}
              {name === guess[role] ? ' (recognised)' : ''}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
  return (
    <div>
      <div className="grid gap-3 sm:grid-cols-3">{roles.map(field)}</div>
      <div className="mt-2 flex flex-wrap items-center justify-between gap-x-3">
        <button
          type="button"
          aria-expanded={more}
          onClick={() => setMore(!more)}
          className="inline-flex cursor-pointer items-center gap-1 rounded-md py-1 text-mute text-xs hover:text-ink"
        >
          <ChevronRight
            size={13}
            aria-hidden="true"
            className={more ? 'rotate-90 transition-transform' : 'transition-transform'}
          />
          Other columns
        </button>
        <p className="min-w-0 truncate text-mute text-xs">{why}</p>
      </div>
      {more ? <div className="mt-1 grid gap-3 sm:grid-cols-3">{moreRoles.map(field)}</div> : null}
    </div>
  );
}

/** The beginning of the column's content, in one line. */
function hintOf(columns: readonly InspectedColumn[], name: string | null, otherwise: string | undefined) {
  const example = columns.find((column) => column.name === name)?.example.trim();
  if (!example) return otherwise;
  return <span className="line-clamp-2 break-words">“{example.slice(0, 90).replace(/\s+/g, ' ')}…”</span>;
}
