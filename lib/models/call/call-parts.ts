import type {
  LanguageModelV4FinishReason,
  LanguageModelV4Prompt,
  LanguageModelV4Usage,
} from '@ai-sdk/provider';
import { assertUnreachable } from '#lib/base/assert.ts';
import type { CallOptions, CallPart } from '../endpoint.ts';

type Finish = Extract<CallPart, { type: 'finish' }>;

/** The input in the AI SDK's form; a completion's prompt is the single user text. */
export function toPrompt(input: CallOptions['input']): LanguageModelV4Prompt {
  if (input.kind === 'completion') {
    return [{ role: 'user', content: [{ type: 'text', text: input.prompt }] }];
  }
  return input.messages.map(({ role, content }) =>
    role === 'system' ? { role, content } : { role, content: [{ type: 'text' as const, text: content }] },
  );
}

/** A reply cannot finish as `broken` or `failed`: the call throws. */
export function toFinish(reason: LanguageModelV4FinishReason): Finish['reason'] | 'broken' | 'failed' {
  switch (reason.unified) {
    case 'stop':
    case 'length':
    case 'content-filter':
    case 'other':
      return reason.unified;
    case 'tool-calls':
      return 'other';
    case 'interrupted':
      return 'broken';
    case 'error':
      return 'failed';
    default:
      return assertUnreachable(reason.unified);
  }
}

// The log accepts natural numbers only, but a server may report anything.
const natural = (value: number | undefined): number | undefined =>
  value !== undefined && Number.isSafeInteger(value) && value >= 0 ? value : undefined;

/** What the endpoint reported; null if it reported nothing usable. */
export function toCallUsage(usage: LanguageModelV4Usage): Finish['usage'] {
  const inputTokens = natural(usage.inputTokens.total);
  const outputTokens = natural(usage.outputTokens.total);
  if (inputTokens === undefined && outputTokens === undefined) return null;
  const reasoningTokens = natural(usage.outputTokens.reasoning);
  const cachedInputTokens = natural(usage.inputTokens.cacheRead);
  return {
    ...(inputTokens !== undefined && { inputTokens }),
    ...(outputTokens !== undefined && { outputTokens }),
    ...(reasoningTokens !== undefined && { reasoningTokens }),
    ...(cachedInputTokens !== undefined && { cachedInputTokens }),
  };
}

/** Tokenizers differ (digits one by one or by threes): up to 40 % fewer tokens can be the same text. */
const CUT_RATIO = 0.6;
const CUT_MIN_TOKENS = 256;

/**
 * Returns a notice when the endpoint read far fewer tokens than we sent: Ollama drops the start of a long prompt
 * without a word.
 */
export function promptCutNotice(
  usage: Finish['usage'],
  estimatedInputTokens: number | undefined,
): CallPart | null {
  if (usage?.inputTokens === undefined || !usage.inputTokens || estimatedInputTokens === undefined)
    return null;
  // Some servers report only the tokens that were not cached.
  const read = Math.max(usage.inputTokens, (usage.cachedInputTokens ?? 0) + usage.inputTokens);
  if (read >= estimatedInputTokens * CUT_RATIO || estimatedInputTokens - read < CUT_MIN_TOKENS) return null;
  return {
    type: 'notice',
    code: 'prompt-cut-by-server',
    explanation: `The endpoint reports ${usage.inputTokens} prompt tokens where about ${Math.round(
      estimatedInputTokens,
    )} were sent: it probably dropped the start of the prompt. Raise the server’s context length (Ollama: num_ctx or OLLAMA_CONTEXT_LENGTH), or set the endpoint’s context window.`,
  };
}
