'use client';

import { api } from '#components/api/client.ts';
import { changeLibraryRows, reloadLibrary } from '#components/api/library-rows.ts';
import { showToast } from '#components/ui/toast.tsx';
import { formatCount } from '#lib/base/format.ts';
import type { LibraryRow } from '#lib/contract/library.ts';
import type { BulkAction } from '#lib/contract/library-requests.ts';

/** The most ids that the API accepts in one call. */
const MOST_IDS = 2000;

/**
 * Applies one action to many traces and shows it in the table; a toast reports what failed with its first reason.
 * Returns how many traces it changed. Throws ApiError where the server could not be reached or refused altogether.
 */
export async function runBulk(ids: readonly string[], action: BulkAction): Promise<number> {
  const failed: { id: string; reason: string }[] = [];
  let done = 0;
  for (let from = 0; from < ids.length; from += MOST_IDS) {
    const result = await api.bulk(ids.slice(from, from + MOST_IDS), action);
    failed.push(...result.failed);
    done += result.done;
  }
  const refused = new Set(failed.map(({ id }) => id));
  await showChange(new Set(ids.filter((id) => !refused.has(id))), action);
  const [first] = failed;
  if (first)
    showToast({
      tone: 'error',
      title: `${formatCount(failed.length, 'trace')} of ${ids.length} stayed as ${failed.length === 1 ? 'it was' : 'they were'}`,
      detail: first.reason,
    });
  return done;
}

async function showChange(ids: ReadonlySet<string>, action: BulkAction): Promise<void> {
  switch (action.action) {
    case 'delete':
      changeLibraryRows(ids, () => null);
      break;
    case 'tag':
      changeLibraryRows(ids, (row) => ({ ...row, tags: [...new Set([...row.tags, ...action.tags])] }));
      break;
    case 'untag':
      changeLibraryRows(ids, (row) => ({
        ...row,
        tags: row.tags.filter((tag) => !action.tags.includes(tag)),
      }));
      break;
    case 'unpair':
      changeLibraryRows(ids, (row) => ({ ...row, pairId: null }));
      break;
    case 'pair':
      // The server makes the pairId.
      await reloadLibrary();
      break;
  }
}

/** Downloads the traces in one format as a zip. Throws ApiError. */
export async function exportZip(rows: readonly LibraryRow[], format: string): Promise<void> {
  const blob = await api.exportSessions(
    rows.map(({ id }) => id),
    format,
  );
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = `sprintscope-${rows.length}-${format}.zip`;
  document.body.append(link);
  link.click();
  link.remove();
  // In every browser the download has begun by the next turn of the loop; revoking the URL at once cancels it in some.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
