import type { LanguageModelV4, LanguageModelV4Prompt } from '@ai-sdk/provider';
import { UnsupportedFunctionalityError } from '@ai-sdk/provider';
import { createOpenAiModel, type OpenAiModelOptions } from './openai-model.ts';

/** The prompt of a text completion is one user text, sent byte for byte. */
function verbatimPrompt(prompt: LanguageModelV4Prompt): string {
  const [message, ...others] = prompt;
  const [part, ...otherParts] = message?.role === 'user' ? message.content : [];
  if (part?.type !== 'text' || others.length > 0 || otherParts.length > 0) {
    throw new UnsupportedFunctionalityError({
      functionality: 'a prompt of a text completion other than one user text',
    });
  }
  return part.text;
}

/**
 * Text completions (`POST {baseUrl}/completions`) as an AI SDK language model. The prompt must be a single user text
 * and is sent verbatim, which the SDK's own completion model does not do: it writes `user:` and `assistant:` around it.
 */
export const createCompletionModel = (options: OpenAiModelOptions): LanguageModelV4 =>
  createOpenAiModel(
    { name: 'completion', path: '/completions', inputOf: (prompt) => ({ prompt: verbatimPrompt(prompt) }) },
    options,
  );
