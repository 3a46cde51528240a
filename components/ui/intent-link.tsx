'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import type { ComponentProps } from 'react';

/**
 * A link whose page is fetched when a person is about to open it: pointer over it, focus on it, finger down. Fetching
 * all of them with the page would load scripts and style sheets of pages that most visits never open (48 kB on the first
 * page), and Chromium warns of the latter. With `prefetch={false}` it is fetched at the click only.
 */
export function IntentLink({
  href,
  prefetch,
  ...rest
}: Omit<ComponentProps<typeof Link>, 'href'> & { href: string }) {
  const router = useRouter();
  const fetchPage = prefetch === false ? undefined : () => router.prefetch(href);
  return (
    <Link
      {...rest}
      href={href}
      prefetch={false}
      onPointerEnter={fetchPage}
      onPointerDown={fetchPage}
      onFocus={fetchPage}
    />
  );
}
