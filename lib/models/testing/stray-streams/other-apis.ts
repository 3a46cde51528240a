import { done, events, halves, lines, pieces, type StrayStream, says, stops } from './write.ts';

/** Lines and events of APIs other than OpenAI’s. */
export const otherApis: Record<string, StrayStream> = {
  'a JSON object a line': {
    kind: 'lines',
    contentType: 'application/x-ndjson',
    write: (text) => lines(...pieces(text).map(says), stops),
  },
  'Ollama’s own lines': {
    kind: 'lines',
    contentType: 'application/x-ndjson',
    write: (text) =>
      lines(
        ...pieces(text).map((content) => ({
          model: 'm',
          message: { role: 'assistant', content },
          done: false,
        })),
        {
          model: 'm',
          message: { role: 'assistant', content: '' },
          done: true,
          done_reason: 'stop',
          prompt_eval_count: 900,
          eval_count: 4,
        },
      ),
    usage: { inputTokens: 900, outputTokens: 4 },
  },
  'Ollama’s own completions': {
    kind: 'lines',
    contentType: 'application/x-ndjson',
    write: (text) =>
      lines(
        { model: 'm', response: '', thinking: 'I add.', done: false },
        ...pieces(text).map((response) => ({ model: 'm', response, done: false })),
        { model: 'm', response: '', done: true, done_reason: 'stop' },
      ),
    thinking: 'I add.',
  },
  'Cloudflare’s own events': {
    kind: 'lines',
    write: (text) =>
      events(...pieces(text).map((response) => ({ response, p: 'abcd' })), {
        response: '',
        usage: { prompt_tokens: 900, completion_tokens: 4 },
      }) + done,
    usage: { inputTokens: 900, outputTokens: 4 },
  },
  'TGI’s own tokens': {
    kind: 'lines',
    write: (text) =>
      events(
        ...pieces(text).map((piece) => ({ token: { text: piece, special: false }, generated_text: null })),
        {
          token: { text: '</s>', special: true },
          generated_text: text,
          details: { finish_reason: 'eos_token', generated_tokens: 4, input_length: 900 },
        },
      ),
    usage: { inputTokens: 900, outputTokens: 4 },
  },
  'Bedrock’s own message': {
    kind: 'lines',
    contentType: 'application/json',
    write: (text) =>
      JSON.stringify({
        output: {
          message: {
            role: 'assistant',
            content: [{ reasoningContent: { reasoningText: { text: 'I add.', signature: 'x' } } }, { text }],
          },
        },
        stopReason: 'end_turn',
        usage: { inputTokens: 900, outputTokens: 4, totalTokens: 904 },
      }),
    thinking: 'I add.',
    usage: { inputTokens: 900, outputTokens: 4 },
  },
  'Gemini’s own candidates': {
    kind: 'lines',
    write: (text) =>
      events(
        { candidates: [{ content: { parts: [{ text: 'I add.', thought: true }], role: 'model' } }] },
        ...pieces(text).map((piece) => ({ candidates: [{ content: { parts: [{ text: piece }] } }] })),
        { candidates: [{ content: { parts: [{ text: '' }] }, finishReason: 'STOP' }] },
      ),
    thinking: 'I add.',
  },
  'Anthropic’s and Cohere’s own events': {
    kind: 'lines',
    write: (text) => {
      const [first, second] = halves(text);
      return events(
        { type: 'message_start', message: { content: [], usage: { input_tokens: 900 } } },
        { type: 'content_block_delta', delta: { type: 'thinking_delta', thinking: 'I add.' } },
        ...pieces(first).map((piece) => ({
          type: 'content_block_delta',
          delta: { type: 'text_delta', text: piece },
        })),
        ...pieces(second).map((piece) => ({
          type: 'content-delta',
          delta: { message: { content: { text: piece } } },
        })),
        { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 4 } },
        { type: 'message_stop' },
      );
    },
    thinking: 'I add.',
    usage: { inputTokens: 900, outputTokens: 4 },
  },
  'llama.cpp’s own completions': {
    kind: 'lines',
    write: (text) =>
      events(...pieces(text).map((content) => ({ content, stop: false, tokens_predicted: 0 })), {
        content: '',
        stop: true,
        stop_type: 'eos',
        tokens_evaluated: 900,
        tokens_predicted: 4,
      }),
    usage: { inputTokens: 900, outputTokens: 4 },
  },
};
