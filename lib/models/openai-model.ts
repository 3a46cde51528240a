import {
  APICallError,
  type LanguageModelV4,
  type LanguageModelV4CallOptions,
  type LanguageModelV4Content,
  type LanguageModelV4Prompt,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider';
import type { Fetch } from './call/checked-fetch.ts';
import { createReplyStream } from './reply/reply-stream.ts';

export interface OpenAiModelOptions {
  /** The address without `/completions` or `/chat/completions`. */
  baseUrl: string;
  modelId: string;
  headers?: Record<string, string>;
  fetch: Fetch;
  /** The last change to the request's body, for servers that reject a parameter. */
  adaptBody?: (body: Record<string, unknown>) => Record<string, unknown>;
}

/** How the two APIs differ. */
export interface OpenAiApi {
  name: 'chat' | 'completion';
  path: string;
  /** How we send the prompt. */
  inputOf(prompt: LanguageModelV4CallOptions['prompt']): Record<string, unknown>;
}

/**
 * One of the OpenAI APIs as a streaming AI SDK language model. We wrote our own, since the SDK's discards replies
 * because of the envelope around them. Failures arrive as the SDK's do: thrown before the first part, as `error` parts
 * after it.
 */
export function createOpenAiModel(api: OpenAiApi, options: OpenAiModelOptions): LanguageModelV4 {
  const url = `${options.baseUrl}${api.path}`;

  async function doStream(call: LanguageModelV4CallOptions) {
    const adapt = options.adaptBody ?? ((body: Record<string, unknown>) => body);
    const body = adapt({
      model: options.modelId,
      ...api.inputOf(call.prompt),
      max_tokens: call.maxOutputTokens,
      temperature: call.temperature,
      top_p: call.topP,
      frequency_penalty: call.frequencyPenalty,
      presence_penalty: call.presencePenalty,
      seed: call.seed,
      stop: call.stopSequences?.length ? call.stopSequences : undefined,
      stream: true,
      // Without this, most servers report no usage.
      stream_options: { include_usage: true },
    });
    const response = await options.fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        ...options.headers,
        ...Object.fromEntries(Object.entries(call.headers ?? {}).filter(([, value]) => value !== undefined)),
      },
      body: JSON.stringify(body),
      signal: call.abortSignal,
    });
    if (!response.ok || !response.body) {
      throw new APICallError({
        message: `The call failed with status ${response.status}`,
        url,
        requestBodyValues: body,
        statusCode: response.status,
        responseBody: await response.text(),
      });
    }
    return {
      stream: createReplyStream(response.body, {
        includeRaw: call.includeRawChunks ?? false,
        readsMarks: api.name === 'chat',
        abortSignal: call.abortSignal,
      }),
      request: { url, body },
      response: { headers: Object.fromEntries(response.headers) },
    };
  }

  return {
    specificationVersion: 'v4',
    provider: `sprintscope.${api.name}`,
    modelId: options.modelId,
    supportedUrls: {},
    doStream,
    async doGenerate(call) {
      const { stream, request, response } = await doStream(call);
      const texts = { reasoning: '', text: '' };
      for await (const part of stream) {
        if (part.type === 'text-delta') texts.text += part.delta;
        else if (part.type === 'reasoning-delta') texts.reasoning += part.delta;
        else if (part.type === 'error') throw part.error;
        else if (part.type === 'finish') {
          const content = (['reasoning', 'text'] as const)
            .filter((type) => texts[type] !== '')
            .map((type): LanguageModelV4Content => ({ type, text: texts[type] }));
          return {
            content,
            finishReason: part.finishReason,
            usage: part.usage,
            warnings: [],
            request,
            response,
          };
        }
      }
      throw new Error('A stream of parts ended without its finish part');
    },
  };
}

/** Messages of text only, each with its content as one string: not every server accepts parts. */
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
 * Text completions (`POST {baseUrl}/completions`) as an AI SDK language model. The prompt must be a single user text,
 * and we send it verbatim. The SDK's own completion model does not: it writes `user:` and `assistant:` around it.
 */
export const createCompletionModel = (options: OpenAiModelOptions): LanguageModelV4 =>
  createOpenAiModel(
    { name: 'completion', path: '/completions', inputOf: (prompt) => ({ prompt: verbatimPrompt(prompt) }) },
    options,
  );
