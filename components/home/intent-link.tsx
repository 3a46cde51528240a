'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import type { ComponentProps } from 'react';

/**
 * A link whose page is fetched when a person is about to open it: pointer over it, focus on it, finger down. Fetching
 * all of them with the page would load the session page's style sheets for nothing, and Chromium warns of that.
 */
export function IntentLink({ href, ...rest }: Omit<ComponentProps<typeof Link>, 'href'> & { href: string }) {
  const router = useRouter();
  const fetchPage = () => router.prefetch(href);
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
