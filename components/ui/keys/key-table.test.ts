import { describe, expect, it } from 'vitest';
import { keyTable, type Pressed } from './key-table.ts';

const pressed = (key: string, held: Partial<Pressed> = {}): Pressed => ({
  key,
  code: '',
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  altGraph: false,
  ...held,
});

const table = keyTable(
  [
    { does: 'Step', keys: { ArrowLeft: 'back', ArrowRight: 'on' }, also: { k: 'back' } },
    { does: 'Stage', keys: { 'Shift ArrowRight': 'stage' } },
    { does: 'Play', keys: { Space: 'play' } },
    { does: 'Fork', keys: { Digit1: 'fork' }, also: { 'Shift Digit1': 'fork before' } },
    { does: 'Undo', keys: { 'Ctrl z': 'undo' } },
    { does: 'Zoom out', keys: { '-': 'out' } },
    { does: 'End of the part', keys: { ']': 'end' } },
    { does: 'Help', keys: { '?': 'help' } },
  ],
  [{ does: 'In the graph', shown: ['Enter'] }],
);

describe('what a press asks for', () => {
  it('letters mean the same with and without Shift, where no row says otherwise', () => {
    expect(table.commandOf(pressed('K', { shiftKey: true }))).toBe('back');
    expect(table.commandOf(pressed('?', { shiftKey: true }))).toBe('help');
    expect(table.commandOf(pressed('ArrowRight', { shiftKey: true }))).toBe('stage');
    expect(table.commandOf(pressed('ArrowLeft', { shiftKey: true }))).toBe('back');
    expect(table.commandOf(pressed(' '))).toBe('play');
  });

  it('a digit counts by its place, so that Shift and a French layout do not matter', () => {
    expect(table.commandOf(pressed('&', { code: 'Digit1' }))).toBe('fork');
    expect(table.commandOf(pressed('!', { code: 'Digit1', shiftKey: true }))).toBe('fork before');
  });

  it('Ctrl and ⌘ are one, and the browser keeps its other shortcuts', () => {
    expect(table.commandOf(pressed('z', { ctrlKey: true }))).toBe('undo');
    expect(table.commandOf(pressed('Z', { metaKey: true }))).toBe('undo');
    expect(table.commandOf(pressed('Z', { ctrlKey: true, shiftKey: true }))).toBeUndefined();
    expect(table.commandOf(pressed('k', { ctrlKey: true }))).toBeUndefined();
    expect(table.commandOf(pressed('ArrowLeft', { altKey: true }))).toBeUndefined();
    expect(table.commandOf(pressed('F5'))).toBeUndefined();
  });

  it('what stands behind AltGr is there, and its digit is not pressed', () => {
    const altGr = { ctrlKey: true, altKey: true, altGraph: true };
    expect(table.commandOf(pressed(']', altGr))).toBe('end');
    expect(table.commandOf(pressed('¹', { ...altGr, code: 'Digit1' }))).toBeUndefined();
  });
});

it('the help shows what the handler reads, as a keyboard shows it', () => {
  expect(table.rows.map(({ shown }) => shown)).toEqual([
    ['←', '→'],
    ['Shift →'],
    ['Space'],
    ['1'],
    ['Ctrl Z'],
    ['−'],
    [']'],
    ['?'],
    ['Enter'],
  ]);
});

it('two rows cannot name the same press', () => {
  const row = { does: 'Step', keys: { k: 1 } };
  expect(() => keyTable([row, { does: 'Other', keys: {}, also: { k: 2 } }])).toThrow('"k"');
});
