'use client';

import { useSearchParams } from 'next/navigation';
import type { SessionSource } from '#components/playback/playback-types.ts';
import { SessionProvider, useSession } from '#components/playback/session-context.tsx';
import { useNoticesFirst } from '#components/trace/notices-first.ts';
import { Workspace } from '#components/trace/workspace.tsx';
import { AppHeader } from '#components/ui/app-header.tsx';
import { onDemand, useFetchAhead } from '#components/ui/on-demand.tsx';
import { SessionHeader } from './session-header.tsx';

/** Most visits never see it; one that does sees the page's shape until it is here. */
const EndPage = onDemand(() => import('./end-page.tsx').then((module) => module.EndPage), {
  fallback: () => <Loading />,
});
const ahead = [EndPage] as const;

/** The session page: the same for a live run, a recorded session and an example. */
export function SessionView({ source }: { source: SessionSource }) {
  // Within the app a page renders while `location` is still that of the previous page.
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
  const waits = useNoticesFirst(empty);
  useFetchAhead(ahead);
  const { kind } = connection;
  if (kind === 'deleted' || kind === 'not-found' || (kind === 'unreadable' && empty))
    return <EndPage connection={connection} example={example} />;
  if (empty || waits) return <Loading />;
  return <Workspace header={<SessionHeader />} />;
}

function Loading() {
  return (
    <>
      <AppHeader title={<span className="text-mute">Loading…</span>} />
      <main id="main" className="flex flex-1 flex-col">
        <LoadingPage />
      </main>
    </>
  );
}

const skeleton = [
  { column: 0, rows: [0] },
  { column: 1, rows: [0, 1, 2] },
  { column: 2, rows: [0] },
  { column: 3, rows: [0, 1] },
] as const;

/** The page's shape before its log has arrived: nothing jumps when it arrives. */
function LoadingPage() {
  return (
    <div className="relative min-h-0 flex-1" role="status" aria-label="Loading the session">
      <div className="absolute inset-0 flex items-center overflow-hidden pl-10">
        {skeleton.map(({ column, rows }) => (
          <div key={column} className="flex shrink-0 items-center">
            <div className="flex flex-col gap-4">
              {rows.map((row) => (
                <div
                  key={`${column} ${row}`}
                  className="h-24 w-48 animate-breathe rounded-[10px] border border-line border-dashed bg-panel"
                  style={{ animationDelay: `${column * 140 + row * 60}ms` }}
                />
              ))}
            </div>
            <div className="h-px w-10 bg-line" />
          </div>
        ))}
      </div>
    </div>
  );
}
