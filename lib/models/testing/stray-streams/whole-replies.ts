import { choice, done, event, events, message, pieces, type StrayStream, said, stops } from './write.ts';

/** A whole reply although the request asked for a stream. */
export const wholeReplies: Record<string, StrayStream> = {
  // A whole reply although the request asked for a stream.
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
};
