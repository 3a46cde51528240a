import { describe, expect, it } from 'vitest';
import type { Fetch } from '../call/checked-fetch.ts';
import { createGuardedModel } from '../guarded-model.ts';
import { type CallRecord, endpointErrorOf, endpointOf, optionsOf, record } from '../testing/calls.ts';
import { createManualClock } from '../testing/manual-clock.ts';

const encoder = new TextEncoder();
const MEBI = 1024 * 1024;
/** What every call here asks for. */
const MAX_TOKENS = 1000;
/** Twice those tokens and 512, at four characters each. */
const MOST_CHARACTERS = (2 * MAX_TOKENS + 512) * 4;

interface Flood {
  /** Sent before the flood. */
  before?: string;
  /** Sent again and again. */
  again: string | ((index: number) => string);
  contentType?: string;
  status?: number;
}

/** A server that never stops; counts what the client reads, and records whether the client cancelled. */
function flooding({ before = '', again, contentType = 'text/event-stream', status = 200 }: Flood) {
  const state = { bytes: 0, cancelled: false };
  const write = typeof again === 'string' ? () => again : again;
  const fixed =
    typeof again === 'string' ? encoder.encode(again.repeat(Math.ceil(65_536 / again.length))) : null;
  let index = 0;
  const fetch: Fetch = async () =>
    new Response(
      new ReadableStream<Uint8Array>(
        {
          start(controller) {
            if (before !== '') controller.enqueue(encoder.encode(before));
          },
          pull(controller) {
            const chunk = fixed ?? encoder.encode(write(index++));
            state.bytes += chunk.byteLength;
            controller.enqueue(chunk);
          },
          cancel() {
            state.cancelled = true;
          },
        },
        { highWaterMark: 0 },
      ),
      { status, headers: { 'content-type': contentType } },
    );
  const guarded = createGuardedModel(endpointOf('http://host/v1'), { clock: createManualClock(), fetch });
  return { guarded, state };
}

const event = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const says = (content: string) => event({ choices: [{ index: 0, delta: { content } }] });
/** Padding: a few long events show as much as many short ones, sooner. */
const PAD = 'y'.repeat(4000);
const thinks = (reasoning: string) => event({ choices: [{ delta: { reasoning_content: reasoning } }] });
const codes = ({ notices }: CallRecord) => notices.map(({ code }) => code);
const takes = async (flood: Flood) => {
  const { guarded, state } = flooding(flood);
  const result = await record(guarded, optionsOf('chat', { maxTokens: MAX_TOKENS, stop: [] }));
  return { result, state };
};

describe('words without end are cut at about twice what was asked for', () => {
  it.each<[string, Flood]>([
    ['text', { again: says('word '.repeat(20)) }],
    ['one character at a time', { again: says('x') }],
    ['white space', { again: says(' ') }],
    ['thinking', { again: thinks('hm, ') }],
    ['thinking and text in turn', { again: `${thinks('a')}${says('b')}` }],
    ['thinking in marks', { before: says('[THINK]'), again: says('so ') }],
    ['white space in thinking in marks', { before: says('[THINK]x'), again: says('   ') }],
    ['bare JSON lines', { again: '{"message":{"content":"again "},"done":false}\n' }],
    [
      'padded with what is none',
      { again: event({ choices: [{ delta: { content: 'x' } }], p: 'y'.repeat(900) }) },
    ],
    ['half emoji', { again: says('🌍🌍🌍') }],
  ])('%s', async (_, flood) => {
    const { result, state } = await takes(flood);
    expect(result.error).toBeNull();
    expect(codes(result)).toContain('over-limit');
    expect(result.finish).toEqual({ type: 'finish', reason: 'length', usage: null });
    const said = result.text.length + result.thinking.length;
    expect(said).toBeLessThanOrEqual(MOST_CHARACTERS);
    expect(said).toBeGreaterThan(MOST_CHARACTERS / 2 - 8);
    expect(result.text.isWellFormed()).toBe(true);
    expect(state.cancelled).toBe(true);
  });

  it('what keeps to the limit is whole, in any language', async () => {
    for (const word of ['word', 'слов', '字', 'ไทยๆ']) {
      const again = (index: number) => (index < MAX_TOKENS ? says(word) : 'data: [DONE]\n\n');
      const { result } = await takes({ again });
      expect(result.finish?.reason).toBe('stop');
      expect(result.text).toBe(word.repeat(MAX_TOKENS));
      expect(codes(result)).toEqual([]);
    }
  });
});

