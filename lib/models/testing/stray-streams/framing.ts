import { choice, done, event, events, pieces, type StrayStream, said, says, stops } from './write.ts';

/** Line ends, prefixes and fields of the event stream. */
export const strayFraming: Record<string, StrayStream> = {
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
};
