'use client';

import { useRouter } from 'next/navigation';
import { type ComponentProps, createContext, type MouseEvent, useContext } from 'react';

/** False on a page that is a file of its own: the app's other pages are not in it, and links to them are left out. */
export const LeadsToPages = createContext(true);

export interface IntentLinkProps extends ComponentProps<'a'> {
  href: string;
  /** False: the page is fetched at the click only. */
  prefetch?: false;
}

/**
 * A link to a page of the app, which is fetched when a person is about to open it: pointer over it, focus on it, finger
 * down. Fetching all of them with the page would load scripts and style sheets of pages that most visits never open (48 kB
 * on the first page), and Chromium warns of the latter. Next's own link would do the same with `prefetch={false}`; with what it
 * can do besides it is 3 kB of every page's first script.
 */
export function IntentLink({ href, prefetch, onClick, ...rest }: IntentLinkProps) {
  const router = useRouter();
  const leads = useContext(LeadsToPages);
  if (!leads && href.startsWith('/')) return null;
  const fetchPage = prefetch === false ? undefined : () => router.prefetch(href);

  function open(event: MouseEvent<HTMLAnchorElement>) {
    onClick?.(event);
    if (event.defaultPrevented || isForBrowser(event)) return;
    event.preventDefault();
    router.push(href);
  }

  return (
    <a
      {...rest}
      href={href}
      onClick={open}
      onPointerEnter={fetchPage}
      onPointerDown={fetchPage}
      onFocus={fetchPage}
    />
  );
}

/** A tab or window of its own, a download, another site. */
function isForBrowser(event: MouseEvent<HTMLAnchorElement>): boolean {
  const { target, download, origin } = event.currentTarget;
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return true;
  return (target !== '' && target !== '_self') || download !== '' || origin !== window.location.origin;
}
