import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModelV4 } from '@ai-sdk/provider';
import type { Fetch } from './checked-fetch.ts';

export interface ChatModelOptions {
  /** Up to and without `/chat/completions`. */
  baseUrl: string;
  modelId: string;
  headers?: Record<string, string>;
  fetch: Fetch;
  /** Last change to the request's body, for servers that reject a parameter. */
  adaptBody?: (body: Record<string, unknown>) => Record<string, unknown>;
}

/** Chat through the AI SDK's provider; reasoning is read from `reasoning_content` or `reasoning`. */
export function createChatModel(options: ChatModelOptions): LanguageModelV4 {
  const provider = createOpenAICompatible({
    name: 'sprintscope',
    baseURL: options.baseUrl,
    headers: options.headers,
    fetch: options.fetch,
    // Without it no `stream_options` is sent, and most servers then report no usage.
    includeUsage: true,
    transformRequestBody: options.adaptBody,
  });
  return provider.chatModel(options.modelId);
}
