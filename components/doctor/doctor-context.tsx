'use client';

import './doctor.css';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useSession, useSessionActions, useSessionHandle } from '#components/session/session-context.tsx';
import type { Finding } from '#lib/doctor/finding.ts';
import type { Place } from '#lib/trace/events.ts';
import { findingByKey, keyOf, streamOf } from './finding-key.ts';
import { GraphMarks } from './graph-marks.tsx';
import { useFindings } from './use-findings.ts';
import { useOffChecks } from './use-off-checks.ts';

interface Doctor {
  readonly findings: readonly Finding[];
  /** The one whose passages are lit. */
  readonly open: Finding | null;
  /** Goes to one of its places and lights all of them. */
  goTo(finding: Finding, place?: number): void;
  /** A place without a finding, lit alike. */
  readonly shown: Place | null;
  /** Goes to a place and lights it, in place of an open finding. */
  show(place: Place): void;
  /** To the one after or before the open one. */
  step(by: 1 | -1): void;
  close(): void;
}

const DoctorContext = createContext<Doctor | null>(null);

export function useDoctor(): Doctor {
  const doctor = useContext(DoctorContext);
  if (!doctor) throw new Error('useDoctor outside of DoctorProvider');
  return doctor;
}

/** Looks at the session that is shown, as far as its log is here. */
export function DoctorProvider({ children }: { children: ReactNode }) {
  const { store } = useSessionHandle();
  const actions = useSessionActions();
  const latest = useSession((session) => session.latest);
  const complete = useSession((session) => session.connection.kind === 'complete');
  const hasAddress = useSession((session) => session.source.kind !== 'embedded');
  const { off } = useOffChecks();
  const findings = useFindings(latest, off);
  const [openKey, setOpenKey] = useState<string | null>(null);
  const [shown, setShown] = useState<Place | null>(null);
  const open = useMemo(() => findingByKey(findings, openKey), [findings, openKey]);

  const visit = useCallback(
    (place: Place | undefined) => {
      const stream = place ? streamOf(place) : null;
      if (!stream) return;
      const { graph, view } = store.getState();
      // What lies after the playhead is not drawn yet.
      if (!graph.nodes.some(({ id }) => id === stream)) actions.seekEnd();
      actions.setInspectorTab('text');
      actions.goTo(stream);
      actions.setView(view);
      actions.setPhoneTab('text');
    },
    [store, actions],
  );
  const goTo = useCallback(
    (finding: Finding, at = 0) => {
      setOpenKey(keyOf(findings, finding));
      setShown(null);
      visit(finding.places[at]);
    },
    [findings, visit],
  );
  const show = useCallback(
    (place: Place) => {
      setOpenKey(null);
      // Another object, so that a second click brings it into view again.
      setShown({ ...place });
      visit(place);
    },
    [visit],
  );

  useAddress(findings, openKey, { wait: !complete, hasAddress, goTo });

  const doctor = useMemo<Doctor>(
    () => ({
      findings,
      open,
      shown,
      goTo,
      show,
      step(by) {
        const placed = findings.filter(({ places }) => places.length > 0);
        const next = placed[(open ? placed.indexOf(open) : -1) + by];
        if (next) goTo(next);
      },
      close: () => setOpenKey(null),
    }),
    [findings, open, shown, goTo, show],
  );

  return (
    <DoctorContext value={doctor}>
      {children}
      <GraphMarks findings={findings} open={open} />
    </DoctorContext>
  );
}

/** `?finding=` opens one when the whole log is here; what is open is kept there. */
function useAddress(
  findings: readonly Finding[],
  openKey: string | null,
  { wait, hasAddress, goTo }: { wait: boolean; hasAddress: boolean; goTo: Doctor['goTo'] },
): void {
  const isRead = useRef(false);
  useEffect(() => {
    if (isRead.current || wait || !hasAddress || findings.length === 0) return;
    isRead.current = true;
    const asked = findingByKey(findings, new URLSearchParams(window.location.search).get('finding'));
    if (asked) goTo(asked);
  }, [findings, wait, hasAddress, goTo]);

  const written = useRef<string | null>(null);
  useEffect(() => {
    if (!hasAddress || written.current === openKey) return;
    written.current = openKey;
    const { pathname, search, hash } = window.location;
    const query = new URLSearchParams(search);
    if (openKey) query.set('finding', openKey);
    else query.delete('finding');
    const text = query.toString().replaceAll('%3A', ':');
    window.history.replaceState(null, '', `${pathname}${text === '' ? '' : `?${text}`}${hash}`);
  }, [openKey, hasAddress]);
}
