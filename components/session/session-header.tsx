'use client';

import { CircleSlash, Download, Ellipsis, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { CurateButton } from '#components/actions/curate/curate-button.tsx';
import { ShareButton } from '#components/actions/share-button.tsx';
import { SessionMark } from '#components/answers/session-mark.tsx';
import { api } from '#components/api/client.ts';
import { isNamedModel } from '#components/api/model-name.ts';
import { reportFailure } from '#components/api/report-failure.ts';
import { SessionDoctorBadge } from '#components/doctor/session-doctor-badge.tsx';
import { useSession } from '#components/playback/session-context.tsx';
import { SessionTitle } from '#components/trace/session-title.tsx';
import { StatusPill } from '#components/trace/status-pill.tsx';
import { AppHeader } from '#components/ui/app-header.tsx';
import { Button, IconButton } from '#components/ui/button.tsx';
import { dialogOnDemand, onDemand, useFetchAhead } from '#components/ui/on-demand.tsx';
import { Pill } from '#components/ui/pill.tsx';
import { showToast } from '#components/ui/toast.tsx';

const ConfirmDialog = dialogOnDemand(() =>
  import('#components/ui/dialog.tsx').then((module) => module.ConfirmDialog),
);
/** It stands there once it is known what to compare with, which the server is asked for when the graph stands. */
const CompareButton = onDemand(
  () => import('#components/actions/compare/compare-button.tsx').then((module) => module.CompareButton),
  { wanted: () => false },
);
const ExportMenu = onDemand<{ startsOpen: boolean; onAsked: () => void }>(
  () => import('#components/actions/export/export-menu.tsx').then((module) => module.ExportMenu),
  {
    wanted: ({ startsOpen }) => startsOpen,
    standIn: ({ onAsked }) => (
      <Button icon={<Download size={14} aria-hidden="true" />} aria-label="Export" onClick={onAsked}>
        <span className="hidden md:inline">Export</span>
      </Button>
    ),
  },
);
const PhoneActions = onDemand(() => import('./phone-actions.tsx').then((module) => module.PhoneActions), {
  wanted: ({ startsOpen }) => startsOpen,
  standIn: ({ onAsked }) => (
    <span className="contents sm:hidden">
      <IconButton label="Session actions" icon={<Ellipsis size={16} />} onClick={onAsked} />
    </span>
  ),
});
const ahead = [CompareButton, ExportMenu, PhoneActions, ConfirmDialog] as const;

/** Title, the session's state, its model, and its actions; on a phone the actions are one menu. */
export function SessionHeader() {
  const source = useSession((session) => session.source);
  const model = useSession((session) => modelWords(session.latest.session));
  const running = useSession((session) => session.latest.status === 'running');
  const start = useSession((session) => session.latest.session);
  const [isExportAsked, setExportAsked] = useState(false);
  const [isPhoneMenuAsked, setPhoneMenuAsked] = useState(false);
  const deletion = useDeletion();
  return (
    <AppHeader title={<SessionTitle />}>
      <span className="hidden min-w-0 shrink-0 items-center gap-2 sm:flex">
        <StatusPill />
        <SessionMark />
        <SessionDoctorBadge />
        {model ? (
          <span className="hidden xl:flex">
            <Pill className="max-w-56" title={model}>
              <span className="truncate">{model}</span>
            </Pill>
          </span>
        ) : null}
      </span>
      <span className="contents max-sm:hidden">
        {start && source.kind !== 'embedded' ? (
          <CompareButton source={source} start={start} ended={!running} />
        ) : null}
        {source.kind === 'session' && start?.strategy === 'sequential' && !running ? (
          <CurateButton ids={[source.id]} />
        ) : null}
        <ShareButton />
        <ExportMenu startsOpen={isExportAsked} onAsked={() => setExportAsked(true)} />
      </span>
      {source.kind === 'session' && running ? <CancelButton id={source.id} /> : null}
      {source.kind === 'session' ? (
        <span className="contents max-sm:hidden">
          <IconButton label="Delete session" icon={<Trash2 size={15} />} onClick={deletion.ask} />
        </span>
      ) : null}
      {start && source.kind !== 'embedded' ? (
        <PhoneActions
          source={source}
          start={start}
          ended={!running}
          startsOpen={isPhoneMenuAsked}
          onAsked={() => setPhoneMenuAsked(true)}
          curatedId={
            source.kind === 'session' && start.strategy === 'sequential' && !running ? source.id : null
          }
          onDelete={source.kind === 'session' ? deletion.ask : null}
        />
      ) : null}
      {deletion.dialog}
    </AppHeader>
  );
}

interface ModelsOfSession {
  models: { planner: { model: string }; executor: { model: string } };
  mode: string;
  origin: { kind: string };
}

function modelWords(start: ModelsOfSession | null): string | null {
  // A person's text has no model to name, nor does a text from outside.
  if (!start || start.origin.kind === 'by-hand') return null;
  const { planner, executor } = start.models;
  if (!isNamedModel(planner.model)) return null;
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

/** Asks first; the caller also renders `dialog`. */
function useDeletion(): { ask: () => void; dialog: ReactNode } {
  const router = useRouter();
  const source = useSession((session) => session.source);
  const running = useSession((session) => session.latest.status === 'running');
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  useFetchAhead(ahead);

  async function remove(id: string) {
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

  const dialog =
    source.kind === 'session' ? (
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => void remove(source.id)}
        busy={busy}
        title="Delete this session?"
        description={
          running
            ? 'It is still running: the run is cancelled and its log deleted. This cannot be undone.'
            : 'Its log is deleted with everything in it. This cannot be undone; an export keeps a copy.'
        }
        confirmLabel="Delete session"
      />
    ) : null;
  return { ask: () => setAsking(true), dialog };
}
