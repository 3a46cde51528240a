import type { Endpoint, EndpointTimeouts, PublicEndpoint } from './endpoint.ts';

/**
 * Generous on purpose: a local server that works requests off one by one keeps the eighth executor waiting for seven
 * others, hosted reasoning models think for minutes without a word, and 36,000 sequential tokens at 15 a second take
 * 40 minutes.
 */
export const defaultTimeouts: EndpointTimeouts = {
  firstTokenMs: 300_000,
  stallMs: 120_000,
  totalMs: 3_600_000,
};

/** The endpoint that is always there: rule-based, in-process, no key, no network. */
export function builtinEndpoint(tokensPerSecond = 60): Endpoint {
  return {
    id: 'built-in',
    name: 'Built-in reasoner',
    kind: 'built-in',
    baseUrl: '',
    apiKey: null,
    model: 'countdown-reasoner',
    mode: 'native',
    contextWindow: null,
    timeouts: defaultTimeouts,
    thinkingTag: 'auto',
    tokensPerSecond,
    source: 'built-in',
  };
}

/** What may leave the server: everything but the key and what the headers hold. */
export function publicEndpoint(endpoint: Endpoint): PublicEndpoint {
  const { apiKey, headers, ...rest } = endpoint;
  return { ...rest, hasKey: apiKey !== null && apiKey !== '', headerNames: Object.keys(headers ?? {}) };
}
