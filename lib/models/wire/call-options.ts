import type { LanguageModelV4CallOptions, LanguageModelV4Prompt } from '@ai-sdk/provider';
import { assertUnreachable } from '#lib/base/assert.ts';
import type { ChatRequest, CompletionRequest } from './request-schema.ts';

type Content = ChatRequest['messages'][number]['content'];

const textOf = (content: Content): string =>
  typeof content === 'string' ? content : content.map(({ text }) => text).join('');

export function chatPrompt(request: ChatRequest): LanguageModelV4Prompt {
  return request.messages.map(({ role, content }) => {
    switch (role) {
      case 'system':
      case 'developer':
        return { role: 'system', content: textOf(content) };
      case 'user':
        return { role, content: [{ type: 'text', text: textOf(content) }] };
      case 'assistant':
        return { role, content: [{ type: 'text', text: textOf(content) }] };
      default:
        return assertUnreachable(role);
    }
  });
}

/** A text completion is one user text: the raw prompt, as the AI SDK's own completion models take it. */
export const completionPrompt = ({ prompt }: CompletionRequest): LanguageModelV4Prompt => [
  { role: 'user', content: [{ type: 'text', text: typeof prompt === 'string' ? prompt : prompt[0] }] },
];

export function callOptions(
  request: ChatRequest | CompletionRequest,
  prompt: LanguageModelV4Prompt,
  abortSignal: AbortSignal,
): LanguageModelV4CallOptions {
  const { stop } = request;
  return {
    prompt,
    abortSignal,
    maxOutputTokens: request.max_completion_tokens ?? request.max_tokens ?? undefined,
    temperature: request.temperature ?? undefined,
    topP: request.top_p ?? undefined,
    seed: request.seed ?? undefined,
    frequencyPenalty: request.frequency_penalty ?? undefined,
    presencePenalty: request.presence_penalty ?? undefined,
    stopSequences: stop == null ? undefined : typeof stop === 'string' ? [stop] : stop,
  };
}