describe('what holds no words ends the call', () => {
  it.each<[string, string, Flood]>([
    ['spaces', 'no-words', { again: ' ' }],
    ['line ends', 'no-words', { again: '\n' }],
    ['spaces before JSON', 'no-words', { again: ' ', contentType: 'application/json' }],
    ['comments', 'no-words', { again: `: ${PAD}\n\n` }],
    ['pings', 'no-words', { again: `event: ping\ndata: {"${PAD}":1}\n\n` }],
    ['names without data', 'no-words', { again: `event: ${PAD}\n` }],
    ['empty deltas', 'no-words', { again: event({ choices: [{ delta: { content: '' } }], PAD }) }],
    ['chunks of another kind', 'no-words', { again: event({ hello: PAD }) }],
    [
      'the same message again',
      'no-words',
      {
        before: says('ab'),
        again: event({ choices: [{ message: { content: 'ab' } }], PAD }),
      },
    ],
    ['a line', 'event', { before: 'data: ', again: 'x' }],
    ['a line after words', 'event', { before: `${says('ab')}data: `, again: 'x' }],
    ['data lines of one event', 'event', { again: `data: ${PAD}\n` }],
    [
      'a whole body',
      'no-words',
      { before: '{"choices":[{"text":"', again: 'x', contentType: 'application/json' },
    ],
    ['a wide body', 'no-words', { before: '{"choices":[', again: '{},', contentType: 'application/json' }],
    ['a nested body', 'no-words', { before: '{"choices":', again: '[', contentType: 'application/json' }],
  ])('%s', async (_, reason, flood) => {
    const { result, state } = await takes(flood);
    const error = endpointErrorOf(result);
    expect([error.type, error.context.reason]).toEqual(['reply-too-large', reason]);
    expect(state.cancelled).toBe(true);
    expect(state.bytes).toBeLessThan(9 * MEBI);
    if (flood.before?.includes('ab')) expect(result.text).toBe('ab');
  });

  it.each<[string, Flood]>([
    ['an error', { status: 500, again: 'It failed. ' }],
    ['a page', { contentType: 'text/html', before: '<html>', again: '<p>' }],
    ['words', { contentType: 'text/plain', again: 'Lorem ipsum ' }],
  ])('%s without end is read as far as it says something', async (_, flood) => {
    const { result, state } = await takes(flood);
    expect(endpointErrorOf(result).type).toBe(flood.status ? 'server-error' : 'not-json');
    expect(state.bytes).toBeLessThan(MEBI);
    expect(state.cancelled).toBe(true);
  });
});

describe('JSON of immodest structure is not parsed', () => {
  const wide = `{"choices":[${'{},'.repeat(300_000)}{}]}`;
  const nested = `{"choices":${'['.repeat(100)}${']'.repeat(100)}}`;

  it.each([
    ['a wide body', wide],
    ['a nested body', nested],
    ['a wide event', `data: ${wide}\n\n`],
    ['many values in a row', `data: ${'{}'.repeat(300_000)}\n\n`],
  ])('%s', async (_, before) => {
    let sent = false;
    const fetch: Fetch = async () => {
      if (sent) throw new Error('Asked twice');
      sent = true;
      return new Response(before, { headers: { 'content-type': 'text/event-stream' } });
    };
    const guarded = createGuardedModel(endpointOf('http://host/v1'), { clock: createManualClock(), fetch });
    const error = endpointErrorOf(await record(guarded, optionsOf('chat')));
    expect([error.type, error.context.reason]).toEqual(['reply-too-large', 'structure']);
  });
});

it('a flood that is there already lets other work have its turn', async () => {
  const { guarded } = flooding({ again: ': PROCESSING\n\n' });
  let turns = 0;
  const count = setInterval(() => turns++, 0);
  await record(guarded, optionsOf('chat'));
  clearInterval(count);
  expect(turns).toBeGreaterThan(5);
});

it('a cancelled call ends in the middle of a flood, whether words come or not', async () => {
  for (const again of [': PROCESSING\n\n', says('')]) {
    const { guarded, state } = flooding({ again });
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('stopped')), 0);
    const result = await record(guarded, optionsOf('chat', { signal: stop.signal }));
    expect(result.error).toEqual(new Error('stopped'));
    expect(state.bytes).toBeLessThan(8 * MEBI);
  }
});

it('what waits for a slow reader is bounded, so that the endpoint waits', async () => {
  const { guarded, state } = flooding({ again: says('word ') });
  let parts = 0;
  for await (const part of guarded.call(optionsOf('chat', { maxTokens: 1_000_000 }))) {
    if (part.type !== 'text' || ++parts < 3) continue;
    const before = state.bytes;
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(state.bytes - before).toBeLessThan(2 * MEBI);
    break;
  }
  expect(state.cancelled).toBe(true);
});
