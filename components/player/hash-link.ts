import type { LinkPort } from '#components/playback/link-sync.ts';

/** A page opened from a disk keeps its state after the `#`: a query would make some systems look for another file. */
export const hashLink: LinkPort = {
  read: () => `?${window.location.hash.slice(1)}`.replace(/^\?$/, ''),
  write(search) {
    try {
      window.history.replaceState(null, '', `#${search.slice(1)}`);
    } catch {
      // Some browsers refuse it to a file: the page works without.
    }
  },
  href: (search) => `${window.location.href.replace(/#.*$/, '')}#${search.slice(1)}`,
};
