import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fetch } from '../call/checked-fetch.ts';
import { createGuardedModel } from '../guarded-model.ts';
import type { Behaviour } from '../testing/behaviours.ts';
import { type CallRecord, endpointErrorOf, endpointOf, optionsOf, record } from '../testing/calls.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { strayStreams } from '../testing/stray-streams.ts';

const TEXT = 'It is a sum: 2 + 2 is 4, «∑ 🌍», so \\boxed{4}.';
const encoder = new TextEncoder();

type Raw = Pick<Extract<Behaviour, { kind: 'raw' }>, 'contentType'> & {
  body: string | Uint8Array[];
  breaks?: Error;
};

/** Reads a reply whose server sends these bytes. */
function read({ body, contentType = 'text/event-stream', breaks }: Raw, api: 'chat' | 'completion' = 'chat') {
  const pieces = typeof body === 'string' ? [encoder.encode(body)] : [...body];
  const fetch: Fetch = async () =>
    new Response(
      new ReadableStream<Uint8Array>({
        pull(controller) {
          const piece = pieces.shift();
          if (piece) controller.enqueue(piece);
          else if (breaks) controller.error(breaks);
          else controller.close();
        },
      }),
      { headers: { 'content-type': contentType } },
    );
  const guarded = createGuardedModel(endpointOf('http://host/v1'), { clock: createManualClock(), fetch });
  return record(guarded, optionsOf(api));
}

