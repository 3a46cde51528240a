'use client';

import './embed.css';
import type { MouseEvent } from 'react';
import type { Connection, SessionSource } from '#components/playback/playback-types.ts';
import { SessionProvider, useSession } from '#components/playback/session-context.tsx';
import { Workspace } from '#components/trace/workspace.tsx';
import { EmbedHeader } from './embed-header.tsx';

/** The session page in a frame of another page: the same view without the app around it, and nothing that changes anything. */
export function EmbedPage({ source }: { source: SessionSource }) {
  return (
    <SessionProvider source={source} readOnly>
      <div className="session-embed flex h-dvh min-h-0 flex-col" onClickCapture={openOutside}>
        <Embedded source={source} />
      </div>
    </SessionProvider>
  );
}

/** Links into the app leave the frame: no other page of it may be framed, and the reader's place is kept. */
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
