import { beforeAct } from '#components/ui/write-soon.ts';
import type { LinkPort } from './link-sync.ts';

/** The query of the page's own address. Next keeps its router in step with `history.replaceState`. */
export const browserLink: LinkPort = {
  // The server has no address; nothing that depends on it is rendered before the log has arrived.
  read: () => (typeof window === 'undefined' ? '' : window.location.search),
  write(search) {
    const { pathname, hash } = window.location;
    window.history.replaceState(null, '', `${pathname}${search}${hash}`);
  },
  beforeAct,
  href: (search) => `${window.location.origin}${window.location.pathname}${search}`,
};
