import type { LanguageModelV4 } from '@ai-sdk/provider';
import type { Clock } from '#lib/base/clock.ts';
import { createSemaphore } from '#lib/base/semaphore.ts';
import type { Learned } from '#lib/models/call/learned.ts';
import type { CallOptions, CallPart, GuardedModel } from '#lib/models/endpoint.ts';
import type { EndpointError } from '#lib/models/errors.ts';
import { learning } from '#lib/models/testing/learning.ts';

/** What a scripted model does with one call. */
export interface ScriptedReply {
  text?: string;
  thinking?: string;
  /** Default `stop`. */
  reason?: 'stop' | 'length' | 'content-filter' | 'other';
  /** Thrown after the model has sent `text`. */
  error?: EndpointError;
  /** Keeps sending after a stop string, as servers without `stop` do. */
  ignoresStop?: boolean;
  /** Never ends by itself. */
  hangs?: boolean;
}

export interface RecordedCall {
  /** The whole context as one text. */
  sent: string;
  options: CallOptions;
  aborted: boolean;
  startedMs: number;
}

export interface ScriptedModel extends GuardedModel {
  readonly calls: readonly RecordedCall[];
  readonly open: number;
}

const CHARACTERS_PER_PART = 7;

/**
 * A guarded model that follows a script, streams at a pace on the given clock, and records its requests. It works on
 * `slots` calls at a time; it accepts the others and keeps them waiting in silence.
 */
export function createScriptedModel(
  clock: Clock,
  script: (sent: string, call: number) => ScriptedReply,
  partMs = 10,
  slots = Number.POSITIVE_INFINITY,
  known: Partial<Learned> = {},
): ScriptedModel {
  const calls: RecordedCall[] = [];
  const free = createSemaphore(slots);
  let open = 0;

  async function* call(options: CallOptions): AsyncGenerator<CallPart, void, void> {
    const { input, stop, signal } = options;
    const sent =
      input.kind === 'completion' ? input.prompt : input.messages.map(({ content }) => content).join('\n');
    const record: RecordedCall = { sent, options, aborted: false, startedMs: clock.now() };
    calls.push(record);
    const reply = script(sent, calls.length);
    open++;
    let finished = false;
    let release = () => {};
    try {
      release = await free.acquire(signal);
      for (const part of partsOf(reply.thinking ?? '')) {
        await clock.sleep(partMs, signal);
        yield { type: 'thinking', text: part };
      }
      for (const part of partsOf(reply.ignoresStop ? (reply.text ?? '') : upToStop(reply.text ?? '', stop))) {
        await clock.sleep(partMs, signal);
        yield { type: 'text', text: part };
        if (options.enough?.aborted) return yield { type: 'finish', reason: 'stop', usage: null };
      }
      if (reply.hangs) await clock.sleep(1e9, signal);
      if (reply.error) throw reply.error;
      await clock.sleep(partMs, signal);
      finished = true;
      yield { type: 'finish', reason: reply.reason ?? 'stop', usage: null };
    } finally {
      release();
      open--;
      record.aborted = !finished;
    }
  }

  return {
    model: {} as LanguageModelV4,
    call,
    ...learning(known),
    calls,
    get open() {
      return open;
    },
  };
}

function partsOf(text: string): string[] {
  const parts: string[] = [];
  for (let at = 0; at < text.length; at += CHARACTERS_PER_PART)
    parts.push(text.slice(at, at + CHARACTERS_PER_PART));
  return parts;
}

function upToStop(text: string, stop: readonly string[]): string {
  const cuts = stop.map((one) => text.indexOf(one)).filter((at) => at >= 0);
  return cuts.length === 0 ? text : text.slice(0, Math.min(...cuts));
}
