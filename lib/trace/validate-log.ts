import type { TraceEvent } from './events.ts';
import { misfit } from './misfit.ts';
import { allPieces } from './pieces.ts';
import { emptyState, reduce } from './reduce.ts';

export type FindingCode =
  | 'seq-gap'
  | 'time-goes-back'
  | 'no-session-start'
  | 'double-session-start'
  | 'no-session-end'
  | 'after-session-end'
  | 'unknown-stage'
  | 'stage-out-of-order'
  | 'unknown-stream'
  | 'double-end'
  | 'end-without-start'
  | 'start-after-end'
  | 'delta-without-start'
  | 'wrong-attempt'
  | 'prompt-out-of-order'
  | 'prompt-end-without-start'
  | 'offset-beyond-text'
  | 'unended-piece'
  | 'unended-stage';

/** Something in a log that the fold tolerates (SPEC.md) and a writer of logs must not do. */
export interface Finding {
  readonly code: FindingCode;
  /** Position in the list of events; its length for what is missing at the end. */
  readonly position: number;
  readonly explanation: string;
}

/** Checks order and completeness; a session that still runs lacks its ends (`unended-…`, `no-session-end`). */
export function validateLog(events: readonly TraceEvent[]): Finding[] {
  const findings: Finding[] = [];
  let state = emptyState;
  let lastAt = 0;
  events.forEach((event, position) => {
    const report = (code: FindingCode, explanation: string) => findings.push({ code, position, explanation });
    if (event.seq !== position)
      report('seq-gap', `Event ${position} has seq ${event.seq}; seq counts from 0 without a gap.`);
    if (event.at < lastAt) report('time-goes-back', `${event.at} ms comes after ${lastAt} ms.`);
    lastAt = Math.max(lastAt, event.at);
    const problem = misfit(state, event);
    if (problem) report(problem.code, problem.explanation);
    // Counted anew: the order in the list is what is folded, whatever `seq` says.
    state = reduce(state, { ...event, seq: position });
  });

  const report = (code: FindingCode, explanation: string) =>
    findings.push({ code, position: events.length, explanation });
  if (state.endedAt === null) report('no-session-end', 'The session does not end.');
  const joined = new Set(events.flatMap((event) => (event.type === 'stage-end' ? [event.stage] : [])));
  for (const { stage } of state.stages)
    if (!joined.has(stage)) report('unended-stage', `Stage ${stage} does not end.`);
  for (const piece of allPieces(state))
    if ((piece.startedAt !== null || piece.failedAttempts.length > 0) && piece.tokens === null)
      report('unended-piece', `${piece.stream} does not end.`);
  return findings;
}
