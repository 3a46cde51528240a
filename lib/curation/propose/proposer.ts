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

/** A language model that splits traces into steps, as lib/models provides it, with all that a call needs. */
export interface ModelProposer {
  readonly kind: 'model';
  readonly model: GuardedModel;
  /** The endpoint's mode: we ask `native` through text completions, `prompted` through chat. */
  readonly mode: Endpoint['mode'];
  /** The model's name, and the endpoint's: they label the proposal. */
  readonly name: string;
  readonly endpoint: string;
  /** Tokens of prompt and reply together; null = unknown: we learn it from refusals. */
  readonly contextWindow: number | null;
  readonly clock: Clock;
  /** Uniform in [0, 1): the jitter of retries. */
  random(): number;
  /** Counts what the endpoint does not report. Without it we estimate. */
  readonly counter?: TokenCounter;
  /** Default: our own instructions. */
  readonly instructions?: CurationInstructions;
}

/**
 * Who splits a trace into steps. `asked`: the user chose the built-in, for which the rules take over; a diagnostic says
 * so.
 */
export type Proposer = { readonly kind: 'rules'; readonly asked?: 'built-in' } | ModelProposer;

interface ProposerDeps {
  clock: Clock;
  random(): number;
  /** Shared with sessions, so that we learn of a rejected parameter only once. */
  memory?: LearnedMemory;
  /** Default: for addresses that need no listing. */
  fetch?: Fetch;
  counter?: TokenCounter;
  instructions?: CurationInstructions;
}

/**
 * The proposer behind an endpoint. The built-in reasoner plays Countdown and reads no text, so the rules take its
 * place. Make one per trace or share one: it has no state except what `deps` share.
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

/** What `propose` reports while it works; all in order, at most a few per request. */
export type ProposeProgress =
  /** We sent lines `first` to `last`; `ofLines` is the length of the trace. */
  | {
      readonly type: 'steps-asked';
      readonly first: number;
      readonly last: number;
      readonly ofLines: number;
    }
  | { readonly type: 'dependencies-asked'; readonly steps: number }
  /** The answer had faults, which we sent back. */
  | { readonly type: 'asked-again'; readonly about: 'steps' | 'dependencies'; readonly faults: number }
  /** A call failed; we retry it after `delayMs`. `attempt` is the one that failed, from 1. */
  | {
      readonly type: 'retrying';
      readonly attempt: number;
      readonly delayMs: number;
      readonly message: string;
    }
  /**
   * A call ended, with or without success; `usage` is the cost of all so far, kept even if the proposal is then
   * aborted.
   */
  | { readonly type: 'call-end'; readonly usage: CurationUsage }
  | { readonly type: 'steps-found'; readonly steps: number }
  | { readonly type: 'dependencies-found' };

export interface ProposeInput {
  readonly source: SourceLines;
  readonly question: string | null;
  /** Finds what the input does not give. */
  readonly proposer: Proposer;
  /** Finds the dependencies, if another proposer should. */
  readonly parentsProposer?: Proposer;
  /** Steps that we already know, and who found them. */
  readonly steps?: { readonly steps: readonly Step[]; readonly by: ProposalAuthor };
  /** Dependencies (of given steps) that we already know, and who found them. */
  readonly parents?: { readonly parents: Decomposition['parents']; readonly by: ProposalAuthor };
  readonly signal: AbortSignal;
  onProgress?(progress: ProposeProgress): void;
  /** Attempts after the first, for temporary failures. Default 3. */
  readonly retries?: number;
}

/** `endpoint`: calls failed, after retries where these help. `window`: not even a small part of the trace fits. */
type ProposeErrorType = 'endpoint' | 'window';

interface ProposeErrorContext {
  /** What happened, without the remedy. Contains no key. */
  readonly summary: string;
  readonly remedy: string;
  /** The endpoint error's own type, for `endpoint`. */
  readonly reason?: string;
  /** What the calls have cost so far, so that nobody loses it. */
  readonly usage: CurationUsage;
}

/** Why the model could not split a trace into steps. `message` = summary and remedy. */
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
