import type { LanguageModelV4 } from '@ai-sdk/provider';
import type { Clock } from '#lib/base/clock.ts';
import type { CallOptions, CallPart, GuardedModel, Notice } from '#lib/models/endpoint.ts';
import type { EndpointError } from '#lib/models/errors.ts';
import { learning } from '#lib/models/testing/learning.ts';
import type { ModelProposer } from '../../propose/proposer.ts';

export interface ScriptedAnswer {
  readonly text?: string;
  readonly thinking?: string;
  /** Default `stop`. */
  readonly reason?: 'stop' | 'length' | 'content-filter' | 'other';
  readonly usage?: { inputTokens?: number; outputTokens?: number } | null;
  readonly notice?: Notice;
  /** Thrown after the text. */
  readonly error?: EndpointError;
  /** Continues until the caller aborts it. */
  readonly hangs?: boolean;
}

export interface AnsweringModel extends GuardedModel {
  readonly calls: readonly CallOptions[];
}

/** A guarded model that answers each call at once from the script, which gets the whole input as one text. */
export function createAnsweringModel(
  script: (sent: string, call: number) => ScriptedAnswer | string,
): AnsweringModel {
  const calls: CallOptions[] = [];
  async function* call(options: CallOptions): AsyncGenerator<CallPart, void, void> {
    calls.push(options);
    const said = script(sentIn(options), calls.length);
    const answer: ScriptedAnswer = typeof said === 'string' ? { text: said } : said;
    if (answer.notice) yield { type: 'notice', ...answer.notice };
    if (answer.thinking) yield { type: 'thinking', text: answer.thinking };
    if (answer.text) yield { type: 'text', text: answer.text };
    if (answer.hangs)
      await new Promise((_, reject) => {
        options.signal.addEventListener('abort', () => reject(options.signal.reason));
      });
    if (answer.error) throw answer.error;
    yield { type: 'finish', reason: answer.reason ?? 'stop', usage: answer.usage ?? null };
  }
  return { model: {} as LanguageModelV4, call, ...learning(), calls };
}

export const sentIn = ({ input }: CallOptions): string =>
  input.kind === 'completion' ? input.prompt : input.messages.map(({ content }) => content).join('\n');

/** Whether the request is the one about dependencies: only that asks for JSON. */
export const isAboutDependencies = (sent: string): boolean => sent.includes('Write the JSON object');

/** A clock that records waits instead of waiting. */
export function createNotingClock(): Clock & { readonly waited: readonly number[] } {
  const waited: number[] = [];
  return {
    now: () => 0,
    date: () => new Date(0),
    async sleep(durationMs, signal) {
      signal?.throwIfAborted();
      waited.push(durationMs);
    },
    waited,
  };
}

/** A proposer for tests around a scripted model. */
export const proposerWith = (model: GuardedModel, more: Partial<ModelProposer> = {}): ModelProposer => ({
  kind: 'model',
  model,
  mode: 'prompted',
  name: 'test-model',
  endpoint: 'Test',
  contextWindow: null,
  clock: createNotingClock(),
  random: () => 0,
  ...more,
});
