'use client';

import { useEffect, useRef, useState } from 'react';
import { whenIdle } from '#components/ui/when-idle.ts';
import { hasEnded } from '#lib/trace/pieces.ts';
import type { TraceState } from '#lib/trace/state.ts';
import type { Examined } from './examine-trace.ts';

const nothing: Examined = { findings: [], unlogged: [] };

/** The changes that can change findings: pieces that end, remarks in the log; not every token. */
function momentOf({ status, stages, diagnostics, answer, thought }: TraceState): string {
  const ended = stages.reduce(
    (count, { plan, executions }) =>
      count + Number(hasEnded(plan)) + executions.filter((execution) => hasEnded(execution)).length,
    0,
  );
  return [status, stages.length, ended, diagnostics.length, answer?.status, thought?.status].join(' ');
}

/**
 * The findings of a trace, renewed when a piece has ended. Looked for when the browser has nothing else to do: the rules
 * are fetched then, and a trace of 10 kB takes some milliseconds, one of a megabyte half a second.
 */
export function useFindings(trace: TraceState, off: ReadonlySet<string>): Examined {
  const [examined, setExamined] = useState(nothing);
  const moment = momentOf(trace);
  // The trace is a new object with every token; only the changes above count.
  const latest = useRef(trace);
  const looked = useRef<{ moment: string; off: ReadonlySet<string> } | null>(null);
  useEffect(() => {
    latest.current = trace;
  }, [trace]);
  useEffect(() => {
    if (looked.current?.moment === moment && looked.current.off === off) return;
    let left = false;
    async function look() {
      // Without a server to fetch the rules from nothing is found; the next piece that ends asks again.
      const doctor = await import('./examine-trace.ts').catch(() => null);
      if (left || !doctor) return;
      looked.current = { moment, off };
      setExamined(doctor.examineTrace(latest.current, off));
    }
    const callOff = whenIdle(() => void look(), { atLatestMs: 1_000, withoutMs: 30 });
    return () => {
      left = true;
      callOff();
    };
  }, [moment, off]);
  return examined;
}
