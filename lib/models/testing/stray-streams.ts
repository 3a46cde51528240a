import type { CallPart } from '../endpoint.ts';

/** A way in which some server sends a reply, and what must arrive. */
export interface StrayStream {
  /** The kind of habit that it is a neighbour of; docs/endpoints.md has a row for each. */
  kind: string;
  write(text: string): string;
  contentType?: string;
  /** What is read beside the text. Default: none. */
  thinking?: string;
  notices?: readonly string[];
  usage?: Extract<CallPart, { type: 'finish' }>['usage'];
  reason?: Extract<CallPart, { type: 'finish' }>['reason'];
}

const event = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;
const events = (...values: unknown[]): string => values.map(event).join('');
const choice = (delta: unknown, more: object = {}) => ({
  choices: [{ index: 0, delta, finish_reason: null, ...more }],
});
const says = (content: unknown) => choice({ content });
const stops = { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] };
const done = 'data: [DONE]\n\n';

/** In pieces of seven characters. */
const pieces = (text: string): string[] => text.match(/[\s\S]{1,7}/g) ?? [];
const halves = (text: string): [string, string] => [
  text.slice(0, Math.ceil(text.length / 2)),
  text.slice(Math.ceil(text.length / 2)),
];
const said = (text: string): string => events(...pieces(text).map(says));
/** Something between the halves of the text. */
const between =
  (middle: string) =>
  (text: string): string => {
    const [first, second] = halves(text);
    return said(first) + middle + said(second) + event(stops) + done;
  };
