import { expect, test } from 'vitest';
import { traceEventSchema } from './events.ts';
import { isKnownEvent, LogError, readLines } from './log-lines.ts';

test('every kind of event that the schema has is known, and no other', () => {
  const types = traceEventSchema.def.options.flatMap(({ shape }) => shape.type.def.values);
  expect(types.length).toBeGreaterThan(20);
  expect(types.filter((type) => !isKnownEvent({ type, seq: 0 }))).toEqual([]);
  const others = [
    { type: 'halt', seq: 0 },
    { type: 'toString', seq: 0 },
    { type: 'stage-start' },
    {},
    [],
    null,
    7,
  ];
  expect(others.filter(isKnownEvent)).toEqual([]);
});

test('what a check says of a line is said with its number; annotations are looked at and passed over', () => {
  const text = [
    '{"type":"session-start","logVersion":1}',
    '',
    '{"type":"annotation"}',
    '{"type":"halt"}',
  ].join('\n');
  const looked: string[] = [];
  const read = () =>
    [
      ...readLines(text, ({ type }, kind) => {
        looked.push(kind);
        return type === 'halt' ? 'no such thing.' : null;
      }),
    ].length;
  expect(read).toThrow(new LogError('not-an-event', 4, 'no such thing.'));
  expect(looked).toEqual(['event', 'annotation', 'event']);
});
