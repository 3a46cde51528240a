'use client';

import { useSearchParams } from 'next/navigation';
import { SessionProvider, useSession } from '#components/playback/session-context.tsx';
import type { SessionSource } from '#components/playback/session-types.ts';
import { Workspace } from '#components/trace/workspace.tsx';
import { AppHeader } from '#components/ui/app-header.tsx';
import { DeletedPage, LoadingPage, NotFoundPage, UnreadablePage } from './page-states.tsx';
import { SessionHeader } from './session-header.tsx';

/** The session page: the same for a live run, a recorded session and an example. */
export function SessionView({ source }: { source: SessionSource }) {
  // Within the app a page is rendered while `location` is still that of the page before it.
  const search = useSearchParams().toString();
  return (
    <SessionProvider source={source} search={search}>
      <Page />
    </SessionProvider>
  );
}

function Page() {
  const connection = useSession((session) => session.connection);
  const empty = useSession((session) => session.length === 0);
  const example = useSession((session) => session.source.kind === 'example');
  if (connection.kind === 'deleted') return <DeletedPage />;
  if (connection.kind === 'not-found') return <NotFoundPage example={example} />;
  if (connection.kind === 'unreadable' && empty) {
    return <UnreadablePage title={connection.title} message={connection.message} />;
  }
  if (empty) {
    return (
      <>
        <AppHeader title={<span className="text-mute">Loading…</span>} />
        <main id="main" className="flex flex-1 flex-col">
          <LoadingPage />
        </main>
      </>
    );
  }
  return <Workspace header={<SessionHeader />} />;
}
