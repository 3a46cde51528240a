'use client';

import { ListFilter, Search, X } from 'lucide-react';
import { type ReactNode, type RefObject, useState } from 'react';
import { formatInteger } from '#lib/base/format.ts';
import { Button } from '../button.tsx';
import { cn } from '../cn.ts';
import { controlLook } from '../field.tsx';

export interface FilterBarProps {
  /** What is filtered: `traces`. */
  readonly what: string;
  readonly search: string;
  readonly searchField: RefObject<HTMLInputElement | null>;
  /** Filters that are set, the search apart. */
  readonly active: number;
  /** On a phone the filters are behind a button. */
  readonly folds?: boolean;
  readonly onSearch: (search: string) => void;
  readonly onClear: () => void;
  /** `Choice`s. */
  readonly children: ReactNode;
}

/** Search and filters over a table; `/` leads to the search. */
export function FilterBar(props: FilterBarProps) {
  const { what, search, active, folds = false } = props;
  const [open, setOpen] = useState(false);
  return (
    <search
      className="flex flex-wrap items-center gap-2"
      aria-label={`${what[0]?.toUpperCase()}${what.slice(1)}`}
    >
      <SearchField
        label={`Search ${what}`}
        placeholder={`Search ${what}`}
        shortcut="/"
        field={props.searchField}
        value={search}
        onChange={props.onSearch}
        className="flex-1 basis-56 sm:max-w-sm"
      />
      {folds ? (
        <Button
          size="lg"
          className="sm:hidden"
          aria-expanded={open}
          icon={<ListFilter size={15} />}
          onClick={() => setOpen(!open)}
        >
          Filters{active > 0 ? ` · ${active}` : ''}
        </Button>
      ) : null}
      <div
        className={cn(
          'flex-wrap items-center gap-2 sm:flex',
          folds && 'max-sm:basis-full',
          open || !folds ? 'flex' : 'hidden',
        )}
      >
        {props.children}
        {active > 0 || search !== '' ? (
          <Button variant="ghost" icon={<X size={14} />} onClick={props.onClear}>
            Clear filters
          </Button>
        ) : null}
      </div>
    </search>
  );
}

export interface SearchFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** The key that leads here. */
  readonly shortcut?: string;
  readonly field?: RefObject<HTMLInputElement | null>;
  readonly className?: string;
}

/** Escape empties it, and leaves it where it is empty. */
export function SearchField(props: SearchFieldProps) {
  const { label, placeholder, value, shortcut, onChange } = props;
  return (
    <div className={cn('relative min-w-0', props.className)}>
      <Search
        size={15}
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-mute"
      />
      <input
        ref={props.field}
        type="search"
        aria-label={label}
        aria-keyshortcuts={shortcut}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value === '') event.currentTarget.blur();
        }}
        className={cn(controlLook, 'h-9 pl-8', shortcut && 'pr-8')}
      />
      {shortcut && value === '' ? (
        <span
          aria-hidden="true"
          className="pointer-events-none absolute top-1/2 right-2.5 hidden -translate-y-1/2 rounded border border-line bg-line-soft px-1.5 font-mono text-[11px] text-mute sm:block"
        >
          {shortcut}
        </span>
      ) : null}
    </div>
  );
}

export interface ChoiceProps {
  readonly label: string;
  /** What stands there while nothing is chosen. */
  readonly any: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly count?: number }[];
  readonly words?: (value: string) => string;
  readonly onChange: (value: string) => void;
}

/** A filter by one value. */
export function Choice({ label, any, value, options, words = (value) => value, onChange }: ChoiceProps) {
  // An address may name a value that no row has: a person must still see it, to clear it.
  const known = value === '' || options.some((option) => option.value === value);
  return (
    <ChoiceSelect label={label} value={value} onChange={onChange}>
      <option value="">{any}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {words(option.value)}
          {option.count === undefined ? '' : ` (${formatInteger(option.count)})`}
        </option>
      ))}
      {known ? null : <option value={value}>{words(value)} (0)</option>}
    </ChoiceSelect>
  );
}

/** A filter whose options are the caller's: marked while it filters. */
export function ChoiceSelect({
  label,
  value,
  onChange,
  children,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
}) {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={cn(
        'h-9 max-w-44 cursor-pointer truncate rounded-lg border px-2 text-base transition-colors hover:border-faint/60 sm:h-8 sm:text-ui',
        value === '' ? 'border-line bg-panel text-mute' : 'border-plan bg-plan-bg font-medium text-ink',
      )}
    >
      {children}
    </select>
  );
}
