'use client';

import { ExternalLink } from 'lucide-react';
import type { MouseEvent } from 'react';
import { pagePath } from '#components/actions/export/embed-snippet.ts';
import { SessionMark } from '#components/answers/session-mark.tsx';
import { linkOf, writeLink } from '#components/playback/link-state.ts';
import type { Connection, SessionSource } from '#components/playback/playback-types.ts';
import { SessionProvider, useSession, useSessionHandle } from '#components/playback/session-context.tsx';
import { Workspace } from '#components/trace/workspace.tsx';
import { LogoMark } from '#components/ui/logo.tsx';
import { plainHead } from '#lib/graph/plain-math.ts';
import './embed.css';

/**
 * The session page in a frame of another page: the same view without the app around it, and without anything that
 * changes data.
 */
export function EmbedPage({ source }: { source: SessionSource }) {
  return (
    <SessionProvider source={source} readOnly>
      <div className="session-embed flex h-dvh min-h-0 flex-col" onClickCapture={openOutside}>
        <Embedded source={source} />
      </div>
    </SessionProvider>
  );
}

/** Links into the app leave the frame: no other page of the app may be framed, and the reader keeps their place. */
function openOutside(event: MouseEvent): void {
  const link = (event.target as Element).closest<HTMLAnchorElement>('a[href]');
  if (link?.target !== '') return;
  event.preventDefault();
  event.stopPropagation();
  window.open(link.href, '_blank', 'noopener');
}

function Embedded({ source }: { source: SessionSource }) {
  const connection = useSession((session) => session.connection);
  const empty = useSession((session) => session.length === 0);
  const problem = problemWords(connection, empty);
  const header = <EmbedHeader source={source} />;
  if (problem === null && !empty) return <Workspace header={header} />;
  return (
    <>
      {header}
      <main id="main" className="flex flex-1 items-center justify-center p-6 text-center text-mute text-ui">
        <p role="status">{problem ?? 'Loading…'}</p>
      </main>
    </>
  );
}

function problemWords(connection: Connection, empty: boolean): string | null {
  switch (connection.kind) {
    case 'not-found':
      return 'There is no such session here.';
    case 'deleted':
      return 'This session was deleted.';
    case 'unreadable':
      return empty ? `${connection.title}. ${connection.message}` : null;
    case 'loading':
    case 'live':
    case 'lost':
    case 'complete':
      return null;
  }
}

/** The session's title, and a link to the whole app at the same moment. */
function EmbedHeader({ source }: { source: SessionSource }) {
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
        // The moment changes sixty times a second: we put it into the address when a person follows the link.
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
