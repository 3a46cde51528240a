import * as z from 'zod';
import type { Clock } from '#lib/base/clock.ts';
import type { Fetch } from '../call/checked-fetch.ts';
import { outgoingFetch } from '../call/outgoing-fetch.ts';
import { parseJson } from '../reply/json.ts';
import { createBodyReader } from '../reply/reply-bounds.ts';

export interface LocalServer {
  /** `vLLM`, `Ollama`, …: taken from the answer, else from the port. */
  name: string;
  baseUrl: string;
  models: { id: string; contextWindow: number | null }[];
}

export interface LocalPort {
  name: string;
  port: number;
}

export const usualPorts: readonly LocalPort[] = [
  { name: 'Ollama', port: 11434 },
  { name: 'LM Studio', port: 1234 },
  { name: 'llama.cpp', port: 8080 },
  { name: 'vLLM', port: 8000 },
  { name: 'SGLang', port: 30000 },
];

export interface DiscoveryDeps {
  clock: Clock;
  fetch?: Fetch;
  ports?: readonly LocalPort[];
  /** Applies to each port; a live server on this machine answers within milliseconds. */
  timeoutMs?: number;
  signal?: AbortSignal;
}

/** A list of some hundred models is about 100 kB. */
const MAX_ANSWER_BYTES = 1024 * 1024;
const MAX_MODELS = 500;

const window = z.number().int().positive().nullish().catch(null);
const modelList = z.object({
  data: z.preprocess(
    (data) => (Array.isArray(data) ? data.slice(0, MAX_MODELS) : data),
    z.array(
      z.object({
        id: z.string().min(1).max(300),
        owned_by: z.string().nullish().catch(null),
        /** vLLM, SGLang. */
        max_model_len: window,
        /** llama.cpp: the slot's context (n_ctx, newer servers), and the context the model was trained with. */
        meta: z.object({ n_ctx: window, n_ctx_train: window }).nullish().catch(null),
        /** LM Studio and some gateways. */
        max_context_length: window,
        loaded_context_length: window,
        context_length: window,
      }),
    ),
  ),
});
type Model = z.infer<typeof modelList>['data'][number];

/** A map: servers choose any name for themselves, `__proto__` too. */
const OWNERS: ReadonlyMap<string, string> = new Map([
  ['vllm', 'vLLM'],
  ['sglang', 'SGLang'],
  ['llamacpp', 'llama.cpp'],
  ['library', 'Ollama'],
  ['organization_owner', 'LM Studio'],
]);

const contextWindow = (model: Model): number | null =>
  model.max_model_len ??
  model.meta?.n_ctx ??
  model.meta?.n_ctx_train ??
  model.loaded_context_length ??
  model.context_length ??
  model.max_context_length ??
  null;

/** The body as text. @throws ExcessError if it is longer than we accept */
async function readLimited(body: ReadableStream<Uint8Array>): Promise<string> {
  const reader = createBodyReader(body, MAX_ANSWER_BYTES);
  const decoder = new TextDecoder();
  const pieces: string[] = [];
  for (let chunk = await reader.read(); chunk !== null; chunk = await reader.read())
    pieces.push(decoder.decode(chunk, { stream: true }));
  return pieces.join('');
}

async function ask(
  { name, port }: LocalPort,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<LocalServer | null> {
  const baseUrl = `http://127.0.0.1:${port}/v1`;
  const response = await fetch(`${baseUrl}/models`, {
    headers: { accept: 'application/json' },
    redirect: 'manual',
    signal,
  });
  if (!response.ok) {
    await response.body?.cancel();
    return null;
  }
  const list = modelList.safeParse(response.body && parseJson(await readLimited(response.body)));
  if (!list.success) return null;
  const models = list.data.data;
  const owner = models.map((model) => OWNERS.get(model.owned_by ?? '')).find((known) => known !== undefined);
  return {
    name: owner ?? name,
    baseUrl,
    models: models.map((model) => ({ id: model.id, contextWindow: contextWindow(model) })),
  };
}

/**
 * Asks the usual ports of this machine for `/v1/models`, all at once, and returns those that answer with a list, in the
 * order of the ports. Any other outcome (nothing, a web page, silence) means no model server. We send no key.
 * @throws the signal's reason when it aborts
 */
export async function discoverLocalServers(deps: DiscoveryDeps): Promise<LocalServer[]> {
  const fetch = deps.fetch ?? outgoingFetch;
  const timeoutMs = deps.timeoutMs ?? 1_500;
  const stop = new AbortController();
  const onAbort = () => stop.abort(deps.signal?.reason);
  deps.signal?.throwIfAborted();
  deps.signal?.addEventListener('abort', onAbort, { once: true });
  const timer = new AbortController();
  deps.clock.sleep(timeoutMs, timer.signal).then(
    () => stop.abort(),
    () => {},
  );
  try {
    const asked = (deps.ports ?? usualPorts).map((port) => ask(port, fetch, stop.signal).catch(() => null));
    const found = await Promise.all(asked);
    deps.signal?.throwIfAborted();
    return found.filter((server) => server !== null);
  } finally {
    timer.abort();
    stop.abort();
    deps.signal?.removeEventListener('abort', onAbort);
  }
}
