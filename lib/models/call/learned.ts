import type { ParameterRange } from '../refusals/value-range.ts';

/** One change to the requests for a model, because its server rejects a parameter. */
export interface ParameterChange {
  readonly parameter: string;
  /** The new name; null = we leave the parameter out. */
  readonly to: string | null;
}

/** What an endpoint taught us about one model under one API, by its refusals and its habits. */
export interface Learned {
  /** In the order in which we learned them: we may later leave out a renamed parameter. */
  readonly changes: readonly ParameterChange[];
  /** By the parameter's name as we send it before `changes`; `max_tokens` caps the tokens that we ask for. */
  readonly ranges: Readonly<Record<string, ParameterRange>>;
  /** Tokens of prompt and reply together; null = the server never told us. */
  readonly contextWindow: number | null;
  /** `refused`: the chat template has no system role, so instructions go into the first user message. */
  readonly systemRole: 'refused' | null;
  /** Replies begin inside thinking, since the chat template wrote the opening tag itself; null = unknown. */
  readonly thinkingOpenedByTemplate: boolean | null;
  /** Stop strings also end the thinking, so we send chat calls without `stop`. */
  readonly stopBitesThinking: boolean;
}

export const nothingLearned: Learned = {
  changes: [],
  ranges: {},
  contextWindow: null,
  systemRole: null,
  thinkingOpenedByTemplate: null,
  stopBitesThinking: false,
};

/**
 * What we learned, by `learnedKey`. Sessions share it, which spares the next one its first refused request. A plain
 * `Map` is forgotten with the process; the server keeps its own in its store.
 */
export interface LearnedMemory {
  get(key: string): Learned | undefined;
  set(key: string, learned: Learned): unknown;
}

/** A lesson as the app shows it. */
export interface LearnedNote {
  code: string;
  explanation: string;
  /** UTC, ISO 8601. */
  since: string;
  model: string;
  api: LearnedAbout['api'];
}

/** What a lesson is about. An endpoint with another address or model learns anew. */
export interface LearnedAbout {
  endpointId: string;
  api: 'chat' | 'completion';
  /** Without credentials. */
  url: string;
  model: string;
}

export const learnedKey = ({ endpointId, api, url, model }: LearnedAbout): string =>
  JSON.stringify([endpointId, api, url, model]);

/** Null for a text that is not such a key. */
export function readLearnedKey(key: string): LearnedAbout | null {
  try {
    const value: unknown = JSON.parse(key);
    if (!Array.isArray(value) || value.length !== 4 || value.some((part) => typeof part !== 'string'))
      return null;
    const [endpointId, api, url, model] = value;
    return api === 'chat' || api === 'completion' ? { endpointId, api, url, model } : null;
  } catch {
    return null;
  }
}

/** Adds what one call learned to what other calls learned meanwhile. */
export function mergeLearned(known: Learned, lesson: Partial<Learned>): Learned {
  const isKnown = ({ parameter, to }: ParameterChange) =>
    known.changes.some((change) => change.parameter === parameter && change.to === to);
  return {
    changes: [...known.changes, ...(lesson.changes ?? []).filter((change) => !isKnown(change))],
    ranges: { ...known.ranges, ...lesson.ranges },
    contextWindow: lesson.contextWindow ?? known.contextWindow,
    systemRole: lesson.systemRole ?? known.systemRole,
    thinkingOpenedByTemplate: lesson.thinkingOpenedByTemplate ?? known.thinkingOpenedByTemplate,
    stopBitesThinking: lesson.stopBitesThinking ?? known.stopBitesThinking,
  };
}

/** What calls use: the endpoint's own setting overrides what we learned. */
export function inEffect(
  learned: Learned,
  { thinkingTag }: { readonly thinkingTag: 'auto' | 'opened' | 'none' },
): Learned {
  return thinkingTag === 'auto'
    ? learned
    : { ...learned, thinkingOpenedByTemplate: thinkingTag === 'opened' };
}
