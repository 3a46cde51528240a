import type { CallOptions, CallPart, Endpoint, GuardedModel } from '../endpoint.ts';
import { EndpointError } from '../errors.ts';

export const TEST_KEY = 'k3y-Geheim/0+123456';

/** An endpoint for tests; its timeouts are far longer than a test. */
export const endpointOf = (baseUrl: string, more: Partial<Endpoint> = {}): Endpoint => ({
  id: 'test',
  name: 'Test',
  kind: 'openai-compatible',
  baseUrl,
  apiKey: TEST_KEY,
  model: 'test-model',
  mode: 'prompted',
  contextWindow: null,
  timeouts: { firstTokenMs: 60_000, stallMs: 60_000, totalMs: 120_000 },
  thinkingTag: 'auto',
  tokensPerSecond: null,
  source: 'settings',
  ...more,
});

export const inputOf = (api: 'chat' | 'completion', text = 'Hello'): CallOptions['input'] =>
  api === 'completion'
    ? { kind: 'completion', prompt: text }
    : { kind: 'chat', messages: [{ role: 'user', content: text }] };

export const optionsOf = (api: 'chat' | 'completion', more: Partial<CallOptions> = {}): CallOptions => ({
  input: inputOf(api),
  stop: ['</Plan_'],
  maxTokens: 1_000,
  temperature: 0.6,
  signal: new AbortController().signal,
  ...more,
});

/** Everything that one call yielded. */
export interface CallRecord {
  parts: CallPart[];
  text: string;
  thinking: string;
  notices: { code: string; explanation: string }[];
  finish: Extract<CallPart, { type: 'finish' }> | null;
  error: unknown;
}

/** Runs a call to its end, whether it succeeds or fails. */
export async function record(guarded: GuardedModel, options: CallOptions): Promise<CallRecord> {
  const result: CallRecord = { parts: [], text: '', thinking: '', notices: [], finish: null, error: null };
  try {
    for await (const part of guarded.call(options)) {
      result.parts.push(part);
      if (part.type === 'text') result.text += part.text;
      else if (part.type === 'thinking') result.thinking += part.text;
      else if (part.type === 'notice')
        result.notices.push({ code: part.code, explanation: part.explanation });
      else result.finish = part;
    }
  } catch (error) {
    result.error = error;
  }
  return result;
}

/** The error of a call that must have failed with an EndpointError. */
export function endpointErrorOf({ error }: CallRecord): EndpointError {
  if (error instanceof EndpointError) return error;
  throw new Error('The call did not fail with an EndpointError', { cause: error });
}
