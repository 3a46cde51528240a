'use client';

import { Link2 } from 'lucide-react';
import { copyLink } from '#components/playback/copy-link.ts';
import { useHref, useSession } from '#components/playback/session-context.tsx';
import { Button } from '#components/ui/button.tsx';

/** Copies an address that shows exactly this view. */
export function useShare(): () => void {
  const href = useHref();
  return () => void copyLink(href(), 'It opens at this moment, with this selection, layout and view.');
}

export function ShareButton() {
  const share = useShare();
  const empty = useSession((session) => session.length === 0);
  const embedded = useSession((session) => session.source.kind === 'embedded');
  // A page without a server has no address that another machine could open.
  if (embedded) return null;
  return (
    <Button
      disabled={empty}
      aria-label="Share"
      title="Copy a link to this moment, selection and layout"
      icon={<Link2 size={14} aria-hidden="true" />}
      onClick={share}
    >
      <span className="hidden md:inline">Share</span>
    </Button>
  );
}
