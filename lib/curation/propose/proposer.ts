import type { Clock } from '#lib/base/clock.ts';
import type {
  CurationUsage,
  Decomposition,
  ProposalAuthor,
  SourceLines,
  Step,
} from '#lib/contract/curation-record.ts';
import type { Fetch } from '#lib/models/call/checked-fetch.ts';
import type { LearnedMemory } from '#lib/models/call/learned.ts';
import type { Endpoint, GuardedModel } from '#lib/models/endpoint.ts';
import { createGuardedModel } from '#lib/models/guarded-model.ts';
import type { TokenCounter } from '#lib/tokens/counter.ts';
import type { CurationInstructions } from '../model/instructions/curation-instructions.ts';

/** A language model that takes traces apart, as lib/models gives it, with what calling it needs. */
export interface ModelProposer {
  readonly kind: 'model';
  readonly model: GuardedModel;
  /** The endpoint's: `native` is asked through text completions, `prompted` through chat. */
  readonly mode: Endpoint['mode'];
  /** The model's name, and the endpoint's: they label the proposal. */
  readonly name: string;
  readonly endpoint: string;
  /** Tokens of prompt and reply together; null = unknown: found out from refusals. */
  readonly contextWindow: number | null;
  readonly clock: Clock;
  /** Uniform in [0, 1): the jitter of retries. */
  random(): number;
  /** Counts what the endpoint does not report. Without it: estimated. */
  readonly counter?: TokenCounter;
  /** Default: our own. */
  readonly instructions?: CurationInstructions;
}

/** Who takes a trace apart. `asked`: the built-in was chosen, which stands for the rules; a diagnostic says so. */
export type Proposer = { readonly kind: 'rules'; readonly asked?: 'built-in' } | ModelProposer;

interface ProposerDeps {
  clock: Clock;
  random(): number;
  /** Shared with sessions, so that a rejected parameter is found out once. */
  memory?: LearnedMemory;
  /** Default: for addresses that need no listing. */
  fetch?: Fetch;
  counter?: TokenCounter;
  instructions?: CurationInstructions;
}

/**
 * The proposer behind an endpoint. The built-in reasoner plays Countdown and reads no text: it stands for the rules.
 * Make one per trace or share one: it has no state but what `deps` share.
 */
export function proposerOf(endpoint: Endpoint, deps: ProposerDeps): Proposer {
  if (endpoint.kind === 'built-in') return { kind: 'rules', asked: 'built-in' };
  const { clock, random, memory, fetch, counter, instructions } = deps;
  return {
    kind: 'model',
    model: createGuardedModel(endpoint, { clock, fetch, memory }),
    mode: endpoint.mode,
    name: endpoint.model,
    endpoint: endpoint.name,
    contextWindow: endpoint.contextWindow,
    clock,
    random,
    ...(counter && { counter }),
    ...(instructions && { instructions }),
  };
}

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

/** `endpoint`: calls failed, after retries where these help. `window`: not even a small part of the trace fits. */
type ProposeErrorType = 'endpoint' | 'window';

interface ProposeErrorContext {
  /** What happened, without the remedy. Holds no key. */
  readonly summary: string;
  readonly remedy: string;
  /** The endpoint error's own type, for `endpoint`. */
  readonly reason?: string;
  /** What the calls cost up to here; it is lost to nobody. */
  readonly usage: CurationUsage;
}

/** Why a trace could not be taken apart by the model. `message` = summary and remedy. */
export class ProposeError extends Error {
  override readonly name = 'ProposeError';
  readonly type: ProposeErrorType;
  readonly summary: string;
  readonly remedy: string;
  readonly reason: string | null;
  readonly usage: CurationUsage;

  constructor(type: ProposeErrorType, { summary, remedy, reason, usage }: ProposeErrorContext) {
    super(`${summary} ${remedy}`);
    this.type = type;
    this.summary = summary;
    this.remedy = remedy;
    this.reason = reason ?? null;
    this.usage = usage;
  }
}
