'use client';

import { CircleSlash, Ellipsis, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { api } from '#components/api/client.ts';
import { reportFailure } from '#components/api/report-failure.ts';
import { CompareButton } from '#components/compare/compare-button.tsx';
import { SessionDoctorBadge } from '#components/doctor/session-doctor.tsx';
import { ExportMenu } from '#components/export/export-menu.tsx';
import { AppHeader } from '#components/ui/app-header.tsx';
import { Button, IconButton } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/dialog.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { Pill } from '#components/ui/pill.tsx';
import { showToast } from '#components/ui/toast.tsx';
import { useSession } from './session-context.tsx';
import { SessionTitle } from './session-title.tsx';
import { ShareButton } from './share-button.tsx';
import { StatusPill } from './status-pill.tsx';

/** Title, what the session is doing, which model, and what can be done with it. */
export function SessionHeader() {
  const source = useSession((session) => session.source);
  const model = useSession((session) => modelWords(session.latest.session));
  const running = useSession((session) => session.latest.status === 'running');
  const start = useSession((session) => session.latest.session);
  return (
    <AppHeader title={<SessionTitle />}>
      <span className="hidden min-w-0 shrink-0 items-center gap-2 sm:flex">
        <StatusPill />
        <SessionDoctorBadge />
        {model ? (
          <span className="hidden xl:flex">
            <Pill className="max-w-56" title={model}>
              <span className="truncate">{model}</span>
            </Pill>
          </span>
        ) : null}
      </span>
      {start && source.kind !== 'embedded' ? (
        <CompareButton source={source} start={start} ended={!running} />
      ) : null}
      <ShareButton />
      <ExportMenu />
      {source.kind === 'session' ? (
        <>
          {running ? <CancelButton id={source.id} /> : null}
          <DeleteButton id={source.id} />
        </>
      ) : null}
    </AppHeader>
  );
}

interface ModelsOfSession {
  models: { planner: { model: string }; executor: { model: string } };
  mode: string;
  origin: { kind: string };
}

function modelWords(start: ModelsOfSession | null): string | null {
  // What a person wrote has no model to name.
  if (!start || start.origin.kind === 'by-hand') return null;
  const { planner, executor } = start.models;
  const names = planner.model === executor.model ? planner.model : `${planner.model} + ${executor.model}`;
  return `${names} · ${start.mode}`;
}

function CancelButton({ id }: { id: string }) {
  const [busy, setBusy] = useState(false);
  return (
    <Button
      variant="primary"
      busy={busy}
      icon={<CircleSlash size={14} aria-hidden="true" />}
      aria-label="Cancel run"
      onClick={() => {
        setBusy(true);
        api
          .cancelSession(id)
          .catch(reportFailure)
          .finally(() => setBusy(false));
      }}
    >
      <span className="hidden sm:inline">Cancel run</span>
    </Button>
  );
}

function DeleteButton({ id }: { id: string }) {
  const router = useRouter();
  const running = useSession((session) => session.latest.status === 'running');
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);

  async function remove() {
    setBusy(true);
    try {
      await api.deleteSession(id);
      showToast({ tone: 'ok', title: 'Session deleted.' });
      router.push('/');
    } catch (error) {
      reportFailure(error);
      setBusy(false);
      setAsking(false);
    }
  }

  return (
    <>
      <span className="hidden sm:contents">
        <IconButton label="Delete session" icon={<Trash2 size={15} />} onClick={() => setAsking(true)} />
      </span>
      {/* On a phone what cannot be undone is a step further from the thumb. */}
      <span className="contents sm:hidden">
        <Menu
          label="Session actions"
          items={[
            {
              id: 'delete',
              label: 'Delete session',
              icon: <Trash2 size={15} />,
              danger: true,
              onSelect: () => setAsking(true),
            },
          ]}
        >
          {(trigger) => <IconButton {...trigger} label="Session actions" icon={<Ellipsis size={16} />} />}
        </Menu>
      </span>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => void remove()}
        busy={busy}
        title="Delete this session?"
        description={
          running
            ? 'It is still running: the run is cancelled and its log deleted. This cannot be undone.'
            : 'Its log is deleted with everything in it. This cannot be undone; an export keeps a copy.'
        }
        confirmLabel="Delete session"
      />
    </>
  );
}
