/** What the doctor says goes over the wire and is stored: the contract has its form. */
export type { Certainty, Finding, FindingCount, FindingKind } from '#lib/contract/findings.ts';
