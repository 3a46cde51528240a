import type { EventOf, ModelInfo } from '#lib/trace/events.ts';
import type { PieceStatus } from '#lib/trace/state.ts';
import type { StreamId } from '#lib/trace/streams.ts';
import type { Call } from './export-calls.ts';

/** OTLP/JSON: 64-bit integers and times as decimal strings, ids as lower-case hex (opentelemetry.io/docs/specs/otlp). */
export type OtlpValue =
  | { stringValue: string }
  | { intValue: string }
  | { doubleValue: number }
  | { boolValue: boolean }
  | { arrayValue: { values: OtlpValue[] } };

export interface OtlpAttribute {
  key: string;
  value: OtlpValue;
}

export interface OtlpEvent {
  timeUnixNano: string;
  name: string;
  attributes: OtlpAttribute[];
}

export interface OtlpSpan {
  traceId: string;
  spanId: string;
  /** Absent on the session's own span. */
  parentSpanId?: string;
  name: string;
  /** 1 internal, 3 client: a request to an endpoint. */
  kind: 1 | 3;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: OtlpAttribute[];
  events: OtlpEvent[];
  links: { traceId: string; spanId: string; attributes: OtlpAttribute[] }[];
  /** 0 unset, 1 ok, 2 error. */
  status: { code: 0 | 1 | 2; message?: string };
}

export type AttributeValue = string | number | boolean | readonly string[] | null | undefined;

/** Null or missing values become no attribute. */
export const attributes = (values: Readonly<Record<string, AttributeValue>>): OtlpAttribute[] =>
  Object.entries(values).flatMap(([key, value]) =>
    value === null || value === undefined ? [] : [{ key, value: toValue(value) }],
  );

function toValue(value: string | number | boolean | readonly string[]): OtlpValue {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number')
    return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  return { arrayValue: { values: value.map((stringValue) => ({ stringValue })) } };
}

/** Nanoseconds since 1970 of a moment of the log; a start that is no date counts from 1970. */
export function nanos(startedAt: string, ms: number): string {
  const start = Date.parse(startedAt);
  const whole = BigInt(Number.isFinite(start) ? Math.max(0, start) : 0) * 1_000_000n;
  return String(whole + BigInt(Math.round(Math.max(0, ms) * 1e6)));
}

/** A piece that stopped early was no error of the model, but no success either: the message says which. */
export function statusOf(status: PieceStatus | 'empty', message?: string): OtlpSpan['status'] {
  switch (status) {
    case 'done':
      return { code: 1 };
    case 'failed':
    case 'cancelled':
    case 'interrupted':
      return { code: 2, message: message ?? status };
    case 'empty':
    case 'waiting':
    case 'running':
    case 'truncated':
      return { code: 0 };
  }
}

/** `error.type` of the conventions: a class of errors with few values; undefined where there was no error. */
export const errorType = (status: PieceStatus | 'empty', type: string | undefined): string | undefined =>
  type ?? (status === 'failed' || status === 'cancelled' || status === 'interrupted' ? status : undefined);

export type Start = EventOf<'session-start'>;

/** Names a call within its trace. */
export const callPath = (piece: string, { order }: Call): string => `${piece}/call/${order}`;

export const modelAttributes = (model: ModelInfo) => ({
  'gen_ai.provider.name': model.ruleBased ? 'sprintscope' : model.endpointName,
  'gen_ai.request.model': model.model,
});

/** Host and port of the request's target; empty where the log names no address. */
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
