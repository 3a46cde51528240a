import type { NewSession } from '#lib/contract/session-requests.ts';
import type { PublicEndpoint } from '#lib/models/endpoint.ts';
import { tokenizerNames } from '#lib/tokens/counter.ts';
import type { EventOf, ModelInfo, Strategy } from '#lib/trace/events.ts';

export type SessionStart = EventOf<'session-start'>;

/** The strategy that a session did not use. */
export const otherStrategy = (strategy: Strategy): Strategy =>
  strategy === 'sprint' ? 'sequential' : 'sprint';

/** The endpoint that ran a session, if it is still there: same name, mode and address. */
export function sameEndpoint(
  start: SessionStart,
  endpoints: readonly PublicEndpoint[],
): PublicEndpoint | null {
  const model: ModelInfo = start.models.planner;
  return (
    endpoints.find(
      (endpoint) =>
        endpoint.mode === model.mode &&
        (model.ruleBased
          ? endpoint.kind === 'built-in'
          : endpoint.name === model.endpointName && endpoint.baseUrl === model.baseUrl),
    ) ?? null
  );
}

export interface OtherSide {
  readonly start: SessionStart;
  readonly endpoint: PublicEndpoint;
  /** Replaces the endpoint's own; empty for that one. */
  readonly model: string;
  readonly pairId: string;
  /** Tokens a second of the built-in. */
  readonly pace: number;
}

/**
 * The request for the missing strategy on the same question: counted with the same tokenizer, and with the limits and
 * temperature of the session where that was a run (an import has none of its own).
 */
export function otherSideRequest({ start, endpoint, model, pairId, pace }: OtherSide): NewSession {
  const isRun = start.origin.kind === 'live' || start.origin.kind === 'built-in';
  const tokenizer = tokenizerNames.find((name) => name === start.tokenizer);
  return {
    question: start.question,
    strategy: otherStrategy(start.strategy),
    endpointId: endpoint.id,
    pairId,
    ...(endpoint.kind !== 'built-in' && model.trim() !== '' && { model: model.trim() }),
    ...(tokenizer && { tokenizer }),
    ...(isRun && { settings: start.settings }),
    // Instruction texts belong to one mode; a tuned model needs exactly its own.
    ...(isRun && start.mode === endpoint.mode && { instructions: start.instructions }),
    ...(endpoint.kind === 'built-in' && { tokensPerSecond: pace }),
  };
}

/** What a reader must know before reading such a comparison; in order of weight. */
export function otherSideCaveats(start: SessionStart, endpoint: PublicEndpoint, model: string): string[] {
  const strategy = otherStrategy(start.strategy);
  const own = start.models.planner;
  const chosen = model.trim() || endpoint.model;
  const caveats: string[] = [];
  if (endpoint.kind === 'built-in' || own.ruleBased) {
    caveats.push(
      endpoint.kind === 'built-in' && own.ruleBased
        ? 'Both sides are the rule-based built-in: what it saves is what a toy saves.'
        : 'One side is the rule-based built-in, not a language model: the two say little about each other.',
    );
  }
  if (endpoint.kind !== 'built-in' && chosen !== own.model && own.model !== 'unknown') {
    caveats.push('Two different models: the difference will be one of models as well as of strategies.');
  }
  if (endpoint.kind !== 'built-in' && strategy === 'sequential' && endpoint.mode === 'native') {
    caveats.push(
      'A sequential run by a SPRINT-tuned model is not the paper’s baseline: that was another model, tuned on the sequential traces.',
    );
  }
  if (endpoint.kind !== 'built-in' && strategy === 'sprint' && endpoint.mode === 'prompted') {
    caveats.push(
      'A chat model is told the protocol, not tuned for it: it may plan less well than the paper’s model.',
    );
  }
  return caveats;
}

/** Unguessable; `crypto.randomUUID` is missing on plain http outside of localhost. */
export function newPairId(random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array): string {
  return [...random(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
