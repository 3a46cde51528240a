import {
  APICallError,
  JSONParseError,
  type LanguageModelV4,
  type LanguageModelV4CallOptions,
  type LanguageModelV4Content,
  type LanguageModelV4Prompt,
  type LanguageModelV4StreamPart,
  TypeValidationError,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider';
import { createParser } from 'eventsource-parser';
import type { Fetch } from './checked-fetch.ts';
import { type CompletionUsage, completionChunkSchema, toFinishReason, toUsage } from './completion-chunks.ts';

export interface CompletionModelOptions {
  /** Up to and without `/completions`. */
  baseUrl: string;
  modelId: string;
  headers?: Record<string, string>;
  fetch: Fetch;
  /** Last change to the request's body, for servers that reject a parameter. */
  adaptBody?: (body: Record<string, unknown>) => Record<string, unknown>;
}

/** One event of a stream holds one token's text; anything near this is no such stream. */
const MAX_EVENT_LENGTH = 8 * 1024 * 1024;

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

function partsFromEvents(
  body: ReadableStream<Uint8Array>,
  includeRaw: boolean,
): ReadableStream<LanguageModelV4StreamPart> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const queue: LanguageModelV4StreamPart[] = [{ type: 'stream-start', warnings: [] }];
  let open: 'text' | 'reasoning' | null = null;
  let finishReason: string | null = null;
  let usage: CompletionUsage | null = null;
  let metadataSent = false;
  let ended = false;

  function closeBlock() {
    if (open) queue.push({ type: `${open}-end`, id: open });
    open = null;
  }

  function write(block: 'text' | 'reasoning', delta: string | null | undefined) {
    if (!delta) return;
    if (open !== block) {
      closeBlock();
      open = block;
      queue.push({ type: `${block}-start`, id: block });
    }
    queue.push({ type: `${block}-delta`, id: block, delta });
  }

  function end(error?: unknown) {
    if (ended) return;
    ended = true;
    closeBlock();
    if (error !== undefined) queue.push({ type: 'error', error });
    queue.push({
      type: 'finish',
      finishReason: error === undefined ? toFinishReason(finishReason) : { unified: 'error', raw: undefined },
      usage: toUsage(usage),
    });
  }

  function readEvent(data: string) {
    if (ended) return;
    if (data === '[DONE]') return end();
    let value: unknown;
    try {
      value = JSON.parse(data);
    } catch (cause) {
      return end(new JSONParseError({ text: data, cause }));
    }
    if (includeRaw) queue.push({ type: 'raw', rawValue: value });
    if (typeof value === 'object' && value !== null && 'error' in value && value.error)
      return end(value.error);
    const parsed = completionChunkSchema.safeParse(value);
    if (!parsed.success || !(parsed.data.choices || parsed.data.usage)) {
      return end(new TypeValidationError({ value, cause: parsed.error }));
    }
    const chunk = parsed.data;
    if (!metadataSent && (chunk.id || chunk.model)) {
      metadataSent = true;
      queue.push({
        type: 'response-metadata',
        ...(chunk.id && { id: chunk.id }),
        ...(chunk.model && { modelId: chunk.model }),
      });
    }
    usage = chunk.usage ?? usage;
    const choice = chunk.choices?.[0];
    if (!choice) return;
    write('reasoning', choice.reasoning_content ?? choice.reasoning);
    write('text', choice.text);
    finishReason = choice.finish_reason ?? finishReason;
  }

  const parser = createParser({
    onEvent: ({ data }) => readEvent(data),
    onError: (error) => {
      // Unknown fields are to be ignored by the standard; an event without end is not.
      if (error.type === 'max-buffer-size-exceeded') end(error);
    },
    maxBufferSize: MAX_EVENT_LENGTH,
  });

  return new ReadableStream<LanguageModelV4StreamPart>({
    async pull(controller) {
      while (queue.length === 0 && !ended) {
        const { done, value } = await reader.read();
        if (done) end();
        else parser.feed(decoder.decode(value, { stream: true }));
      }
      for (const part of queue.splice(0)) controller.enqueue(part);
      if (!ended) return;
      controller.close();
      await reader.cancel().catch(() => {});
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

/**
 * Text completions (`POST {baseUrl}/completions`) as an AI SDK language model. The prompt must be a single user text
 * and is sent verbatim, which the SDK's own completion model does not do: it writes `user:` and `assistant:` around it.
 * Failures arrive as the SDK's errors do: thrown before the first part, as `error` parts after it; a stream that ends
 * without a finish reason finishes as `interrupted`.
 */
export function createCompletionModel(options: CompletionModelOptions): LanguageModelV4 {
  const url = `${options.baseUrl}/completions`;

  async function doStream(call: LanguageModelV4CallOptions) {
    const adapt = options.adaptBody ?? ((body: Record<string, unknown>) => body);
    const body = adapt({
      model: options.modelId,
      prompt: verbatimPrompt(call.prompt),
      max_tokens: call.maxOutputTokens,
      temperature: call.temperature,
      top_p: call.topP,
      frequency_penalty: call.frequencyPenalty,
      presence_penalty: call.presencePenalty,
      seed: call.seed,
      stop: call.stopSequences?.length ? call.stopSequences : undefined,
      stream: true,
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
        message: `Text completion failed with status ${response.status}`,
        url,
        requestBodyValues: body,
        statusCode: response.status,
        responseBody: await response.text(),
      });
    }
    return {
      stream: partsFromEvents(response.body, call.includeRawChunks ?? false),
      request: { url, body },
      response: { headers: Object.fromEntries(response.headers) },
    };
  }

  return {
    specificationVersion: 'v4',
    provider: 'sprintscope.completion',
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
