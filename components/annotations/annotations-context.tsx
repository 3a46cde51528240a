'use client';

import './annotations.css';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { reportFailure } from '#components/api/report-failure.ts';
import {
  useReadOnly,
  useSession,
  useSessionActions,
  useSessionHandle,
} from '#components/playback/session-context.tsx';
import { onDemand, useFetchAhead } from '#components/ui/on-demand.tsx';
import type { Finding } from '#lib/contract/findings.ts';
import {
  type AnnotationDraft,
  type AnnotationOf,
  type Annotations,
  foldAnnotations,
} from '#lib/trace/annotations.ts';
import type { Place } from '#lib/trace/events.ts';
import { streamOf } from '#lib/trace/streams.ts';
import { annotationPort } from './annotation-port.ts';
import type { NoteTarget } from './note-dialog.tsx';

const NoteDialog = onDemand(() => import('./note-dialog.tsx').then((module) => module.NoteDialog), {
  wanted: ({ target }) => target !== null,
  onGiveUp: ({ onClose }) => onClose(),
});
const OpinionDialog = onDemand(() => import('./opinion-dialog.tsx').then((module) => module.OpinionDialog), {
  wanted: ({ asked }) => asked !== null,
  onGiveUp: ({ onClose }) => onClose(),
});
const dialogs = [NoteDialog, OpinionDialog] as const;

interface AnnotationsHandle extends Annotations {
  /** Whether all stored annotations have been read. */
  readonly loaded: boolean;
  readonly canWrite: boolean;
  /** Whether annotations stay in this browser, since the trace is not stored. */
  readonly inBrowser: boolean;
  /** Stores an annotation; returns false where that failed, which it has reported. */
  add(annotation: AnnotationDraft): Promise<boolean>;
  /** Opens the editor of a note. */
  edit(target: NoteTarget): void;
  /**
   * Opens the dialog that asks a model about a finding, or, with null, about the whole trace; null where no model can
   * be asked.
   */
  readonly askAbout: ((finding: Finding | null) => void) | null;
  /** The note whose passage a person opened. */
  readonly openNote: number | null;
  goToNote(note: AnnotationOf<'note'>): void;
  goToPlace(place: Place): void;
}

const AnnotationsContext = createContext<AnnotationsHandle | null>(null);

export function useAnnotations(): AnnotationsHandle {
  const handle = useContext(AnnotationsContext);
  if (!handle) throw new Error('useAnnotations outside of AnnotationsProvider');
  return handle;
}

/** What people say of the session that is shown, and the ways to say more. */
export function AnnotationsProvider({ children }: { children: ReactNode }) {
  const { store } = useSessionHandle();
  const actions = useSessionActions();
  const readOnly = useReadOnly();
  const source = useSession((session) => session.source);
  const log = useSession((session) => session.annotations);
  const port = useMemo(() => annotationPort(source), [source]);
  const [loaded, setLoaded] = useState(port === null);
  const [target, setTarget] = useState<NoteTarget | null>(null);
  const [openNote, setOpenNote] = useState<number | null>(null);
  const [asked, setAsked] = useState<{ finding: Finding | null } | null>(null);
  const canWrite = port !== null && !readOnly;
  const ask = canWrite ? port.ask : null;
  const { setAnnotations } = actions;
  useFetchAhead(dialogs);

  useEffect(() => {
    if (!port) return;
    const leaving = new AbortController();
    async function read(known: typeof port) {
      try {
        const all = await known?.load(leaving.signal);
        if (all && all.length >= store.getState().annotations.length) setAnnotations(all);
      } catch {
        // The session itself reports that the server is unreachable.
      } finally {
        if (!leaving.signal.aborted) setLoaded(true);
      }
    }
    void read(port);
    // Annotations from another window appear when a person returns to this one.
    const again = () => void (document.visibilityState === 'visible' && read(port));
    document.addEventListener('visibilitychange', again);
    return () => {
      leaving.abort();
      document.removeEventListener('visibilitychange', again);
    };
  }, [port, store, setAnnotations]);

  const add = useCallback(
    async (annotation: AnnotationDraft) => {
      if (!port) return false;
      try {
        setAnnotations(await port.add(annotation));
        return true;
      } catch (error) {
        reportFailure(error);
        return false;
      }
    },
    [port, setAnnotations],
  );

  const goToPlace = useCallback(
    (place: Place) => {
      const stream = streamOf(place);
      if (!stream) return;
      const { graph, view } = store.getState();
      // The graph does not draw what lies after the playhead.
      if (!graph.nodes.some(({ id }) => id === stream)) actions.seekEnd();
      actions.setInspectorTab('text');
      actions.goTo(stream);
      actions.setView(view);
      actions.setPhoneTab('text');
    },
    [store, actions],
  );

  const handle = useMemo<AnnotationsHandle>(
    () => ({
      ...foldAnnotations(log),
      loaded,
      canWrite,
      askAbout: ask ? (finding) => setAsked({ finding }) : null,
      inBrowser: source.kind === 'example',
      add,
      edit: setTarget,
      openNote,
      goToNote(note) {
        setOpenNote(note.seq);
        goToPlace(note.place);
      },
      goToPlace,
    }),
    [log, loaded, canWrite, ask, source, add, openNote, goToPlace],
  );
  return (
    <AnnotationsContext value={handle}>
      {children}
      <NoteDialog
        target={target}
        labels={[...new Set(handle.notes.flatMap(({ label }) => label ?? []))]}
        inBrowser={handle.inBrowser}
        add={add}
        onClose={() => setTarget(null)}
      />
      {ask ? (
        <OpinionDialog
          asked={asked}
          ask={async (wanted, signal) => setAnnotations(await ask(wanted, signal))}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </AnnotationsContext>
  );
}
