'use client';

import { useEffect, useRef, useState } from 'react';
import { diagnose } from '#lib/doctor/diagnose.ts';
import type { Finding } from '#lib/doctor/finding.ts';
import { hasEnded } from '#lib/trace/pieces.ts';
import type { TraceState } from '#lib/trace/state.ts';

const none: readonly Finding[] = [];

/** What findings can change with: pieces that end, remarks in the log; not every token. */
function momentOf({ status, stages, diagnostics, answer, thought }: TraceState): string {
  const ended = stages.reduce(
    (count, { plan, executions }) =>
      count + Number(hasEnded(plan)) + executions.filter((execution) => hasEnded(execution)).length,
    0,
  );
  return [status, stages.length, ended, diagnostics.length, answer?.status, thought?.status].join(' ');
}

/**
 * The findings of a trace, renewed when a piece has ended. Looked for when the browser has nothing else to do: a trace of
 * 10 kB takes some milliseconds, one of a megabyte half a second.
 */
export function useFindings(trace: TraceState, off: ReadonlySet<string>): readonly Finding[] {
  const [findings, setFindings] = useState(none);
  const moment = momentOf(trace);
  // The trace is another object with every token; only its moments count.
  const latest = useRef(trace);
  const looked = useRef<{ moment: string; off: ReadonlySet<string> } | null>(null);
  useEffect(() => {
    latest.current = trace;
  }, [trace]);
  useEffect(() => {
    if (looked.current?.moment === moment && looked.current.off === off) return;
    return whenIdle(() => {
      looked.current = { moment, off };
      setFindings(diagnose(latest.current, { off }));
    });
  }, [moment, off]);
  return findings;
}

function whenIdle(work: () => void): () => void {
  // Safari has no idle callback.
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(work, 30);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(work, { timeout: 1_000 });
  return () => cancelIdleCallback(handle);
}
