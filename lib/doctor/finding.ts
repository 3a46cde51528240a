import type { Place, Severity } from '#lib/trace/events.ts';

/** `fault`: the trace breaks the protocol. `leak`: it would teach a model to use what it cannot know. `note`: plain statistics. */
export type FindingKind = 'fault' | 'leak' | 'note';

/** How sure the check is: `certain` follows from the structure; `likely` and `possible` rest on wording. */
export type Certainty = 'certain' | 'likely' | 'possible';

/** One finding of the trace doctor. `code` names the check (checks.ts) or a diagnostic of the log. */
export interface Finding {
  readonly code: string;
  readonly kind: FindingKind;
  readonly severity: Severity;
  readonly certainty: Certainty;
  /** First where it shows, then, for a leak, where it comes from. Offsets count in the folded piece's text. */
  readonly places: readonly Place[];
  /** What was found here, with the words or numbers concerned; plain text. */
  readonly explanation: string;
}

/** As a session's row keeps it: how often each check fired. */
export interface FindingCount {
  readonly code: string;
  readonly kind: FindingKind;
  readonly severity: Severity;
  readonly count: number;
}
