import type { Rejection } from './curated.ts';
import type { Decomposition } from './decomposition.ts';
import type { Edit } from './edit.ts';
import type { CurationSettings } from './settings.ts';
import type { SourceLines } from './source-lines.ts';

/** Who took the trace apart. */
export type ProposalAuthor =
  | { readonly kind: 'rules'; readonly version: number }
  | { readonly kind: 'model'; readonly model: string; readonly endpoint: string }
  | { readonly kind: 'authors-files' };

/** Something a model's answer or a file made us assume. */
export interface CurationDiagnostic {
  readonly code: string;
  readonly severity: 'info' | 'warning' | 'error';
  readonly message: string;
  /** The step number it is about. */
  readonly step?: number;
}

/** What calls to a model cost, failed ones included. */
export interface CurationUsage {
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** How a trace was first taken apart; never changed, edits lie on top of it. */
export interface Proposal {
  /** Of the steps, and of the dependencies (a record may bring its steps and have its dependencies found by rules). */
  readonly stepsBy: ProposalAuthor;
  readonly parentsBy: ProposalAuthor;
  readonly decomposition: Decomposition;
  readonly diagnostics: readonly CurationDiagnostic[];
  readonly usage: CurationUsage;
}

/** A person's corrections, as a log: the draft is the fold of the first `cursor` edits over the proposal. */
export interface EditLog {
  readonly edits: readonly Edit[];
  readonly cursor: number;
}

/**
 * Whether nobody passed it yet: rules found steps or dependencies, and no person accepted the record in review. What a
 * model or the authors' files took apart whole is no draft.
 */
export const isDraft = ({
  proposal,
  review,
}: {
  readonly proposal: Pick<Proposal, 'stepsBy' | 'parentsBy'> | null;
  readonly review: CurationRecord['review'];
}): boolean =>
  review !== 'accept' && (proposal?.stepsBy.kind === 'rules' || proposal?.parentsBy.kind === 'rules');

/** How far the pipeline came. */
export type CurationStage = 'imported' | 'steps' | 'dag' | 'packed';
export type CurationStatus = 'waiting' | 'running' | 'kept' | 'rejected' | 'failed';

/** What lists and the funnel show, computed from the draft whenever it changes. */
export interface CurationSummary {
  readonly steps: number;
  readonly stages: number;
  readonly prompts: number;
  readonly ratio: number;
  readonly promptsPerStage: readonly number[];
  readonly sequentialTokensBefore: number;
  readonly sequentialTokensAfter: number;
  readonly totalTokensAfter: number;
  /** Of the whole sample as written. */
  readonly sampleTokens: number;
  readonly reasons: readonly Rejection[];
  readonly leaks: number;
  readonly diagnostics: number;
}

/** One trace on its way to training data. */
export interface CurationRecord {
  readonly id: string;
  readonly batchId: string | null;
  /** Place in its batch, from 0. */
  readonly index: number;
  /** The file and row it came from, for people. */
  readonly sourceName: string;
  readonly createdAt: string;
  readonly question: string | null;
  readonly expected: string | null;
  readonly source: SourceLines;
  /** Tokens of each line, exact. */
  readonly lineTokens: readonly number[];
  /** The final answer as the source words it, apart from the thinking; null where it has none. */
  readonly answer: string | null;
  readonly settings: CurationSettings;
  readonly stage: CurationStage;
  readonly status: CurationStatus;
  readonly proposal: Proposal | null;
  readonly editLog: EditLog;
  /** Raised at each save; a save of an older one is refused, so that two windows never overwrite each other. */
  readonly revision: number;
  readonly summary: CurationSummary | null;
  readonly review: 'accept' | 'reject' | 'fix' | null;
  /** Drawn into the sample to be reviewed. */
  readonly sampled: boolean;
  readonly attempts: number;
  readonly error: { readonly message: string; readonly remedy: string } | null;
}
