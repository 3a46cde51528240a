'use client';

import { History } from 'lucide-react';
import { useState } from 'react';
import { api } from '#components/api/client.ts';
import { ProblemNote } from '#components/api/problem-note.tsx';
import { reportFailure } from '#components/api/report-failure.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { dialogOnDemand, onDemand, useFetchAhead } from '#components/ui/on-demand.tsx';
import { useNow } from '#components/ui/use-now.ts';
import type { SessionSummary } from '#lib/contract/session.ts';
import { plainHead } from '#lib/graph/plain-math.ts';
import { LibraryLink } from './library-link.tsx';
import { SessionRow } from './session-row.tsx';
import { replaceRecent, useRecentSessions } from './use-recent-sessions.ts';

const RenameDialog = onDemand(() => import('./rename-dialog.tsx').then((module) => module.RenameDialog), {
  wanted: ({ session }) => session !== null,
  onGiveUp: ({ onClose }) => onClose(),
});
const ConfirmDialog = dialogOnDemand(() =>
  import('#components/ui/dialog.tsx').then((module) => module.ConfirmDialog),
);
const dialogs = [RenameDialog, ConfirmDialog] as const;

type Asked = { what: 'rename' | 'delete'; session: SessionSummary } | null;

/** The latest sessions on this server; running ones pulse. */
export function RecentSessions() {
  const recent = useRecentSessions();
  useFetchAhead(dialogs);
  const [asked, setAsked] = useState<Asked>(null);
  const [busy, setBusy] = useState(false);
  const now = useNow();

  async function remove(session: SessionSummary) {
    setBusy(true);
    try {
      await api.deleteSession(session.id);
      replaceRecent(session.id, null);
      setAsked(null);
    } catch (error) {
      reportFailure(error);
    } finally {
      setBusy(false);
    }
  }

  async function rename(session: SessionSummary, title: string | null) {
    setBusy(true);
    try {
      await api.updateSession(session.id, { title });
      replaceRecent(session.id, { ...session, title });
      setAsked(null);
    } catch (error) {
      reportFailure(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <section aria-labelledby="recent-heading">
      <div className="mb-3 flex items-baseline justify-between gap-3">
        <h2 id="recent-heading" className="font-semibold text-[15px] tracking-[-0.01em]">
          Recent sessions
        </h2>
        <LibraryLink count={recent.sessions?.length ?? 0} />
      </div>
      {recent.error ? (
        <ProblemNote
          error={recent.error}
          className="mb-3"
          actions={
            <Button size="sm" onClick={recent.reload}>
              Try again
            </Button>
          }
        />
      ) : null}
      {recent.sessions === null && !recent.error ? <Skeleton /> : null}
      {recent.sessions?.length === 0 ? (
        <EmptyState icon={<History size={20} />} title="Nothing has run here yet" className="py-7">
          Take a puzzle above and press Run: it appears here, and stays after a restart.
        </EmptyState>
      ) : null}
      {recent.sessions && recent.sessions.length > 0 ? (
        <ul className="divide-y divide-line-soft overflow-hidden rounded-xl border border-line bg-panel">
          {recent.sessions.map((session) => (
            <SessionRow
              key={session.id}
              session={session}
              now={now}
              onRename={() => setAsked({ what: 'rename', session })}
              onDelete={() => setAsked({ what: 'delete', session })}
            />
          ))}
        </ul>
      ) : null}
      {recent.hasMore ? (
        <Button variant="ghost" className="mt-2 w-full" busy={recent.loadingMore} onClick={recent.loadMore}>
          Show more
        </Button>
      ) : null}

      <RenameDialog
        session={asked?.what === 'rename' ? asked.session : null}
        busy={busy}
        onClose={() => setAsked(null)}
        onRename={rename}
      />
      <ConfirmDialog
        open={asked?.what === 'delete'}
        onClose={() => setAsked(null)}
        onConfirm={() => asked && remove(asked.session)}
        busy={busy}
        title="Delete this session?"
        description={
          <>
            “{plainHead(asked?.session.title ?? asked?.session.question ?? '', 300)}” and its whole log are
            removed for good.
            {asked?.session.status === 'running' ? ' It still runs and is cancelled first.' : ''}
          </>
        }
        confirmLabel="Delete"
      />
    </section>
  );
}

function Skeleton() {
  return (
    <div className="divide-y divide-line-soft rounded-xl border border-line bg-panel" aria-hidden="true">
      {[72, 58, 64].map((width) => (
        <div key={width} className="flex h-[5.375rem] flex-col justify-center gap-2.5 px-4">
          <div className="h-3 rounded bg-line-soft" style={{ width: `${width}%` }} />
          <div className="h-2.5 w-2/5 rounded bg-line-soft" />
        </div>
      ))}
    </div>
  );
}
