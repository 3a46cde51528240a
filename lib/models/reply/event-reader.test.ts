import { createParser } from 'eventsource-parser';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEventReader, type StreamEvent } from './event-reader.ts';
import { ExcessError } from './reply-bounds.ts';

function eventsOf(...texts: string[]): StreamEvent[] {
  const events: StreamEvent[] = [];
  const reader = createEventReader((event) => events.push(event));
  for (const text of texts) reader.feed(text);
  reader.end();
  return events;
}
const dataOf = (...texts: string[]) => eventsOf(...texts).map(({ data }) => data);

describe('createEventReader', () => {
  it('reads what keeps to the standard as the standard says, wherever it is split', () => {
    const seed = Date.now();
    const value = fc.constantFrom('{"a":1}', 'two words', ' x', '', '[1,', '2]', '∑🌍', 'data: x');
    const line = fc.oneof(
      value.map((text) => `data: ${text}`),
      value.map((text) => `data:${text}`),
      fc.constantFrom(': comment', ':', 'id: 7', 'retry: 3', 'unknown: field', 'event: named', ''),
    );
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 12 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.array(fc.nat(300), { maxLength: 8 }),
        (lines, lineEnd, cuts) => {
          // Two events that are each JSON, without a blank line between them: here we read more than the standard.
          const standard = lines.flatMap((each) => (each.startsWith('data') ? [each, ''] : [each]));
          const text = [...standard, '', ''].join(lineEnd);
          const expected: { name: string; data: string }[] = [];
          const parser = createParser({
            onEvent: ({ event, data }) => expected.push({ name: event ?? '', data }),
          });
          parser.feed(text);
          parser.feed('\n');
          const edges = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
          const read = eventsOf(...edges.slice(1).map((end, index) => text.slice(edges[index], end)));
          // In the standard, a name without data is no event; some servers report only with it that they are done.
          expect(
            read
              .filter(({ data, name }) => data !== '' || name === '')
              .map(({ name, data }) => ({ name, data })),
          ).toEqual(expected.filter(({ data, name }) => data !== '' || name === ''));
        },
      ),
      { numRuns: 500, seed },
    );
  });

  it.each<[string, string, string[]]>([
    ['the last event without blank line', 'data: {"a":1}\n', ['{"a":1}']],
    ['the last event without line end', 'data: {"a":1}', ['{"a":1}']],
    [
      'events without blank lines',
      'data: {"a":1}\ndata: {"b":2}\ndata: [DONE]\n',
      ['{"a":1}', '{"b":2}', '[DONE]'],
    ],
    ['one JSON over several data lines', 'data: {"a":\ndata: 1}\n\n', ['{"a":\n1}']],
    ['JSON line by line', '{"a":1}\n{"b":2}\n', ['{"a":1}', '{"b":2}']],
    ['a JSON body over several lines', '{\n  "a": [\n    1\n  ]\n}\n', ['{\n  "a": [\n    1\n  ]\n}']],
    ['two of them', '{\n"a":1\n}\n{\n"b":2\n}', ['{\n"a":1\n}', '{\n"b":2\n}']],
    [
      'JSON among events',
      'data: {"a":1}\n\n{"error":"x"}\n\ndata: {"b":2}\n\n',
      ['{"a":1}', '{"error":"x"}', '{"b":2}'],
    ],
    ['white space before the field', '  data: {"a":1}\n\n', ['{"a":1}']],
    ['a byte order mark', '\uFEFFdata: 1\n\n', ['1']],
  ])('%s', (_, text, data) => {
    expect(dataOf(text)).toEqual(data);
    expect(dataOf(...text)).toEqual(data);
  });

  it('tells what the text ends in the middle of', () => {
    expect(eventsOf('data: {"a":').map(({ cut }) => cut)).toEqual([true]);
    expect(eventsOf('{"a":\n').map(({ cut, bare }) => [cut, bare])).toEqual([[true, true]]);
    expect(eventsOf('data: {"a":\n').map(({ cut }) => cut)).toEqual([false]);
  });

  it('takes no longer for hostile lines than for others', () => {
    const hostile = [
      'data: [1,\n'.repeat(100_000),
      `${'['.repeat(50_000)}\n${']\n'.repeat(50_000)}`,
      '\n'.repeat(500_000),
      'data\n'.repeat(100_000),
    ];
    // The square of a hundred thousand lines would outlast the test.
    for (const text of hostile) expect(() => eventsOf(text)).not.toThrow();
  });

  it('ends at an event that is longer than any reply', () => {
    expect(() => eventsOf('data: ', ...Array.from({ length: 9 }, () => 'x'.repeat(1024 * 1024)))).toThrow(
      ExcessError,
    );
  });
});
