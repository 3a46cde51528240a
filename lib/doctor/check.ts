import type { Certainty, FindingKind } from '#lib/contract/findings.ts';
import type { LoggedCode } from '#lib/protocol/diagnostics.ts';
import type { Place, Severity } from '#lib/trace/events.ts';
import type { Examined } from './examined.ts';

/** One check of the doctor, as described to people: what it looks for, and a small trace that triggers it. */
export interface Check {
  readonly code: string;
  readonly kind: FindingKind;
  readonly severity: Severity;
  readonly certainty: Certainty;
  readonly title: string;
  readonly description: string;
  /** A piece of a tagged transcript, or of a log's remarks. */
  readonly example: string;
}

/** A check of what stands in a log: how serious it is says the one list of codes. */
export interface LoggedCheck extends Omit<Check, 'severity'> {
  readonly code: LoggedCode;
}

/** A result of a check, which may lower its own severity and certainty if the evidence is thin. */
export interface Found {
  /** First where the problem shows, then where it comes from. */
  readonly places: readonly Place[];
  readonly explanation: string;
  readonly severity?: Severity;
  readonly certainty?: Certainty;
}

/** A check that we compute from the folded trace. Pure; linear in the trace's text. */
export interface ComputedCheck extends Check {
  find(trace: Examined): readonly Found[];
}
