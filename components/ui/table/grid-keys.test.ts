import { describe, expect, it } from 'vitest';
import { commandOf, moveCursor } from './grid-keys.ts';

const press = (
  key: string,
  held: Partial<Record<'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {},
) => commandOf({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held }, 10);

describe('keys of the table', () => {
  it('Shift chooses what the cursor passes', () => {
    expect(press('ArrowDown')).toEqual({ kind: 'move', by: 1, extend: false });
    expect(press('ArrowUp', { shiftKey: true })).toEqual({ kind: 'move', by: -1, extend: true });
    expect(press('PageDown')).toEqual({ kind: 'move', by: 10, extend: false });
  });

  it('keys of the browser stay the browser’s', () => {
    expect(press('c', { ctrlKey: true })).toBeNull();
    expect(press('t', { metaKey: true })).toBeNull();
    expect(press('ArrowLeft', { altKey: true })).toBeNull();
    expect(press('F5')).toBeNull();
  });

  it('Ctrl A selects all, Ctrl Enter opens beside', () => {
    expect(press('a', { ctrlKey: true })).toEqual({ kind: 'select-all' });
    expect(press('Enter', { metaKey: true })).toEqual({ kind: 'open', newTab: true });
  });
});

describe('cursor', () => {
  it.each([
    ['the first key goes to the first row', null, 1, 5, 0],
    ['End goes to the last at once', null, Number.POSITIVE_INFINITY, 5, 4],
    ['it stays within the rows', 4, 10, 5, 4],
    ['upwards too', 1, -10, 5, 0],
    ['Home', 3, Number.NEGATIVE_INFINITY, 5, 0],
    ['there is none without rows', 0, 1, 0, null],
  ])('%s', (_, at, by, count, expected) => expect(moveCursor(at, by, count)).toBe(expected));
});
