import type {
  CurationUsage,
  Decomposition,
  ProposalAuthor,
  SourceLines,
  Step,
} from '#lib/contract/curation-record.ts';
import type { Proposer } from './proposer.ts';

/** What `propose` tells while it works; all in order, at most a few per request. */
export type ProposeProgress =
  /** Lines `first` to `last` were sent; `ofLines` is the length of the trace. */
  | {
      readonly type: 'steps-asked';
      readonly first: number;
      readonly last: number;
      readonly ofLines: number;
    }
  | { readonly type: 'dependencies-asked'; readonly steps: number }
  /** The answer had faults, which were sent back. */
  | { readonly type: 'asked-again'; readonly about: 'steps' | 'dependencies'; readonly faults: number }
  /** A call failed and is repeated after `delayMs`. `attempt` is the one that failed, from 1. */
  | {
      readonly type: 'retrying';
      readonly attempt: number;
      readonly delayMs: number;
      readonly message: string;
    }
  /** A call is over, however; what all of them cost up to here, kept even where the proposal is then aborted. */
  | { readonly type: 'call-end'; readonly usage: CurationUsage }
  | { readonly type: 'steps-found'; readonly steps: number }
  | { readonly type: 'dependencies-found' };

export interface ProposeInput {
  readonly source: SourceLines;
  readonly question: string | null;
  /** Finds what is not given. */
  readonly proposer: Proposer;
  /** Finds the dependencies, where another should. */
  readonly parentsProposer?: Proposer;
  /** Steps that are known already, and who found them. */
  readonly steps?: { readonly steps: readonly Step[]; readonly by: ProposalAuthor };
  /** Dependencies that are known already (of given steps), and who found them. */
  readonly parents?: { readonly parents: Decomposition['parents']; readonly by: ProposalAuthor };
  readonly signal: AbortSignal;
  onProgress?(progress: ProposeProgress): void;
  /** Attempts after the first, for failures that may pass. Default 3. */
  readonly retries?: number;
}