const lines = (...values: unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('');
const message = (text: string, more: object = {}) => ({
  id: 'x',
  object: 'chat.completion',
  choices: [{ index: 0, message: { role: 'assistant', content: text }, ...more }],
});

export const strayStreams: Record<string, StrayStream> = {
  // The envelope: choices.
  'choices empty in the middle': { kind: 'choices', write: between(event({ choices: [] })) },
  'choices missing in the middle': {
    kind: 'choices',
    write: between(event({ id: 'x', object: 'chat.completion.chunk' })),
  },
  'choices null in the last chunk': {
    kind: 'choices',
    write: (text) => said(text) + events(stops, { choices: null }) + done,
  },
  'choices of null and of an empty object': {
    kind: 'choices',
    write: between(events({ choices: [null] }, { choices: [{}] })),
  },
  'delta null': { kind: 'choices', write: between(event(choice(null))) },
  'choices as an object': {
    kind: 'choices',
    write: (text) => events({ choices: { delta: { content: text }, finish_reason: 'stop' } }),
  },
  'an envelope around each chunk': {
    kind: 'choices',
    write: (text) =>
      events(...pieces(text).map((piece) => ({ code: 0, data: says(piece) })), { data: stops }),
  },
  'a second choice beside the first': {
    kind: 'choices',
    write: (text) =>
      events(
        ...pieces(text).map((piece) => ({
          choices: [
            { index: 1, delta: { content: 'other ' } },
            { index: 0, delta: { content: piece } },
          ],
        })),
        { choices: [{ index: 1, delta: {}, finish_reason: 'length' }] },
        stops,
      ),
  },
  'only a choice of another index': {
    kind: 'choices',
    write: (text) =>
      events(...pieces(text).map((content) => ({ choices: [{ index: 3, delta: { content } }] })), {
        choices: [{ index: 3, delta: {}, finish_reason: 'stop' }],
      }),
  },
  'Azure: prompt filter results first': {
    kind: 'choices',
    write: (text) =>
      event({ choices: [], prompt_filter_results: [{ prompt_index: 0, content_filter_results: {} }] }) +
      said(text) +
      event(stops) +
      done,
  },

  // Values that are no chunk.
  'numbers, words, empty values': {
    kind: 'foreign',
    write: between(`${events(42, 'words', true, {}, [], '')}data: ping\n\n`),
  },
  'comments of OpenRouter': {
    kind: 'foreign',
    write: (text) => `: OPENROUTER PROCESSING\n\n${between(': OPENROUTER PROCESSING\n\n')(text)}`,
  },
  'pings, named and typed': {
    kind: 'foreign',
    write: between(
      `event: ping\ndata: 2026-11-30T10:00:00Z\n\n${event({ type: 'ping' })}event: heartbeat\ndata: {}\n\n`,
    ),
  },
  'a message of a queue': {
    kind: 'foreign',
    write: between(event({ status: 'queued', position: 3, message: 'Waiting for a slot' })),
  },
  'error null, empty, and of nothing': {
    kind: 'foreign',
    write: (text) =>
      events(
        { ...says(''), error: null },
        { ...says(text), error: '' },
        { ...choice({}), error: {} },
        { ...stops, error: { code: 0, message: '' } },
      ),
  },

  // Framing.
  'a last event without line end': { kind: 'no-end', write: (text) => (said(text) + event(stops)).trimEnd() },
  'the last text without line end': {
    kind: 'no-end',
    write: (text) => events(choice({ content: text }, { finish_reason: 'stop' })).trimEnd(),
  },
  '[DONE] without line end': { kind: 'no-end', write: (text) => `${said(text)}data: [DONE]` },
  'a carriage return for a line feed': {
    kind: 'framing',
    write: (text) => (said(text) + event(stops)).replaceAll('\n', '\r'),
  },
  'both, with a byte order mark': {
    kind: 'framing',
    write: (text) => `\uFEFF${(said(text) + event(stops) + done).replaceAll('\n', '\r\n')}`,
  },
  'no space after data:': {
    kind: 'framing',
    write: (text) => (said(text) + event(stops) + done).replaceAll('data: ', 'data:'),
  },
  'data over several lines': {
    kind: 'framing',
    write: (text) =>
      [...pieces(text).map(says), stops]
        .map((value) => `data: ${JSON.stringify(value, null, 1).replaceAll('\n', '\ndata: ')}\n\n`)
        .join(''),
  },
  'no blank lines between events': {
    kind: 'framing',
    write: (text) => (said(text) + event(stops) + done).replaceAll('\n\n', '\n'),
  },
  'named and numbered events': {
    kind: 'framing',
    write: (text) =>
      pieces(text)
        .map((piece, at) => `event: completion\nid: ${at}\nretry: 10\n${event(says(piece))}`)
        .join('') + event(stops),
  },
  'data: said twice': {
    kind: 'framing',
    write: (text) => (said(text) + event(stops) + done).replaceAll('data: ', 'data: data: '),
  },
  'events glued together': {
    kind: 'framing',
    write: (text) => {
      const chunks = [...pieces(text).map(says), stops].map((value) => JSON.stringify(value));
      const [first, second, ...rest] = chunks;
      return `data: ${first}${second}\n\ndata: ${rest.join('data: ')}\n\n${done}`;
    },
  },
  'NaN and bare control characters': {
    kind: 'framing',
    write: (text) =>
      `data: {"choices":[{"delta":{"content":""},"logprobs":NaN,"x":-Infinity,"y":"a\tb"}]}\n\n${said(text)}${event(stops)}`,
  },
  'JSON within a JSON string': {
    kind: 'framing',
    write: (text) => events(...[...pieces(text).map(says), stops].map((chunk) => JSON.stringify(chunk))),
  },
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

  // A whole reply where a stream was asked for.
  'a JSON body': {
    kind: 'whole',
    contentType: 'application/json',
    write: (text) => JSON.stringify(message(text, { finish_reason: 'stop' })),
  },
  'a JSON body without finish reason': {
    kind: 'whole',
    contentType: 'application/json',
    write: (text) => JSON.stringify(message(text)),
  },
  'a JSON body over many lines': {
    kind: 'whole',
    write: (text) => `\n${JSON.stringify(message(text, { finish_reason: 'stop' }), null, 2)}\n`,
  },
  'a JSON body with text': {
    kind: 'whole',
    contentType: 'application/json',
    write: (text) =>
      JSON.stringify({ choices: [{ text }], usage: { prompt_tokens: 900, completion_tokens: '4' } }),
    usage: { inputTokens: 900, outputTokens: 4 },
  },
  'a JSON body with content parts': {
    kind: 'whole',
    contentType: 'application/json',
    write: (text) =>
      JSON.stringify({
        choices: [
          {
            message: {
              content: [
                { type: 'thinking', thinking: 'I add.' },
                { type: 'text', text },
              ],
            },
            finish_reason: 'stop',
          },
        ],
      }),
    thinking: 'I add.',
  },
  'a whole message in one event': {
    kind: 'whole',
    write: (text) => event(message(text, { finish_reason: 'stop' })),
  },
  'the whole message after the deltas': {
    kind: 'whole',
    write: (text) => said(text) + event(message(text, { finish_reason: 'stop' })) + done,
  },
  'the whole text in the last delta': {
    kind: 'whole',
    write: (text) => {
      const twice = text.length > 16 && pieces(text).length > 1;
      return said(text) + event(choice({ content: twice ? text : '' }, { finish_reason: 'stop' }));
    },
  },
  'each message the whole so far': {
    kind: 'whole',
    write: (text) =>
      events(
        ...pieces(text).map((_, at, all) => message(all.slice(0, at + 1).join(''))),
        message(text, { finish_reason: 'stop' }),
      ),
  },
  'messages in place of deltas': {
    kind: 'whole',
    write: (text) => events(...pieces(text).map((piece) => message(piece)), stops),
  },

  // How it says that it is whole.
  '[done] in its own spelling': { kind: 'end', write: (text) => `${said(text)}data:"[done]"\n\n` },
  'a finish reason in capitals': {
    kind: 'end',
    write: (text) => said(text) + event(choice({}, { finish_reason: 'STOP' })),
  },
  'a finish reason within the delta': {
    kind: 'end',
    write: (text) => said(text) + event(choice({ finish_reason: 'stop' })),
  },
  'a finish reason in other words': {
    kind: 'end',
    write: (text) => said(text) + event(choice({}, { finish_reason: 'eos_token' })),
  },
  'done_reason, stop_reason, finishReason': {
    kind: 'end',
    write: (text) => said(text) + event({ choices: [{ delta: {}, stop_reason: 'end_turn' }] }),
  },
  'an empty finish reason until the last': {
    kind: 'end',
    write: (text) =>
      events(...pieces(text).map((content) => choice({ content }, { finish_reason: '' }))) +
      event({ choices: [{ delta: {}, finishReason: 'FINISH_REASON_STOP' }] }),
  },
  'an event named done': { kind: 'end', write: (text) => `${said(text)}event: done\ndata: {}\n\n` },
  'nothing, and the connection closes in order': {
    kind: 'clean-end',
    write: said,
    notices: ['possibly-cut'],
    reason: 'other',
  },
  'nothing after the usage': {
    kind: 'clean-end',
    write: (text) => said(text) + event({ choices: [], usage: { prompt_tokens: 900, completion_tokens: 4 } }),
    notices: ['possibly-cut'],
    reason: 'other',
    usage: { inputTokens: 900, outputTokens: 4 },
  },

  // Usage.
  'usage with the first chunk': {
    kind: 'usage',
    write: (text) =>
      event({ ...choice({ role: 'assistant' }), usage: { prompt_tokens: 900, completion_tokens: 4 } }) +
      said(text) +
      event(stops),
    usage: { inputTokens: 900, outputTokens: 4 },
  },
  'usage in an event of its own': {
    kind: 'usage',
    write: (text) =>
      `${said(text)}${event(stops)}event: usage\n${event({ prompt_tokens: 900, completion_tokens: 4 })}`,
    usage: { inputTokens: 900, outputTokens: 4 },
  },
  'usage null, then after the finish': {
    kind: 'usage',
    write: (text) =>
      events(...pieces(text).map((piece) => ({ ...says(piece), usage: null })), stops, {
        choices: [],
        usage: {
          prompt_tokens: 900,
          completion_tokens: 4,
          prompt_tokens_details: null,
          completion_tokens_details: { reasoning_tokens: null },
        },
      }) + done,
    usage: { inputTokens: 900, outputTokens: 4 },
  },
  'DeepSeek’s cache': {
    kind: 'usage',
    write: (text) =>
      said(text) +
      event({
        ...stops,
        usage: { prompt_tokens: '900', completion_tokens: '4', prompt_cache_hit_tokens: '640' },
      }),
    usage: { inputTokens: 900, outputTokens: 4, cachedInputTokens: 640 },
  },
  'llama.cpp’s timings': {
    kind: 'usage',
    write: (text) =>
      said(text) + event({ ...stops, timings: { cache_n: 640, prompt_n: 260, predicted_n: 4 } }),
    usage: { inputTokens: 900, outputTokens: 4, cachedInputTokens: 640 },
  },
  'Groq’s and Moonshot’s places': {
    kind: 'usage',
    write: (text) =>
      event({ ...says(text), x_groq: { id: 'r', usage: { prompt_tokens: 900 } } }) +
      event(choice({}, { finish_reason: 'stop', usage: { completion_tokens: 4, cached_tokens: 640 } })),
    usage: { inputTokens: 900, outputTokens: 4, cachedInputTokens: 640 },
  },
  'numeric ids': {
    kind: 'usage',
    write: (text) =>
      events(
        ...[...pieces(text).map(says), stops].map((chunk) => ({
          id: 17,
          created: 'now',
          model: null,
          ...chunk,
        })),
      ),
  },

  // Where the words stand.
  'content as parts': {
    kind: 'content',
    write: (text) =>
      events(
        says([{ type: 'reasoning', text: 'I add.' }]),
        ...pieces(text).map((piece) => says([{ type: 'text', text: piece }])),
        stops,
      ),
    thinking: 'I add.',
  },
  'Magistral’s thinking parts': {
    kind: 'content',
    write: (text) =>
      events(says([{ type: 'thinking', thinking: [{ type: 'text', text: 'I add.' }] }]), says(text), stops),
    thinking: 'I add.',
  },
  'content as an object': {
    kind: 'content',
    write: (text) => events(...pieces(text).map((piece) => says({ type: 'text', text: piece })), stops),
  },
  'text in a chat chunk': {
    kind: 'content',
    write: (text) =>
      events(...pieces(text).map((piece) => ({ choices: [{ index: 0, text: piece }] })), stops),
  },
  'a refusal': { kind: 'content', write: (text) => events(choice({ content: null, refusal: text }), stops) },
  'reasoning_content null, then thinking': {
    kind: 'reasoning',
    write: (text) => events(choice({ reasoning_content: null, thinking: 'I add.' }), says(text), stops),
    thinking: 'I add.',
  },
  'the same words in two fields': {
    kind: 'reasoning',
    write: (text) =>
      events(
        choice({
          reasoning: 'I add.',
          reasoning_content: 'I add.',
          reasoning_details: [{ type: 'reasoning.text', text: 'I add.' }],
        }),
        says(text),
        stops,
      ),
    thinking: 'I add.',
  },
  'reasoning_details alone': {
    kind: 'reasoning',
    write: (text) =>
      events(
        choice({ reasoning: '', reasoning_details: [{ type: 'reasoning.text', text: 'I ' }] }),
        choice({ reasoning_details: [{ type: 'reasoning.summary', summary: 'add.' }] }),
        choice({ reasoning_details: [{ type: 'reasoning.encrypted', data: 'c2VjcmV0' }] }),
        says(text),
        stops,
      ),
    thinking: 'I add.',
  },
  'reasoning_text and thought': {
    kind: 'reasoning',
    write: (text) => events(choice({ reasoning_text: 'I ' }), choice({ thought: 'add.' }), says(text), stops),
    thinking: 'I add.',
  },
  'Gemini’s content that is marked as thinking': {
    kind: 'reasoning',
    write: (text) =>
      events(
        choice({ content: 'I ', extra_content: { google: { thought: true } } }),
        choice({ content: 'add.', extra_content: { google: { thought: true } } }),
        says(text),
        stops,
      ),
    thinking: 'I add.',
  },
  'LiteLLM’s thinking_blocks alone': {
    kind: 'reasoning',
    write: (text) =>
      events(
        choice({ content: '', thinking_blocks: [{ type: 'thinking', thinking: 'I ', signature: '' }] }),
        choice({ content: '', thinking_blocks: [{ type: 'thinking', thinking: 'add.' }] }),
        choice({ content: '', thinking_blocks: [{ type: 'redacted_thinking', data: 'c2VjcmV0' }] }),
        says(text),
        stops,
      ),
    thinking: 'I add.',
  },

  // What cannot be read.
  'a bad line in the middle': {
    kind: 'bad-line',
    write: between('data: {"choices": [{"te\n\n'),
    notices: ['lines-skipped'],
  },
  'a web page in the middle': {
    kind: 'bad-line',
    write: between('<html><body>502 Bad Gateway</body></html>\n'),
    notices: ['lines-skipped'],
  },
  'a bad line after the finish reason': {
    kind: 'bad-line',
    write: (text) => `${said(text)}${event(stops)}data: {oops\n\n`,
  },
};
