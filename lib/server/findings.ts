import * as z from 'zod/mini';
import { countFindings } from '#lib/doctor/count-findings.ts';
import { DOCTOR_VERSION, diagnose } from '#lib/doctor/diagnose.ts';
import type { Finding, FindingCount } from '#lib/doctor/finding.ts';
import type { SessionPatch } from '#lib/storage/store.ts';
import { severitySchema } from '#lib/trace/events.ts';
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

/** A log from outside may hold any number of remarks of any length; its row may not. */
const MOST_FINDINGS = 500;
const MOST_CODES = 100;
const LONGEST_CODE = 100;
const LONGEST_EXPLANATION = 2000;

const patchOf = (all: readonly Finding[]): SessionPatch => {
  const findings = all.slice(0, MOST_FINDINGS).map((finding) => ({
    ...finding,
    code: finding.code.slice(0, LONGEST_CODE),
    explanation: finding.explanation.slice(0, LONGEST_EXPLANATION),
  }));
  return {
    findings,
    findingCounts: countFindings(findings).slice(0, MOST_CODES),
    doctorVersion: DOCTOR_VERSION,
  };
};

/** For a session that the doctor cannot take: not looked at again until the doctor changes. */
export const undiagnosed: SessionPatch = { findings: [], findingCounts: [], doctorVersion: DOCTOR_VERSION };

const findingSchema = z.looseObject({
  code: z.string(),
  kind: z.enum(['fault', 'leak', 'note']),
  severity: severitySchema,
  places: z.array(z.looseObject({})),
  explanation: z.string(),
});
const countSchema = z.looseObject({
  code: z.string(),
  kind: z.enum(['fault', 'leak', 'note']),
  severity: severitySchema,
  count: z.number(),
});

/** The findings as a row holds them: those that are some. */
export const storedFindings = (findings: unknown): Finding[] =>
  someOf(findings).filter((one): one is Finding => z.safeParse(findingSchema, one).success);

/** The same in brief. */
export const storedCounts = (counts: unknown): FindingCount[] =>
  someOf(counts).filter((one): one is FindingCount => z.safeParse(countSchema, one).success);

const someOf = (list: unknown): unknown[] => (Array.isArray(list) ? list : []);
