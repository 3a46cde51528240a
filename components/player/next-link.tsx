import type { AnchorHTMLAttributes } from 'react';

/**
 * Stands in for `next/link` in the player page. The app's other pages are not in the file: a link to them would lead
 * into the reader's own disk, so it is left out.
 */
export default function Link({ href, children, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement>) {
  if (!href || href.startsWith('/')) return null;
  return (
    <a href={href} {...rest}>
      {children}
    </a>
  );
}
