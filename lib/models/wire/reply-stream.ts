import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { type ChunkContent, type ReplyHead, replyChunk, wireFinishReason, wireUsage } from './reply-body.ts';
import { errorBody, modelFailure, WireError } from './wire-error.ts';

export interface ReplyStreamOptions {
  readonly reply: ReplyHead;
  readonly withUsage: boolean;
  /** Ends the generation: the client went away. */
  abort(reason: unknown): void;
}

/** A model's stream as server-sent events, pulled as fast as the client reads. */
export function replyStream(
  source: ReadableStream<LanguageModelV4StreamPart>,
  { reply, withUsage, abort }: ReplyStreamOptions,
): ReadableStream<Uint8Array> {
  const reader = source.getReader();
  const encoder = new TextEncoder();
  const line = (data: unknown) => encoder.encode(`data: ${JSON.stringify(data)}\n\n`);
  const chunk = (content: ChunkContent) => line(replyChunk(reply, content, withUsage));
  let finished = false;

  /** What a part adds to the output; null for parts that have no place on the wire. */
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
        // The status has left: the error is the stream's last event, and no [DONE] follows.
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
