import { choice, done, event, events, pieces, type StrayStream, said, says, stops } from './write.ts';

/** How a reply says that it is complete, and what it used. */
export const strayEnds: Record<string, StrayStream> = {
  // How a reply says that it is complete.
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
};
