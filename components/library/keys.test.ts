import { expect, it } from 'vitest';
import { libraryKeys } from './keys.ts';

const press = (
  key: string,
  held: Partial<Record<'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {},
) =>
  libraryKeys.commandOf({
    key,
    code: '',
    shiftKey: false,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    altGraph: false,
    ...held,
  });

it('Shift chooses what the cursor passes', () => {
  expect(press('ArrowDown')).toEqual({ kind: 'move', by: 1 });
  expect(press('ArrowUp', { shiftKey: true })).toEqual({ kind: 'move', by: -1, extend: true });
  expect(press('End', { shiftKey: true })).toMatchObject({ kind: 'move', extend: true });
  expect(press('PageDown')).toEqual({ kind: 'page', by: 1 });
});

it('keys of the browser stay the browser’s', () => {
  expect(press('c', { ctrlKey: true })).toBeUndefined();
  expect(press('t', { metaKey: true })).toBeUndefined();
  expect(press('ArrowLeft', { altKey: true })).toBeUndefined();
  expect(press('F5')).toBeUndefined();
});

it('Ctrl A selects all, Ctrl Enter opens beside', () => {
  expect(press('a', { ctrlKey: true })).toEqual({ kind: 'select-all' });
  expect(press('Enter', { metaKey: true })).toEqual({ kind: 'open', newTab: true });
});
