import type { Clock } from '#lib/base/clock.ts';
import type { Fetch } from '#lib/models/call/checked-fetch.ts';
import type { LearnedMemory } from '#lib/models/call/learned.ts';
import type { Endpoint, GuardedModel } from '#lib/models/endpoint.ts';
import { createGuardedModel } from '#lib/models/guarded-model.ts';
import type { TokenCounter } from '#lib/tokens/counter.ts';
import type { CurationInstructions } from './model/instructions/curation-instructions.ts';

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

export interface ProposerDeps {
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
