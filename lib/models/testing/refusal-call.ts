import type { EndpointError } from '../errors.ts';
import { type CallFacts, errorFromResponse } from '../refusals/classify-response.ts';
import { bodyOf } from './bodies.ts';

/** A request with every parameter that a server may refuse. */
const sent = {
  model: 'm',
  messages: [],
  stream: true,
  max_tokens: 36_000,
  temperature: 1.5,
  stop: ['a', 'b', 'c', 'd', 'e', 'f'],
  stream_options: { include_usage: true },
  top_p: 0.9,
  top_k: 50,
  seed: 7,
  min_p: 0.05,
  reasoning_effort: 'high',
  skip_special_tokens: false,
  chat_template_kwargs: { enable_thinking: true },
};
/** What the call was, as `classify-response.ts` takes it. */
export const facts: CallFacts = {
  url: 'http://host/v1/chat/completions',
  model: 'm',
  hasKey: true,
  redact: (text) => text,
  now: () => new Date('2026-01-01T00:00:00Z'),
  sent: () => sent,
};
/** The error that we make of a server's answer. */
export const answer = (status: number, body: unknown, headers: Record<string, string> = {}): EndpointError =>
  errorFromResponse({ status, headers: new Headers(headers) }, bodyOf(body), facts);
/** The body of an error in OpenAI's form. */
export const openai = (message: string, param: string | null = null, code: string | null = null) => ({
  error: { message, type: 'invalid_request_error', param, code },
});
