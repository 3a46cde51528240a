'use client';

import type { RefObject } from 'react';
import { reasonName } from '#components/curation/batch/words.ts';
import { Choice, FilterBar } from '#components/ui/table/filter-bar.tsx';
import type { CurationBatch } from '#lib/contract/curation-batch.ts';
import { noFilters, type RecordFilters } from './record-filters.ts';

export interface RecordFilterBarProps {
  readonly batch: CurationBatch;
  readonly filters: RecordFilters;
  readonly searchField: RefObject<HTMLInputElement | null>;
  readonly onChange: (change: Partial<RecordFilters>) => void;
}

const statuses = ['kept', 'rejected', 'failed', 'waiting', 'running'] as const;

const reviews: Readonly<Record<string, string>> = {
  sampled: 'in the sample',
  none: 'not reviewed yet',
  accept: 'accepted',
  reject: 'rejected by review',
  fix: 'to fix',
};

/** Search and filters over the records; offers only statuses that some record has. */
export function RecordFilterBar({ batch, filters, searchField, onChange }: RecordFilterBarProps) {
  const { counts, reasons, review } = batch;
  const reviewCounts = { ...review, none: review.sampled - review.reviewed };
  return (
    <FilterBar
      what="records"
      search={filters.search}
      searchField={searchField}
      active={Object.entries(filters).filter(([name, value]) => name !== 'search' && value !== '').length}
      onSearch={(search) => onChange({ search })}
      onClear={() => onChange(noFilters)}
    >
      <Choice
        label="Status"
        any="Any status"
        value={filters.status}
        options={statuses.map((value) => ({ value, count: counts[value] })).filter(({ count }) => count > 0)}
        onChange={(status) => onChange({ status })}
      />
      {reasons.length > 0 || filters.reason !== '' ? (
        <Choice
          label="Reason"
          any="Any reason"
          value={filters.reason}
          options={reasons.map(({ code, count }) => ({ value: code, count }))}
          words={reasonName}
          onChange={(reason) => onChange({ reason })}
        />
      ) : null}
      {review.sampled > 0 || filters.review !== '' ? (
        <Choice
          label="Review"
          any="Reviewed or not"
          value={filters.review}
          options={(['sampled', 'none', 'accept', 'reject', 'fix'] as const).map((value) => ({
            value,
            count: reviewCounts[value],
          }))}
          words={(value) => reviews[value] ?? value}
          onChange={(value) => onChange({ review: value })}
        />
      ) : null}
    </FilterBar>
  );
}
