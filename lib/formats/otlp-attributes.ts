import type { EventOf, ModelInfo } from '#lib/trace/events.ts';
import type { StreamId } from '#lib/trace/streams.ts';
import type { Call } from './export-calls.ts';
import type { AttributeValue } from './otlp-values.ts';

export type Start = EventOf<'session-start'>;

/** Names a call within its trace. */
export const callPath = (piece: string, { order }: Call): string => `${piece}/call/${order}`;

export const modelAttributes = (model: ModelInfo) => ({
  'gen_ai.provider.name': model.ruleBased ? 'sprintscope' : model.endpointName,
  'gen_ai.request.model': model.model,
});

/** Host and port of where the request went; nothing where the log names no address. */
export function addressAttributes({ baseUrl }: ModelInfo): Record<string, AttributeValue> {
  if (!baseUrl || !URL.canParse(baseUrl)) return {};
  const { hostname, port, protocol } = new URL(baseUrl);
  return { 'server.address': hostname, 'server.port': Number(port || (protocol === 'https:' ? 443 : 80)) };
}

export function limitOf({ settings }: Start, stream: StreamId): number {
  if (stream === 'thought') return settings.sequentialMaxTokens;
  return stream.startsWith('execution') ? settings.executorMaxTokens : settings.plannerMaxTokens;
}

interface MessagePart {
  readonly type: 'text' | 'reasoning';
  readonly content: string;
}

export const inputOf = (content: string): string =>
  JSON.stringify([{ role: 'user', parts: [{ type: 'text', content }] }]);

export function outputOf({ text, thinking, finishReason, status }: Call): string | null {
  const parts: MessagePart[] = [];
  if (thinking !== '') parts.push({ type: 'reasoning', content: thinking });
  if (text !== '') parts.push({ type: 'text', content: text });
  if (parts.length === 0) return null;
  const finish_reason =
    finishReason ?? (status === 'done' ? 'stop' : status === 'truncated' ? 'length' : 'error');
  return JSON.stringify([{ role: 'assistant', parts, finish_reason }]);
}
