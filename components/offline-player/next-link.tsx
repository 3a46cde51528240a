import type { AnchorHTMLAttributes } from 'react';

/**
 * Replaces `next/link` in the player page. The file does not contain the app's other pages: a link to them would lead
 * into the reader's own disk, so we leave it out.
 */
export default function Link({ href, children, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement>) {
  if (!href || href.startsWith('/')) return null;
  return (
    <a href={href} {...rest}>
      {children}
    </a>
  );
}
