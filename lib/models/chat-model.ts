import type { LanguageModelV4, LanguageModelV4Prompt } from '@ai-sdk/provider';
import { UnsupportedFunctionalityError } from '@ai-sdk/provider';
import { createOpenAiModel, type OpenAiModelOptions } from './openai-model.ts';

/** Messages of text only, each with its content as one string: not every server takes parts. */
function messagesOf(prompt: LanguageModelV4Prompt): { role: string; content: string }[] {
  return prompt.map((message) => {
    if (message.role === 'system') return { role: 'system', content: message.content };
    const texts = message.content.map((part) => {
      if (part.type === 'text') return part.text;
      throw new UnsupportedFunctionalityError({ functionality: `a ${part.type} part in a chat message` });
    });
    return { role: message.role, content: texts.join('') };
  });
}

/** Chat (`POST {baseUrl}/chat/completions`) as an AI SDK language model. */
export const createChatModel = (options: OpenAiModelOptions): LanguageModelV4 =>
  createOpenAiModel(
    { name: 'chat', path: '/chat/completions', inputOf: (prompt) => ({ messages: messagesOf(prompt) }) },
    options,
  );
