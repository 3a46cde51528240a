'use client';

import { ExternalLink } from 'lucide-react';
import { pagePath } from '#components/actions/export/embed-snippet.ts';
import { SessionMark } from '#components/answers/session-mark.tsx';
import { linkOf, writeLink } from '#components/playback/link-state.ts';
import type { SessionSource } from '#components/playback/playback-types.ts';
import { useSession, useSessionHandle } from '#components/playback/session-context.tsx';
import { LogoMark } from '#components/ui/logo.tsx';
import { plainHead } from '#lib/graph/plain-math.ts';

/** What is shown, and the way to the whole app at the same moment. */
export function EmbedHeader({ source }: { source: SessionSource }) {
  const { store } = useSessionHandle();
  const title = useSession((session) =>
    plainHead(session.about.title ?? session.latest.session?.question ?? '', 160),
  );
  return (
    <header className="flex h-9 shrink-0 items-center gap-2 border-line border-b bg-panel pr-1 pl-2.5">
      <LogoMark />
      <h1 className="min-w-0 flex-1 truncate font-medium text-[12.5px]">{title}</h1>
      <SessionMark />
      <a
        href={pagePath(source)}
        target="_blank"
        rel="noopener"
        // The moment shown changes sixty times a second: it is put into the address when somebody goes there.
        onClick={(event) => {
          event.currentTarget.href = `${pagePath(source)}${writeLink(linkOf(store.getState()))}`;
        }}
        className="inline-flex h-7 shrink-0 items-center gap-1.5 rounded-lg px-2 text-mute text-xs hover:bg-line-soft hover:text-ink"
      >
        Open in Sprintscope
        <ExternalLink size={13} aria-hidden="true" />
      </a>
    </header>
  );
}
