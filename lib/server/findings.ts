import * as z from 'zod/mini';
import type { Finding, FindingCount } from '#lib/contract/findings.ts';
import type { SessionPatch } from '#lib/contract/session.ts';
import { countFindings, DOCTOR_VERSION, diagnose } from '#lib/doctor/diagnose.ts';
import { findingQuote, isDismissed } from '#lib/doctor/dismissals.ts';
import { type Annotation, foldAnnotations } from '#lib/trace/annotations.ts';
import { severitySchema } from '#lib/trace/events.ts';
import type { TraceState } from '#lib/trace/state.ts';

/** Reports failures that no request waits for. */
export type Report = (message: string, error: unknown) => void;

/**
 * What the doctor finds in an ended session, for its row. Empty where it fails: a session must end and an import must
 * be stored whatever the doctor does; such a row is looked at again at the next start (sessions/renew-stale.ts).
 */
export function findingsPatch(state: TraceState, report: Report): SessionPatch {
  try {
    return diagnosedPatch(state);
  } catch (error) {
    report('The doctor failed on a trace', error);
    return {};
  }
}

/** The same as `findingsPatch`, but rethrows the doctor's errors. */
export const diagnosedPatch = (state: TraceState): SessionPatch => patchOf(state, diagnose(state));

/** A log from outside may have any number of remarks of any length; its row may not. */
const MOST_FINDINGS = 500;
const MOST_CODES = 100;
const LONGEST_CODE = 100;
const LONGEST_EXPLANATION = 2000;

/** A finding as stored in a row, with the words that identify it later (lib/doctor/dismissals.ts). */
export type StoredFinding = Finding & { readonly quote: string };

const patchOf = (state: TraceState, all: readonly Finding[]): SessionPatch => {
  const findings = all.slice(0, MOST_FINDINGS).map(
    (finding): StoredFinding => ({
      ...finding,
      code: finding.code.slice(0, LONGEST_CODE),
      explanation: finding.explanation.slice(0, LONGEST_EXPLANATION),
      quote: findingQuote(state, finding),
    }),
  );
  return { findings, findingCounts: countsOf(findings), doctorVersion: DOCTOR_VERSION };
};

const countsOf = (findings: readonly Finding[]): FindingCount[] =>
  countFindings(findings).slice(0, MOST_CODES);

/** The findings of a row that count: without those that people dismissed. */
export function standingFindings(findings: unknown, annotations: readonly Annotation[]): StoredFinding[] {
  const { dismissals } = foldAnnotations(annotations);
  return storedFindings(findings).filter((finding) => !isDismissed(finding, finding.quote, dismissals));
}

/** The counts of a row, without dismissed findings; empty if the doctor has not examined it yet. */
export const standingCounts = (findings: unknown, annotations: readonly Annotation[]): SessionPatch =>
  findings === null ? {} : { findingCounts: countsOf(standingFindings(findings, annotations)) };

/** For a session that the doctor cannot read: nobody examines it again until the doctor changes. */
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

/** The valid findings among those that a row stores. */
export const storedFindings = (findings: unknown): StoredFinding[] =>
  someOf(findings)
    .filter((one): one is Finding & { quote?: unknown } => z.safeParse(findingSchema, one).success)
    // Rows of earlier doctors have no quote.
    .map((one) => ({ ...one, quote: typeof one.quote === 'string' ? one.quote : '' }));

/** The same for the counts. */
export const storedCounts = (counts: unknown): FindingCount[] =>
  someOf(counts).filter((one): one is FindingCount => z.safeParse(countSchema, one).success);

const someOf = (list: unknown): unknown[] => (Array.isArray(list) ? list : []);
