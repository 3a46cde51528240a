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
import { useAnnotations } from '#components/annotations/annotations-context.tsx';
import { useSession, useSessionHandle } from '#components/playback/session-context.tsx';
import type { Finding } from '#lib/contract/findings.ts';
import { dismissalOf, findingQuote } from '#lib/doctor/dismissals.ts';
import type { AnnotationOf } from '#lib/trace/annotations.ts';
import type { Place } from '#lib/trace/events.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { findingByKey, keyOf } from './finding-key.ts';
import { GraphMarks } from './graph-marks.tsx';
import { useFindings } from './use-findings.ts';
import { useOffChecks } from './use-off-checks.ts';

/** A finding that a person dismissed, and how. */
export interface Dismissed {
  readonly finding: Finding;
  readonly dismissal: AnnotationOf<'dismissal'>;
}

interface Doctor {
  /** All findings that nobody dismissed. */
  readonly findings: readonly Finding[];
  /** Of them those that the log does not hold itself. */
  readonly unlogged: readonly Finding[];
  readonly dismissed: readonly Dismissed[];
  /** Null where nothing can be stored. Resolves to false where that failed, which it has reported. */
  readonly dismiss: ((finding: Finding, reason: string) => Promise<boolean>) | null;
  undo(dismissal: AnnotationOf<'dismissal'>): void;
  /** The one whose passages are lit. */
  readonly open: Finding | null;
  /** Goes to one of its places and lights up all of them. */
  goTo(finding: Finding, place?: number): void;
  /** A place without a finding, lit alike. */
  readonly shown: Place | null;
  /** Goes to a place and lights it up, instead of an open finding. */
  show(place: Place): void;
  /** Goes to the finding after or before the open one. */
  step(by: 1 | -1): void;
  close(): void;
}

const DoctorContext = createContext<Doctor | null>(null);

export function useDoctor(): Doctor {
  const doctor = useContext(DoctorContext);
  if (!doctor) throw new Error('useDoctor outside of DoctorProvider');
  return doctor;
}

/** Examines the session that is shown, as far as its log has arrived. */
export function DoctorProvider({ children }: { children: ReactNode }) {
  const { store } = useSessionHandle();
  const latest = useSession((session) => session.latest);
  const complete = useSession((session) => session.connection.kind === 'complete');
  const hasAddress = useSession((session) => session.source.kind !== 'embedded');
  const { off } = useOffChecks();
  const { dismissals, loaded, canWrite, add, goToPlace } = useAnnotations();
  const examined = useFindings(latest, off);
  const { findings, dismissed } = useMemo(
    () => parted(examined.findings, latest, dismissals),
    [examined, latest, dismissals],
  );
  const unlogged = useMemo(
    () => examined.unlogged.filter((finding) => findings.includes(finding)),
    [examined, findings],
  );
  const [openKey, setOpenKey] = useState<string | null>(null);
  const [shown, setShown] = useState<Place | null>(null);
  const open = useMemo(() => findingByKey(findings, openKey), [findings, openKey]);

  const goTo = useCallback(
    (finding: Finding, at = 0) => {
      setOpenKey(keyOf(findings, finding));
      setShown(null);
      const place = finding.places[at];
      if (place) goToPlace(place);
    },
    [findings, goToPlace],
  );
  const show = useCallback(
    (place: Place) => {
      setOpenKey(null);
      // A new object, so that a second click scrolls it into view again.
      setShown({ ...place });
      goToPlace(place);
    },
    [goToPlace],
  );

  useAddress(findings, openKey, { wait: !complete || !loaded, hasAddress, goTo });

  const dismiss = useCallback(
    async (finding: Finding, reason: string) => {
      const [place = {}, source] = finding.places;
      const quote = findingQuote(store.getState().latest, finding);
      const from = source ? { source } : {};
      return add({ kind: 'dismissal', code: finding.code, place, ...from, quote, reason });
    },
    [store, add],
  );

  const doctor = useMemo<Doctor>(
    () => ({
      findings,
      unlogged,
      dismissed,
      dismiss: canWrite ? dismiss : null,
      undo: ({ seq }) => void add({ kind: 'withdrawal', of: seq }),
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
    [findings, unlogged, dismissed, canWrite, dismiss, add, open, shown, goTo, show],
  );

  return (
    <DoctorContext value={doctor}>
      {children}
      <GraphMarks findings={findings} open={open} />
    </DoctorContext>
  );
}

/** Those that count, and those that a person dismissed. */
function parted(
  found: readonly Finding[],
  latest: TraceState,
  dismissals: readonly AnnotationOf<'dismissal'>[],
): { findings: readonly Finding[]; dismissed: readonly Dismissed[] } {
  if (dismissals.length === 0) return { findings: found, dismissed: [] };
  const findings: Finding[] = [];
  const dismissed: Dismissed[] = [];
  for (const finding of found) {
    const dismissal = dismissalOf(finding, findingQuote(latest, finding), dismissals);
    if (dismissal) dismissed.push({ finding, dismissal });
    else findings.push(finding);
  }
  return { findings, dismissed };
}

/** `?finding=` opens a finding once the whole log has arrived; the address then follows the open one. */
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
