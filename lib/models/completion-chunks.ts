import type { JSONObject, LanguageModelV4FinishReason, LanguageModelV4Usage } from '@ai-sdk/provider';
import * as z from 'zod';

const count = z.number().nullish();
const usageSchema = z.looseObject({
  prompt_tokens: count,
  completion_tokens: count,
  prompt_tokens_details: z.looseObject({ cached_tokens: count }).nullish(),
  completion_tokens_details: z.looseObject({ reasoning_tokens: count }).nullish(),
});

/** One chunk of a text completion's stream; the usage chunk has empty `choices`, and may never come. */
export const completionChunkSchema = z.object({
  id: z.string().nullish(),
  model: z.string().nullish(),
  choices: z
    .array(
      z.object({
        index: z.number().nullish(),
        text: z.string().nullish(),
        reasoning_content: z.string().nullish(),
        reasoning: z.string().nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: usageSchema.nullish(),
});
export type CompletionUsage = z.infer<typeof usageSchema>;

/** Usage in the AI SDK's form; everything undefined when the endpoint told none. */
export function toUsage(usage: CompletionUsage | null): LanguageModelV4Usage {
  const input = usage?.prompt_tokens ?? undefined;
  const output = usage?.completion_tokens ?? undefined;
  const cached = usage?.prompt_tokens_details?.cached_tokens ?? undefined;
  const reasoning = usage?.completion_tokens_details?.reasoning_tokens ?? undefined;
  return {
    inputTokens: {
      total: input,
      noCache: input === undefined ? undefined : input - (cached ?? 0),
      cacheRead: cached,
      cacheWrite: undefined,
    },
    outputTokens: {
      total: output,
      text: output === undefined ? undefined : output - (reasoning ?? 0),
      reasoning,
    },
    // It was parsed from JSON, and nothing was added.
    ...(usage && { raw: usage as JSONObject }),
  };
}

/** `null`: the stream ended without saying why. */
export function toFinishReason(raw: string | null): LanguageModelV4FinishReason {
  switch (raw) {
    case null:
      return { unified: 'interrupted', raw: undefined };
    case 'stop':
    case 'eos':
    case 'eos_token':
    case 'stop_sequence':
      return { unified: 'stop', raw };
    case 'length':
    case 'limit':
      return { unified: 'length', raw };
    case 'content_filter':
      return { unified: 'content-filter', raw };
    case 'error':
      return { unified: 'error', raw };
    default:
      return { unified: 'other', raw };
  }
}

/** The finish reason in a chunk of either API; null when it holds none. */
export function finishReasonIn(chunk: unknown): string | null {
  if (typeof chunk !== 'object' || chunk === null || !('choices' in chunk)) return null;
  const choice: unknown = Array.isArray(chunk.choices) ? chunk.choices[0] : null;
  if (typeof choice !== 'object' || choice === null || !('finish_reason' in choice)) return null;
  return typeof choice.finish_reason === 'string' && choice.finish_reason !== ''
    ? choice.finish_reason
    : null;
}

/** The usage in a chunk of either API; null when it holds none. */
export function usageIn(chunk: unknown): CompletionUsage | null {
  if (typeof chunk !== 'object' || chunk === null || !('usage' in chunk) || !chunk.usage) return null;
  return usageSchema.safeParse(chunk.usage).data ?? null;
}
