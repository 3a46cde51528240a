import type { IncomingMessage } from 'node:http';
import type { EndpointRequest, Reply } from './behaviours.ts';
import { tokensOf } from './behaviours.ts';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function contentOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.map((part) => (isRecord(part) && typeof part.text === 'string' ? part.text : '')).join('');
}

/** Reads a model call; null for anything else. */
export async function readRequest(
  incoming: IncomingMessage,
  index: number,
  arrivedAt: number,
): Promise<EndpointRequest | null> {
  let text = '';
  for await (const chunk of incoming.setEncoding('utf8')) text += chunk;
  if (incoming.method !== 'POST') return null;
  const value: unknown = JSON.parse(text);
  const body = isRecord(value) ? value : {};
  const path = incoming.url ?? '';
  const messages = (Array.isArray(body.messages) ? body.messages : [])
    .filter(isRecord)
    .map((message) => ({ role: String(message.role), content: contentOf(message.content) }));
  return {
    index,
    api: path.endsWith('/chat/completions') ? 'chat' : 'completion',
    path,
    headers: incoming.headers,
    body,
    messages,
    prompt: typeof body.prompt === 'string' ? body.prompt : messages.map(({ content }) => content).join('\n'),
    arrivedAt,
    endedAt: null,
    aborted: false,
    endedByUs: null,
    piecesSent: 0,
  };
}

export interface Piece {
  channel: 'text' | 'thinking';
  text: string;
}

function split(channel: Piece['channel'], text: string, length: number): Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < text.length; at += length)
    pieces.push({ channel, text: text.slice(at, at + length) });
  return pieces;
}

function limited(request: EndpointRequest, reply: Reply): { pieces: Piece[]; reason: 'stop' | 'length' } {
  const length = reply.pieceLength ?? 4;
  const all = (text: string) => [
    ...split('thinking', reply.thinking ?? '', length),
    ...split('text', text, length),
  ];
  const text = reply.text ?? '';
  if (reply.ignoreLimits) return { pieces: all(text), reason: 'stop' };
  const stops = [request.body.stop ?? []].flat().filter((stop) => typeof stop === 'string');
  const ends = stops.map((stop) => text.indexOf(stop)).filter((at) => at >= 0);
  const pieces = all(text.slice(0, Math.min(text.length, ...ends)));
  const limit = Number(
    request.body.max_tokens ?? request.body.max_completion_tokens ?? Number.POSITIVE_INFINITY,
  );
  return { pieces: pieces.slice(0, limit), reason: pieces.length > limit ? 'length' : 'stop' };
}

/** The reply in pieces, after stop strings and the token limit. */
export const piecesOf = (request: EndpointRequest, reply: Reply): Piece[] => limited(request, reply).pieces;

/** The reply's chunks as JSON: one piece, the finish, the usage (null = none), and the whole reply as one object. */
export function chunksOf(request: EndpointRequest, reply: Reply) {
  const chat = request.api === 'chat';
  const { pieces, reason } = limited(request, reply);
  const field = reply.thinkingField ?? 'reasoning_content';
  const common = { id: `reply-${request.index}`, created: 0, model: String(request.body.model) };
  const chunk = (choices: unknown[], more: object = {}) =>
    JSON.stringify({
      ...common,
      object: chat ? 'chat.completion.chunk' : 'text_completion',
      choices,
      ...more,
    });
  const content = ({ channel, text }: Piece) => {
    if (channel === 'thinking') return { [field]: text };
    return chat ? { content: text } : { text };
  };
  const usage = reply.usage ?? {
    prompt_tokens: tokensOf(request.prompt),
    completion_tokens: pieces.length,
  };
  const wanted = isRecord(request.body.stream_options) && request.body.stream_options.include_usage === true;
  const joined = (channel: Piece['channel']) =>
    pieces
      .filter((piece) => piece.channel === channel)
      .map((piece) => piece.text)
      .join('');
  const finishReason = reply.finish === undefined ? reason : reply.finish;
  return {
    delta: (piece: Piece) =>
      chunk([{ index: 0, finish_reason: null, ...(chat ? { delta: content(piece) } : content(piece)) }]),
    finish: chunk([{ index: 0, finish_reason: finishReason, ...(chat ? { delta: {} } : { text: '' }) }]),
    usage: wanted && reply.usage !== null ? chunk([], { usage }) : null,
    whole: {
      ...common,
      object: chat ? 'chat.completion' : 'text_completion',
      choices: [
        {
          index: 0,
          finish_reason: finishReason,
          ...(chat
            ? {
                message: {
                  role: 'assistant',
                  content: joined('text'),
                  [field]: joined('thinking') || undefined,
                },
              }
            : { text: joined('text'), [field]: joined('thinking') || undefined }),
        },
      ],
      usage: reply.usage === null ? undefined : usage,
    },
  };
}
