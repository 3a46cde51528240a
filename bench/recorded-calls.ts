import { sha256Hex } from '#lib/base/sha256.ts';
import type { Fetch } from '#lib/models/call/checked-fetch.ts';

/** What llama.cpp reports about a call in its last chunk, under the names that its log uses too. */
export interface ServerTimings {
  cache_n: number;
  prompt_n: number;
  prompt_ms: number;
  predicted_n: number;
  predicted_ms: number;
}

/** One call on the wire: the server's own numbers beside the moments at which its bytes arrived. */
export interface RecordedCall {
  /** Hash of the request, taken like `contextSha256`: finds the piece that made the call. */
  readonly sha256: string;
  /** ms of `performance.now()`. */
  readonly sentAt: number;
  status: number | null;
  firstTextAt: number | null;
  endedAt: number | null;
  /** Our side hung up before the server was done. */
  hungUp: boolean;
  timings: ServerTimings | null;
  promptTokens: number | null;
}

type Body = Record<string, unknown>;

/** A `fetch` that records every call, and that may add fields to a body before sending it. */
export function recordCalls(adapt: (body: Body) => Body = (body) => body): {
  fetch: Fetch;
  calls: RecordedCall[];
} {
  const calls: RecordedCall[] = [];
  const recording: Fetch = async (url, init) => {
    const body = JSON.parse(String(init?.body)) as Body;
    const call: RecordedCall = {
      sha256: sha256Hex(sentText(body)),
      sentAt: performance.now(),
      status: null,
      firstTextAt: null,
      endedAt: null,
      hungUp: false,
      timings: null,
      promptTokens: null,
    };
    calls.push(call);
    const response = await fetch(url, { ...init, body: JSON.stringify(adapt(body)) });
    call.status = response.status;
    if (!response.ok || !response.body) return response;
    return new Response(watch(response.body, call), { status: response.status, headers: response.headers });
  };
  return { fetch: recording, calls };
}

function sentText(body: Body): string {
  if (typeof body.prompt === 'string') return body.prompt;
  const messages = (body.messages ?? []) as { role: string; content: string }[];
  return JSON.stringify(messages.map(({ role, content }) => ({ role, content })));
}

function watch(body: ReadableStream<Uint8Array>, call: RecordedCall): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  const over = (hungUp: boolean) => {
    if (call.endedAt !== null) return;
    call.endedAt = performance.now();
    call.hungUp = hungUp && call.timings === null;
  };
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) {
          over(false);
          return controller.close();
        }
        const lines = (rest + decoder.decode(value, { stream: true })).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines)
          if (line.startsWith('data: {')) readChunk(line.slice('data: '.length), call);
        controller.enqueue(value);
      } catch (error) {
        over(true);
        controller.error(error);
      }
    },
    cancel(reason) {
      over(true);
      return reader.cancel(reason);
    },
  });
}

interface Chunk {
  choices?: { text?: string; delta?: { content?: string | null; reasoning_content?: string | null } }[];
  usage?: { prompt_tokens?: number };
  timings?: ServerTimings;
}

function readChunk(json: string, call: RecordedCall): void {
  const { choices, usage, timings } = JSON.parse(json) as Chunk;
  const choice = choices?.[0];
  if (choice?.text || choice?.delta?.content || choice?.delta?.reasoning_content)
    call.firstTextAt ??= performance.now();
  call.promptTokens = usage?.prompt_tokens ?? call.promptTokens;
  call.timings = timings ?? call.timings;
}
