'use client';

import { api } from '#components/api/client.ts';
import { queryKeys } from '#components/api/query-keys.ts';
import { keepPrevious, useServerData } from '#components/api/server-data.ts';
import { IntentLink } from '#components/ui/intent-link.tsx';
import { formatInteger } from '#lib/base/format.ts';

/** A link to the library: "All 84 traces". Counts again when `count`, the number of rows in view, changes. */
export function LibraryLink({ count }: { count: number }) {
  // The link works without its number; the list beside it reports what is wrong with the server.
  const { data: total = null } = useServerData({
    queryKey: queryKeys.sessionTotal(count),
    queryFn: async ({ signal }) => (await api.listLibrary({ limit: 1 }, signal)).total,
    placeholderData: keepPrevious,
  });
  return (
    <IntentLink
      href="/library"
      className="rounded-sm text-mute text-xs underline decoration-line underline-offset-3 hover:text-ink"
    >
      {total === null || total === 0
        ? 'Library'
        : total === 1
          ? 'In the library'
          : `All ${formatInteger(total)} traces`}
    </IntentLink>
  );
}
