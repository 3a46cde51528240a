import { between, choice, event, events, pieces, type StrayStream, said, says, stops } from './write.ts';

/** Where the words and the thinking are, and data that we cannot read. */
export const strayContent: Record<string, StrayStream> = {
  // Where the words are.
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

  // Data that we cannot read.
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
