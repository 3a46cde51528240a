import type {
  LanguageModelV4FinishReason,
  LanguageModelV4GenerateResult,
  LanguageModelV4Usage,
} from '@ai-sdk/provider';

export type WireApi = 'chat' | 'completion';

/** The fields that every body and chunk of one reply repeats. */
export interface ReplyHead {
  readonly api: WireApi;
  readonly id: string;
  /** Seconds since 1970. */
  readonly created: number;
  readonly model: string;
}

export function wireFinishReason({ unified }: LanguageModelV4FinishReason): string {
  switch (unified) {
    case 'length':
      return 'length';
    case 'content-filter':
      return 'content_filter';
    case 'tool-calls':
      return 'tool_calls';
    default:
      return 'stop';
  }
}

/** Usage as OpenAI counts it; a total only if both parts are known. */
export function wireUsage({ inputTokens, outputTokens }: LanguageModelV4Usage) {
  const [input, output] = [inputTokens.total, outputTokens.total];
  return {
    prompt_tokens: input ?? 0,
    completion_tokens: output ?? 0,
    total_tokens: (input ?? 0) + (output ?? 0),
    ...(inputTokens.cacheRead !== undefined && {
      prompt_tokens_details: { cached_tokens: inputTokens.cacheRead },
    }),
    ...(outputTokens.reasoning !== undefined && {
      completion_tokens_details: { reasoning_tokens: outputTokens.reasoning },
    }),
  };
}

const head = ({ id, created, model }: ReplyHead, object: string) => ({ id, object, created, model });

/** The whole reply of a request without `stream`. */
export function replyBody(reply: ReplyHead, result: LanguageModelV4GenerateResult) {
  const joined = (type: 'text' | 'reasoning') =>
    result.content.map((part) => (part.type === type ? part.text : '')).join('');
  const reasoning = joined('reasoning');
  const thinking = reasoning === '' ? {} : { reasoning_content: reasoning };
  const finish_reason = wireFinishReason(result.finishReason);
  const choice =
    reply.api === 'chat'
      ? { message: { role: 'assistant', content: joined('text'), ...thinking } }
      : { text: joined('text'), ...thinking };
  return {
    ...head(reply, reply.api === 'chat' ? 'chat.completion' : 'text_completion'),
    choices: [{ index: 0, ...choice, logprobs: null, finish_reason }],
    usage: wireUsage(result.usage),
  };
}

export type ChunkContent =
  /** Opens a chat reply; also sends the first byte, and with it the headers. */
  | { kind: 'start' }
  | { kind: 'text' | 'reasoning'; text: string }
  | { kind: 'finish'; reason: string }
  | { kind: 'usage'; usage: ReturnType<typeof wireUsage> };

/** One chunk of a streamed reply. `withUsage`: the client asked for usage, so the other chunks have `usage: null`. */
export function replyChunk(reply: ReplyHead, content: ChunkContent, withUsage: boolean) {
  const usage = content.kind === 'usage' ? { usage: content.usage } : withUsage ? { usage: null } : {};
  return {
    ...head(reply, reply.api === 'chat' ? 'chat.completion.chunk' : 'text_completion'),
    choices: content.kind === 'usage' ? [] : [chunkChoice(reply.api, content)],
    ...usage,
  };
}

function chunkChoice(api: WireApi, content: Exclude<ChunkContent, { kind: 'usage' }>) {
  const finish_reason = content.kind === 'finish' ? content.reason : null;
  const written = content.kind === 'text' || content.kind === 'reasoning' ? content.text : '';
  if (api === 'completion')
    return content.kind === 'reasoning'
      ? { index: 0, text: '', reasoning_content: written, logprobs: null, finish_reason }
      : { index: 0, text: written, logprobs: null, finish_reason };
  const delta =
    content.kind === 'start'
      ? { role: 'assistant', content: '' }
      : content.kind === 'text'
        ? { content: written }
        : content.kind === 'reasoning'
          ? { reasoning_content: written }
          : {};
  return { index: 0, delta, logprobs: null, finish_reason };
}
