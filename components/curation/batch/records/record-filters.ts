import type { RecordListQuery } from '#lib/contract/curation-requests.ts';

/** The filters of the table of records; an empty one matches anything. */
export interface RecordFilters {
  readonly search: string;
  readonly status: string;
  readonly reason: string;
  readonly review: string;
}

export const noFilters: RecordFilters = { search: '', status: '', reason: '', review: '' };

const names = ['search', 'status', 'reason', 'review'] as const;
/** Longer than anyone searches for; addresses come from outside. */
const LONGEST = 300;

const statuses = ['waiting', 'running', 'kept', 'rejected', 'failed'] as const;
/** `sampled`: drawn for review, with or without a verdict. */
const reviews = ['accept', 'reject', 'fix', 'none', 'sampled'] as const;

/** Reads an address; treats unknown values as absent. */
export function readFilters(search: string): RecordFilters {
  const params = new URLSearchParams(search);
  const text = (name: string) => (params.get(name) ?? '').slice(0, LONGEST);
  return {
    search: text('search'),
    status: statuses.find((status) => status === text('status')) ?? '',
    reason: text('reason'),
    review: reviews.find((review) => review === text('review')) ?? '',
  };
}

/** The filters as an address; `''` for none. */
export function writeFilters(filters: RecordFilters): string {
  const params = new URLSearchParams();
  for (const name of names) if (filters[name] !== '') params.set(name, filters[name]);
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

/** The query that we send to the API for these filters. */
export function queryOf(filters: RecordFilters): RecordListQuery {
  const { search, reason } = filters;
  const status = statuses.find((one) => one === filters.status);
  const review = (['accept', 'reject', 'fix', 'none'] as const).find((one) => one === filters.review);
  return {
    ...(search.trim() !== '' && { search: search.trim() }),
    ...(status && { status }),
    ...(reason !== '' && { reason }),
    ...(review && { review }),
    ...((filters.review === 'sampled' || filters.review === 'none') && { sampled: true }),
  };
}
