'use client';

import { useEffect, useState } from 'react';
import { api } from '#components/api/client.ts';
import { IntentLink } from '#components/ui/intent-link.tsx';
import { formatInteger } from '#lib/base/format.ts';

/** Where the rest is: "All 84 traces". Counted anew when `count`, the number of rows in view, changes. */
export function LibraryLink({ count }: { count: number }) {
  const [total, setTotal] = useState<number | null>(null);
  useEffect(() => {
    void count;
    const controller = new AbortController();
    api
      .listLibrary({ limit: 1 }, controller.signal)
      .then((page) => setTotal(page.total))
      // The link is there without its number; what is wrong with the server the list beside it says.
      .catch(() => {});
    return () => controller.abort();
  }, [count]);
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