const event = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const says = (content: string) => event({ choices: [{ index: 0, delta: { content } }] });
const stops = event({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
const codes = ({ notices }: CallRecord) => notices.map(({ code }) => code);

describe.each(['chat', 'completion'] as const)('a stream that strays, %s', (api) => {
  it.each(Object.entries(strayStreams))('%s', async (_, stray) => {
    const result = await read({ body: stray.write(TEXT), contentType: stray.contentType }, api);
    expect(result.error).toBeNull();
    expect(result.text).toBe(TEXT);
    expect(result.thinking).toBe(stray.thinking ?? '');
    expect(codes(result)).toEqual(stray.notices ?? []);
    expect(result.finish).toEqual({
      type: 'finish',
      reason: stray.reason ?? 'stop',
      usage: stray.usage ?? null,
      ...(stray.notices?.includes('possibly-cut') && { possiblyCut: true }),
    });
  });
});

describe('recorded streams', () => {
  const folder = path.join(import.meta.dirname, '../fixtures/streams');
  const bodyOf = (name: string) => fs.readFileSync(path.join(folder, `${name}.sse`), 'utf8');
  const others = ['stop-cut-the-thinking', 'think-opened-by-template'];
  const names = fs.readdirSync(folder).map((file) => file.replace(/\.sse$/, ''));

  it.each(names.filter((name) => !others.includes(name)))('%s: a whole reply', async (name) => {
    const result = await read({ body: bodyOf(name) });
    expect(result).toMatchObject({ error: null, notices: [], finish: { reason: 'stop' } });
    expect(result.text).toMatch(/^(?:It is )?\\boxed\{4\}\.?$/);
    expect(result.thinking).toBe(name === 'empty-reasoning-content' ? 'I add.' : '');
  });

  it('usage in strings is read', async () => {
    const { finish } = await read({ body: bodyOf('last-text-with-finish-and-string-usage') });
    expect(finish?.usage).toEqual({ inputTokens: 12, outputTokens: 3 });
  });
});

it('usage that comes in one packet with [DONE], after it, is read; words are not', async () => {
  const after = event({ usage: { prompt_tokens: 9, completion_tokens: 3 } });
  const result = await read({
    body: `${says('ab')}data: [DONE]\n\n${after}${says('no more')}data: {oops\n\n`,
  });
  expect(result).toMatchObject({ text: 'ab', notices: [], finish: { usage: { outputTokens: 3 } } });
});

describe('a reply that is none', () => {
  it.each<[string, string, string, string]>([
    ['text, then an unreadable last event', `${says('ab')}data: {oops\n\n`, 'ab', 'bad-stream'],
    ['text, then a page', `${says('ab')}<html>502</html>\n`, 'ab', 'bad-stream'],
    ['nothing but what cannot be read', `data: {oops\n\n${stops}`, '', 'bad-stream'],
    ['objects of another kind', `${event({ hello: 'world' })}data: [DONE]\n\n`, '', 'bad-stream'],
    ['a chunk cut in the middle', `${says('ab')}data: {"choices":[{"del`, 'ab', 'dropped'],
    ['no word at all', event({ choices: [{ delta: { role: 'assistant' } }] }), '', 'dropped'],
    ['an aborted engine', says('ab') + stops.replace('stop', 'Aborted'), 'ab', 'dropped'],
    ['a failed engine', says('ab') + stops.replace('stop', 'ERROR'), 'ab', 'server-error'],
    [
      'an error object',
      `${says('ab')}${event({ error: { message: 'boom' } })}${stops}`,
      'ab',
      'server-error',
    ],
    ['an error as a text', says('ab') + event({ error: 'boom' }), 'ab', 'server-error'],
    [
      'an error event',
      `${says('ab')}event: error\ndata: {"message":"Rate limit","code":429}\n\n`,
      'ab',
      'rate-limited',
    ],
    [
      'a bare error among events',
      `${says('ab')}{"error":{"message":"slow down","code":429}}\n`,
      'ab',
      'rate-limited',
    ],
    [
      'an error within the choice',
      says('ab') + event({ choices: [{ error: { message: 'boom', code: 502 } }] }),
      'ab',
      'server-error',
    ],
    [
      'an error without that name, at the end',
      says('ab') + event({ message: 'Overloaded', code: 503 }),
      'ab',
      'server-error',
    ],
  ])('%s', async (_, body, text, type) => {
    const result = await read({ body });
    expect(endpointErrorOf(result).type).toBe(type);
    expect(result.text).toBe(text);
    expect(result.finish).toBeNull();
  });

  it('a broken connection: dropped, after every word', async () => {
    const breaks = new TypeError('terminated');
    for (const pieces of [
      [says('ab'), says('cd')],
      [says('ab'), says('cd').trimEnd()],
    ]) {
      const result = await read({ body: pieces.map((piece) => encoder.encode(piece)), breaks });
      expect(result.text).toBe('abcd');
      expect(endpointErrorOf(result).type).toBe('dropped');
    }
  });

  it('broken in the words of the HTTP parser: dropped too', async () => {
    const breaks = new TypeError('terminated', {
      cause: Object.assign(new Error('Invalid character in chunk size'), { code: 'HPE_INVALID_CHUNK_SIZE' }),
    });
    const result = await read({ body: [encoder.encode(says('ab'))], breaks });
    expect(endpointErrorOf(result).type).toBe('dropped');
    const json = await read({ body: [encoder.encode('{"choices": [{"mess')], breaks });
    expect(endpointErrorOf(json).type).toBe('dropped');
  });

  it('broken after the finish reason: whole', async () => {
    const breaks = new TypeError('terminated');
    const result = await read({ body: [encoder.encode(says('ab') + stops.trimEnd())], breaks });
    expect(result).toMatchObject({ text: 'ab', error: null, finish: { reason: 'stop' } });
  });

  it('an event without end is not kept in memory', async () => {
    const piece = encoder.encode('x'.repeat(1024 * 1024));
    const body = [encoder.encode(`${says('ab')}data: `), ...Array.from({ length: 12 }, () => piece)];
    const result = await read({ body });
    expect(result.text).toBe('ab');
    expect(endpointErrorOf(result).type).toBe('reply-too-large');
  });

  it('nested without end is no stack overflow', async () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    const parts = `${'[{"content":'.repeat(3_000)}"x"${'}]'.repeat(3_000)}`;
    const body = `data: ${deep}\n\n${says('ab')}data: {"choices":[{"delta":{"content":${parts}}}]}\n\n${stops}`;
    expect(await read({ body })).toMatchObject({ text: 'ab', error: null });
  });
});

describe('however it is sent', () => {
  const foreign = [
    ': keep-alive\n\n',
    'event: ping\ndata: now\n\n',
    'data: null\n\n',
    'data: {}\n\n',
    'data: \n\n',
    event({ type: 'ping' }),
    event({ choices: [] }),
    event({ choices: null, usage: null }),
    event({ choices: [{ index: 0, delta: {} }] }),
    event({ choices: [{ index: 1, delta: { content: 'another choice' } }] }),
    event({ choices: [], usage: { prompt_tokens: 9, completion_tokens: 3 } }),
    event(7),
    'id: 1\nretry: 1000\n\n',
  ];

  it('the same words give the same reply, in any bytes and among any foreign events', async () => {
    const seed = Date.now();
    const word = fc.oneof(fc.string(), fc.constantFrom('∑ 🌍 ü', '</Plan_1>\n', '\r\n', '\\boxed{4}'));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom('content', 'reasoning_content'), word), {
          minLength: 1,
          maxLength: 6,
        }),
        fc.array(fc.tuple(fc.nat(6), fc.constantFrom(...foreign)), { maxLength: 6 }),
        fc.array(fc.nat(4000), { maxLength: 12 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.boolean(),
        async (words, strangers, cuts, lineEnd, trimmed) => {
          fc.pre(words.some(([, text]) => text !== ''));
          const chunks = words.map(([field, text]) =>
            event({ choices: [{ index: 0, delta: { [field]: text } }] }),
          );
          const all = [...chunks, stops];
          for (const [at, stranger] of strangers) all.splice(Math.min(at, all.length - 1), 0, stranger);
          // If another choice comes first, it counts, and we follow it.
          const first = all.indexOf(chunks.find((_, at) => words[at]?.[1] !== '') ?? '');
          const sent = all.filter((each, at) => at > first || !each.includes('another choice'));
          const written = sent.join('').replaceAll('\n', lineEnd);
          const bytes = encoder.encode(trimmed ? written.trimEnd() : written);
          const edges = [0, ...cuts.map((cut) => cut % bytes.length).sort((a, b) => a - b), bytes.length];
          const body = edges.slice(1).map((end, index) => bytes.slice(edges[index], end));
          const result = await read({ body });
          const textOf = (field: string) =>
            words.map(([name, text]) => (name === field ? text : '')).join('');
          expect(result.error).toBeNull();
          expect(result.text).toBe(textOf('content'));
          expect(result.thinking).toBe(textOf('reasoning_content'));
          expect(result.notices).toEqual([]);
        },
      ),
      { numRuns: 300, seed },
    );
  });
});
