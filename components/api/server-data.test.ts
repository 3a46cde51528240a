import { expect, it, vi } from 'vitest';
import { changeKept, reuseRows, serverData, thenRefresh } from './server-data.ts';

it('rows that did not change keep their identity, wherever they stand now', () => {
  const old = [
    { id: 'a', value: 1 },
    { id: 'b', value: 2 },
  ];
  const rows = reuseRows(
    [
      { id: 'c', value: 3 },
      { id: 'b', value: 2 },
      { id: 'a', value: 9 },
    ],
    old,
  );
  expect(rows).toEqual([
    { id: 'c', value: 3 },
    { id: 'b', value: 2 },
    { id: 'a', value: 9 },
  ]);
  expect(rows[1]).toBe(old[1]);
});

it('a failed call is made once, with or without a network', async () => {
  const queryFn = vi.fn(() => Promise.reject(new Error('gone')));
  await expect(serverData.fetchQuery({ queryKey: ['test', 'fails'], queryFn })).rejects.toThrow('gone');
  expect(queryFn).toHaveBeenCalledOnce();
});

it('what is kept changes without growing younger, and what is not kept stays unknown', () => {
  serverData.setQueryData(['test', 'kept'], 1, { updatedAt: 7 });
  changeKept<number>(['test', 'kept'], (value) => value + 1);
  changeKept<number>(['test', 'unknown'], (value) => value + 1);
  expect(serverData.getQueryData(['test', 'kept'])).toBe(2);
  expect(serverData.getQueryState(['test', 'kept'])?.dataUpdatedAt).toBe(7);
  expect(serverData.getQueryData(['test', 'unknown'])).toBeUndefined();
});

it('a command makes stale what begins with the names it was given, once it succeeded', async () => {
  serverData.setQueryData(['test', 'list', 'all'], 1);
  const isStale = () => serverData.getQueryState(['test', 'list', 'all'])?.isInvalidated;
  const refused = thenRefresh(() => Promise.reject(new Error('no')), ['test', 'list']);
  await expect(refused()).rejects.toThrow('no');
  expect(isStale()).toBe(false);
  const command = thenRefresh((value: number) => Promise.resolve(value + 1), ['test', 'list']);
  expect(await command(1)).toBe(2);
  expect(isStale()).toBe(true);
});
