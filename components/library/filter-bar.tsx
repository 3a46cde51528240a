'use client';

import { ListFilter, Search, X } from 'lucide-react';
import { type RefObject, useState } from 'react';
import { statusName, strategyName } from '#components/api/session-words.ts';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { controlLook } from '#components/ui/field.tsx';
import { ChoiceSelect } from '#components/ui/table/choice-select.tsx';
import { formatInteger } from '#lib/base/format.ts';
import type { FilterOption, FilterOptions, FindingOption } from './filter-options.ts';
import {
  type AnswerFilter,
  answerFilters,
  anyFilter,
  type LibraryFilters,
  noFilters,
} from './filter-rows.ts';
import { codeName, kindNames, originName } from './words.ts';

export interface FilterBarProps {
  readonly filters: LibraryFilters;
  readonly options: FilterOptions;
  readonly searchField: RefObject<HTMLInputElement | null>;
  readonly onChange: (change: Partial<LibraryFilters>) => void;
}

/** Search and filters; what can only be one thing is not offered, unless it is filtered by. */
export function FilterBar({ filters, options, searchField, onChange }: FilterBarProps) {
  const [open, setOpen] = useState(false);
  const active = Object.entries(filters).filter(([name, value]) => name !== 'search' && value !== '').length;
  return (
    <search className="flex flex-wrap items-center gap-2" aria-label="Traces">
      <div className="relative min-w-0 flex-1 basis-56 sm:max-w-sm">
        <Search
          size={15}
          aria-hidden="true"
          className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-mute"
        />
        <input
          ref={searchField}
          type="search"
          aria-label="Search traces"
          aria-keyshortcuts="/"
          placeholder="Search traces"
          value={filters.search}
          onChange={(event) => onChange({ search: event.target.value })}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && filters.search === '') event.currentTarget.blur();
          }}
          className={cn(controlLook, 'h-9 pr-8 pl-8')}
        />
        <span
          aria-hidden="true"
          className={cn(
            'pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 rounded border border-line bg-line-soft px-1.5 font-mono text-[11px] text-mute',
            filters.search === '' ? 'hidden sm:block' : 'hidden',
          )}
        >
          /
        </span>
      </div>
      <Button
        size="lg"
        className="sm:hidden"
        aria-expanded={open}
        icon={<ListFilter size={15} />}
        onClick={() => setOpen(!open)}
      >
        Filters{active > 0 ? ` · ${active}` : ''}
      </Button>
      <div className={cn('flex-wrap items-center gap-2 max-sm:basis-full sm:flex', open ? 'flex' : 'hidden')}>
        <Choices filters={filters} options={options} onChange={onChange} />
        {anyFilter(filters) ? (
          <Button variant="ghost" icon={<X size={14} />} onClick={() => onChange(noFilters)}>
            Clear filters
          </Button>
        ) : null}
      </div>
    </search>
  );
}

function Choices({ filters, options, onChange }: Omit<FilterBarProps, 'searchField'>) {
  const choice = (
    name: keyof LibraryFilters,
    label: string,
    any: string,
    values: readonly FilterOption[],
    words: (value: string) => string = (value) => value,
  ) =>
    values.length > 1 || filters[name] !== '' ? (
      <Choice
        label={label}
        any={any}
        value={filters[name]}
        options={values}
        words={words}
        onChange={(value) => onChange({ [name]: value })}
      />
    ) : null;
  return (
    <>
      {choice('strategy', 'Strategy', 'Any strategy', options.strategies, strategyName)}
      {choice('model', 'Model', 'Any model', options.models)}
      {choice('status', 'Status', 'Any status', options.statuses, statusName)}
      <FindingChoice
        value={filters.finding}
        options={options.findings}
        onChange={(finding) => onChange({ finding })}
      />
      {options.tags.length > 0 || filters.tag !== '' ? (
        <Choice
          label="Tag"
          any="Any tag"
          value={filters.tag}
          options={options.tags}
          words={(value) => value}
          onChange={(tag) => onChange({ tag })}
        />
      ) : null}
      <Choice
        label="Pairs"
        any="Paired or not"
        value={filters.paired}
        options={[{ value: 'yes' }, { value: 'no' }]}
        words={(value) => (value === 'yes' ? 'Paired' : 'Not paired')}
        onChange={(value) => onChange({ paired: value === 'yes' || value === 'no' ? value : '' })}
      />
      {options.anyExpected || filters.answer !== '' ? (
        <Choice
          label="Answer"
          any="Any answer"
          value={filters.answer}
          options={options.answers}
          words={(value) => answers[value as AnswerFilter] ?? value}
          onChange={(value) => onChange({ answer: answerFilters.find((known) => known === value) ?? '' })}
        />
      ) : null}
      {choice('origin', 'Origin', 'Any origin', options.origins, originName)}
      {choice('tokenizer', 'Tokenizer', 'Any tokenizer', options.tokenizers)}
    </>
  );
}

const answers: Readonly<Record<AnswerFilter, string>> = {
  right: 'Right answer',
  wrong: 'Wrong answer',
  undecided: 'Undecided',
  'no-key': 'Right answer not known',
  missing: 'No answer',
};

interface ChoiceProps {
  label: string;
  any: string;
  value: string;
  options: readonly { value: string; count?: number }[];
  words: (value: string) => string;
  onChange: (value: string) => void;
}

function Choice({ label, any, value, options, words, onChange }: ChoiceProps) {
  // An address may name what no row has: it must still be seen, to be undone.
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

const kinds = ['fault', 'leak', 'note'] as const;

function FindingChoice({
  value,
  options,
  onChange,
}: {
  value: string;
  options: readonly FindingOption[];
  onChange: (value: string) => void;
}) {
  const known = ['', 'none', ...kinds, ...options.map((option) => option.value)].includes(value);
  return (
    <ChoiceSelect label="Doctor’s findings" value={value} onChange={onChange}>
      <option value="">Any findings</option>
      <option value="none">No fault, no leak</option>
      {kinds.map((kind) => {
        const codes = options.filter((option) => option.kind === kind);
        if (codes.length === 0) return null;
        return (
          <optgroup
            key={kind}
            label={`${kindNames[kind].many[0]?.toUpperCase()}${kindNames[kind].many.slice(1)}`}
          >
            <option value={kind}>Any {kindNames[kind].one}</option>
            {codes.map((option) => (
              <option key={option.value} value={option.value}>
                {codeName(option.value)} ({formatInteger(option.count)})
              </option>
            ))}
          </optgroup>
        );
      })}
      {known ? null : <option value={value}>{codeName(value)} (0)</option>}
    </ChoiceSelect>
  );
}
