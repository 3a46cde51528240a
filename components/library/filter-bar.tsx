'use client';

import type { RefObject } from 'react';
import { statusName, strategyName } from '#components/api/session-words.ts';
import { Choice, ChoiceSelect, FilterBar } from '#components/ui/table/filter-bar.tsx';
import { formatInteger } from '#lib/base/format.ts';
import type { FilterOption, FilterOptions, FindingOption } from './filter-options.ts';
import { type AnswerFilter, answerFilters, type LibraryFilters, noFilters } from './filter-rows.ts';
import { codeName, kindNames, originName } from './words.ts';

export interface LibraryFilterBarProps {
  readonly filters: LibraryFilters;
  readonly options: FilterOptions;
  readonly searchField: RefObject<HTMLInputElement | null>;
  readonly onChange: (change: Partial<LibraryFilters>) => void;
}

/** Search and filters; leaves out a filter with only one possible value, unless it is in use. */
export function LibraryFilterBar({ filters, options, searchField, onChange }: LibraryFilterBarProps) {
  return (
    <FilterBar
      what="traces"
      search={filters.search}
      searchField={searchField}
      active={Object.entries(filters).filter(([name, value]) => name !== 'search' && value !== '').length}
      folds
      onSearch={(search) => onChange({ search })}
      onClear={() => onChange(noFilters)}
    >
      <Choices filters={filters} options={options} onChange={onChange} />
    </FilterBar>
  );
}

function Choices({ filters, options, onChange }: Omit<LibraryFilterBarProps, 'searchField'>) {
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
