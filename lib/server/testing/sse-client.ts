import { createParser } from 'eventsource-parser';
import type { TraceEvent } from '#lib/trace/events.ts';

export interface SseClient {
  readonly status: number;
  readonly headers: Headers;
  readonly events: TraceEvent[];
  readonly ids: string[];
  readonly comments: string[];
  /** Resolves when that many events have come, or the stream has ended. */
  until(count: number): Promise<void>;
  /** Resolves when a comment has matched the pattern. */
  untilComment(pattern: RegExp): Promise<void>;
  /** Resolves when the server has ended the stream. */
  readonly ended: Promise<void>;
  /** Hangs up. */
  close(): void;
}

/** Reads an event stream as a browser would, but does not reconnect. */
export async function openSse(url: string, headers: Record<string, string> = {}): Promise<SseClient> {
  const abort = new AbortController();
  const response = await fetch(url, { headers, signal: abort.signal });
  const events: TraceEvent[] = [];
  const ids: string[] = [];
  const comments: string[] = [];
  let over = false;
  let waiting: (() => void)[] = [];
  const changed = () => {
    const wake = waiting;
    waiting = [];
    for (const resolve of wake) resolve();
  };
  const until = async (condition: () => boolean) => {
    while (!condition() && !over)
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
  };
  const parser = createParser({
    onEvent({ data, id }) {
      events.push(JSON.parse(data) as TraceEvent);
      ids.push(id ?? '');
    },
    onComment: (comment) => comments.push(comment),
  });
  const ended = (async () => {
    const decoder = new TextDecoder();
    try {
      for await (const chunk of response.body ?? []) {
        parser.feed(decoder.decode(chunk, { stream: true }));
        changed();
      }
    } catch {
      // We hung up.
    }
    over = true;
    changed();
  })();
  return {
    status: response.status,
    headers: response.headers,
    events,
    ids,
    comments,
    until: (count) => until(() => events.length >= count),
    untilComment: (pattern) => until(() => comments.some((comment) => pattern.test(comment))),
    ended,
    close: () => abort.abort(),
  };
}
