import type { LanguageModelV4 } from '@ai-sdk/provider';
import type { Clock } from '#lib/base/clock.ts';
import { callOptions, chatPrompt, completionPrompt } from './call-options.ts';
import { type ReplyHead, replyBody, type WireApi } from './reply-body.ts';
import { replyStream } from './reply-stream.ts';
import {
  type ChatRequest,
  type CompletionRequest,
  chatRequestSchema,
  completionRequestSchema,
  readRequest,
} from './request-schema.ts';
import { errorResponse, modelFailure, WireError } from './wire-error.ts';

/** The models that are served, by the ids that requests name. */
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
  // Two ways to notice that the client has gone: the request's signal, and the response's body being cancelled.
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
      // Proxies that buffer would hold the tokens back.
      'x-accel-buffering': 'no',
    },
  });
}
