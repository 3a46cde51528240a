import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Prompt,
  LanguageModelV4StreamPart,
} from '@ai-sdk/provider';
import { assertUnreachable } from '#lib/base/assert.ts';
import type { Clock } from '#lib/base/clock.ts';
import {
  type ChunkContent,
  type ReplyHead,
  replyBody,
  replyChunk,
  type WireApi,
  wireFinishReason,
  wireUsage,
} from './reply-body.ts';
import {
  type ChatRequest,
  type CompletionRequest,
  chatRequestSchema,
  completionRequestSchema,
  readRequest,
} from './request-schema.ts';
import { errorBody, errorResponse, modelFailure, WireError } from './wire-error.ts';

/** The models that we serve, by the ids that requests name. */
export interface WireModels {
  list(): readonly { id: string; ownedBy: string; description?: string }[];
  find(id: string): LanguageModelV4 | null;
}

export interface WireOptions {
  models: WireModels;
  clock: Clock;
  /** A fresh part of an id, for example from `crypto.randomUUID`. */
  createId(): string;
}

/** Serves one model under its own id. */
export const singleModel = (model: LanguageModelV4): WireModels => ({
  list: () => [{ id: model.modelId, ownedBy: model.provider }],
  find: (id) => (id === model.modelId ? model : null),
});

/**
 * Answers a request in the OpenAI wire format; the path's end names the API (`/chat/completions`, `/completions`,
 * `/models`). Never rejects: every failure is a response, or, once a stream has begun, its last event.
 */
export async function handleWireRequest(options: WireOptions, request: Request): Promise<Response> {
  try {
    const path = new URL(request.url).pathname.replace(/\/+$/, '');
    if (path.endsWith('/models')) {
      allow(request, 'GET');
      return listModels(options);
    }
    if (path.endsWith('/chat/completions')) {
      allow(request, 'POST');
      const body = await readRequest(request, chatRequestSchema);
      return await generate(options, request, 'chat', body, chatPrompt(body));
    }
    if (path.endsWith('/completions')) {
      allow(request, 'POST');
      const body = await readRequest(request, completionRequestSchema);
      return await generate(options, request, 'completion', body, completionPrompt(body));
    }
    throw new WireError('unknown-path', `There is nothing at ${path}.`);
  } catch (error) {
    return errorResponse(modelFailure(error));
  }
}

function allow(request: Request, method: 'GET' | 'POST'): void {
  if (request.method !== method) throw new WireError('method-not-allowed', `Use ${method} here.`);
}

function listModels({ models, clock }: WireOptions): Response {
  const created = Math.floor(clock.date().getTime() / 1000);
  const data = models.list().map(({ id, ownedBy, description }) => ({
    id,
    object: 'model',
    created,
    owned_by: ownedBy,
    ...(description !== undefined && { description }),
  }));
  return Response.json({ object: 'list', data }, { headers: { 'cache-control': 'no-store' } });
}

async function generate(
  { models, clock, createId }: WireOptions,
  request: Request,
  api: WireApi,
  body: ChatRequest | CompletionRequest,
  prompt: ReturnType<typeof chatPrompt>,
): Promise<Response> {
  const model = models.find(body.model);
  if (!model) {
    const known = models.list().map(({ id }) => id);
    throw new WireError(
      'unknown-model',
      `The model ${JSON.stringify(body.model.slice(0, 100))} does not exist here. There is: ${known.join(', ')}.`,
      'model',
    );
  }
  const reply: ReplyHead = {
    api,
    id: `${api === 'chat' ? 'chatcmpl' : 'cmpl'}-${createId()}`,
    created: Math.floor(clock.date().getTime() / 1000),
    model: body.model,
  };
  // Two ways to notice that the client has gone: the request's signal, and a cancelled response body.
  const gone = new AbortController();
  const call = callOptions(body, prompt, AbortSignal.any([request.signal, gone.signal]));
  if (!body.stream) {
    const result = await model.doGenerate(call);
    return Response.json(replyBody(reply, result), { headers: { 'cache-control': 'no-store' } });
  }
  const { stream } = await model.doStream(call);
  const events = replyStream(stream, {
    reply,
    withUsage: body.stream_options?.include_usage === true,
    abort: (reason) => gone.abort(reason),
  });
  return new Response(events, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      // Buffering proxies would hold the tokens back.
      'x-accel-buffering': 'no',
    },
  });
}

type Content = ChatRequest['messages'][number]['content'];

const textOf = (content: Content): string =>
  typeof content === 'string' ? content : content.map(({ text }) => text).join('');

function chatPrompt(request: ChatRequest): LanguageModelV4Prompt {
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

/** A text completion is one user text: the raw prompt, as the AI SDK's own completion models accept it. */
const completionPrompt = ({ prompt }: CompletionRequest): LanguageModelV4Prompt => [
  { role: 'user', content: [{ type: 'text', text: typeof prompt === 'string' ? prompt : prompt[0] }] },
];

function callOptions(
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

interface ReplyStreamOptions {
  readonly reply: ReplyHead;
  readonly withUsage: boolean;
  /** Ends the generation: the client went away. */
  abort(reason: unknown): void;
}

/** A model's stream as server-sent events, pulled as fast as the client reads. */
function replyStream(
  source: ReadableStream<LanguageModelV4StreamPart>,
  { reply, withUsage, abort }: ReplyStreamOptions,
): ReadableStream<Uint8Array> {
  const reader = source.getReader();
  const encoder = new TextEncoder();
  const line = (data: unknown) => encoder.encode(`data: ${JSON.stringify(data)}\n\n`);
  const chunk = (content: ChunkContent) => line(replyChunk(reply, content, withUsage));
  let finished = false;

  /** The output for a part; null for parts that have no place on the wire. */
  function linesFor(part: LanguageModelV4StreamPart): Uint8Array[] | null {
    switch (part.type) {
      case 'text-delta':
        return part.delta === '' ? null : [chunk({ kind: 'text', text: part.delta })];
      case 'reasoning-delta':
        return part.delta === '' ? null : [chunk({ kind: 'reasoning', text: part.delta })];
      case 'error':
        throw modelFailure(part.error);
      case 'finish': {
        const { unified } = part.finishReason;
        if (unified === 'error' || unified === 'interrupted')
          throw new WireError('model-failed', 'The model broke off before its reply was complete.');
        finished = true;
        const end = [chunk({ kind: 'finish', reason: wireFinishReason(part.finishReason) })];
        if (withUsage) end.push(chunk({ kind: 'usage', usage: wireUsage(part.usage) }));
        return [...end, encoder.encode('data: [DONE]\n\n')];
      }
      default:
        return null;
    }
  }

  return new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(chunk({ kind: 'start' }));
    },
    async pull(controller) {
      try {
        for (;;) {
          const next = await reader.read();
          if (next.done) {
            if (!finished) throw new WireError('model-failed', 'The model broke off without finishing.');
            return controller.close();
          }
          const lines = linesFor(next.value);
          if (!lines) continue;
          for (const bytes of lines) controller.enqueue(bytes);
          return;
        }
      } catch (error) {
        // The status is already sent: the error is the stream's last event, and no [DONE] follows.
        controller.enqueue(line(errorBody(modelFailure(error))));
        controller.close();
        abort(error);
      }
    },
    cancel(reason) {
      abort(reason);
      return reader.cancel(reason);
    },
  });
}
