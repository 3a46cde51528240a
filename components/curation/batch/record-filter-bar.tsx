'use client';

import { Search, X } from 'lucide-react';
import type { RefObject } from 'react';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { controlLook } from '#components/ui/field.tsx';
import { ChoiceSelect } from '#components/ui/table/choice-select.tsx';
import { formatInteger } from '#lib/base/format.ts';
import type { CurationBatch } from '#lib/contract/curation-batch.ts';
import { noFilters, type RecordFilters } from './record-filters.ts';
import { reasonName } from './words.ts';

export interface RecordFilterBarProps {
  readonly batch: CurationBatch;
  readonly filters: RecordFilters;
  readonly searchField: RefObject<HTMLInputElement | null>;
  readonly onChange: (change: Partial<RecordFilters>) => void;
}

/** Search and filters over the records; a status that no record has is not offered. */
export function RecordFilterBar({ batch, filters, searchField, onChange }: RecordFilterBarProps) {
  const { counts, reasons, review } = batch;
  const statuses = [
    ['kept', 'kept', counts.kept],
    ['rejected', 'rejected', counts.rejected],
    ['failed', 'failed', counts.failed],
    ['waiting', 'waiting', counts.waiting],
    ['running', 'running', counts.running],
  ] as const;
  const known = filters.reason === '' || reasons.some(({ code }) => code === filters.reason);
  const anySet = Object.values(filters).some((value) => value !== '');
  return (
    <search aria-label="Records" className="flex flex-wrap items-center gap-2">
      <div className="relative min-w-0 flex-1 basis-56 sm:max-w-sm">
        <Search
          size={15}
          aria-hidden="true"
          className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-mute"
        />
        <input
          ref={searchField}
          type="search"
          aria-label="Search records"
          aria-keyshortcuts="/"
          placeholder="Search records"
          value={filters.search}
          onChange={(event) => onChange({ search: event.target.value })}
          className={cn(controlLook, 'h-9 pl-8')}
        />
      </div>
      <ChoiceSelect label="Status" value={filters.status} onChange={(status) => onChange({ status })}>
        <option value="">Any status</option>
        {statuses.map(([value, label, count]) =>
          count > 0 || filters.status === value ? (
            <option key={value} value={value}>
              {label} ({formatInteger(count)})
            </option>
          ) : null,
        )}
      </ChoiceSelect>
      {reasons.length > 0 || filters.reason !== '' ? (
        <ChoiceSelect label="Reason" value={filters.reason} onChange={(reason) => onChange({ reason })}>
          <option value="">Any reason</option>
          {reasons.map(({ code, count }) => (
            <option key={code} value={code}>
              {reasonName(code)} ({formatInteger(count)})
            </option>
          ))}
          {known ? null : <option value={filters.reason}>{reasonName(filters.reason)} (0)</option>}
        </ChoiceSelect>
      ) : null}
      {review.sampled > 0 || filters.review !== '' ? (
        <ChoiceSelect label="Review" value={filters.review} onChange={(value) => onChange({ review: value })}>
          <option value="">Reviewed or not</option>
          <option value="sampled">in the sample ({formatInteger(review.sampled)})</option>
          <option value="none">not reviewed yet ({formatInteger(review.sampled - review.reviewed)})</option>
          <option value="accept">accepted ({formatInteger(review.accept)})</option>
          <option value="reject">rejected by review ({formatInteger(review.reject)})</option>
          <option value="fix">to fix ({formatInteger(review.fix)})</option>
        </ChoiceSelect>
      ) : null}
      {anySet ? (
        <Button variant="ghost" icon={<X size={14} />} onClick={() => onChange(noFilters)}>
          Clear filters
        </Button>
      ) : null}
    </search>
  );
}
