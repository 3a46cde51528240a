import {
  between,
  choice,
  done,
  event,
  events,
  pieces,
  type StrayStream,
  said,
  says,
  stops,
} from './write.ts';

/** Choices that are missing, null or of another shape, and values that are not chunks. */
export const strayEnvelopes: Record<string, StrayStream> = {
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

  // Values that are not chunks.
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
};
