import type { Finding } from '#lib/contract/findings.ts';
import { diagnose } from '#lib/doctor/diagnose.ts';
import { loggedChecks } from '#lib/doctor/logged/checks.ts';
import type { TraceState } from '#lib/trace/state.ts';

const logged = new Set(loggedChecks.map(({ code }) => code));

export interface Examined {
  readonly findings: readonly Finding[];
  /** Of them those that the log does not hold itself: where to jump to, besides its own marks. */
  readonly unlogged: readonly Finding[];
}

/** The doctor with all of its rules, 70 kB of them: fetched when there is something to look at (use-findings.ts). */
export function examineTrace(trace: TraceState, off: ReadonlySet<string>): Examined {
  const findings = diagnose(trace, { off });
  return { findings, unlogged: findings.filter(({ code }) => !logged.has(code)) };
}
