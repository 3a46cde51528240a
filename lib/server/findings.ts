import { countFindings } from '#lib/doctor/count-findings.ts';
import { DOCTOR_VERSION, diagnose } from '#lib/doctor/diagnose.ts';
import type { Finding } from '#lib/doctor/finding.ts';
import type { SessionPatch } from '#lib/storage/store.ts';
import type { TraceState } from '#lib/trace/state.ts';

/** Failures that no request waits for. */
export type Report = (message: string, error: unknown) => void;

/**
 * What the doctor finds in an ended session, for its row. Empty where it fails: a session must end and an import must
 * be stored whatever the doctor does; such a row is looked at again at the next start (diagnose-stale.ts).
 */
export function findingsPatch(state: TraceState, report: Report): SessionPatch {
  try {
    return patchOf(diagnose(state));
  } catch (error) {
    report('The doctor failed on a trace', error);
    return {};
  }
}

/** The same as `findingsPatch`, but throws what the doctor throws. */
export const diagnosedPatch = (state: TraceState): SessionPatch => patchOf(diagnose(state));

const patchOf = (findings: Finding[]): SessionPatch => ({
  findings,
  findingCounts: countFindings(findings),
  doctorVersion: DOCTOR_VERSION,
});

/** For a session that the doctor cannot take: not looked at again until the doctor changes. */
export const undiagnosed: SessionPatch = { findings: [], findingCounts: [], doctorVersion: DOCTOR_VERSION };

/** The findings as a row holds them. */
export const storedFindings = (findings: unknown): Finding[] =>
  Array.isArray(findings) ? (findings as Finding[]) : [];
