import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { onDemand } from './on-demand.tsx';

const Here = () => 'here';

test('code is fetched once, however often it is asked for', async () => {
  let fetches = 0;
  const Part = onDemand(async () => {
    fetches++;
    return Here;
  });
  expect(await Promise.all([Part.preload(), Part.preload()])).toEqual([true, true]);
  expect(await Part.preload()).toBe(true);
  expect(fetches).toBe(1);
});

test('a fetch that failed is told and tried again', async () => {
  const answers = [() => Promise.reject(new Error('no server')), () => Promise.resolve(Here)];
  const Part = onDemand(
    () => (answers.shift() ?? answers[0])?.() ?? Promise.reject(new Error('asked too often')),
  );
  expect(await Part.preload()).toBe(false);
  expect(await Part.preload()).toBe(true);
});

test('the server draws its place, also of what it has fetched: the browser has not yet', async () => {
  const Part = onDemand(async () => Here, { fallback: () => 'soon' });
  expect(renderToString(createElement(Part))).toBe('soon');
  await Part.preload();
  expect(renderToString(createElement(Part))).toBe('soon');
});

test('what nobody wants has no place either', () => {
  const Part = onDemand<{ open: boolean }>(async () => Here, {
    wanted: ({ open }) => open,
    fallback: () => 'soon',
  });
  expect(renderToString(createElement(Part, { open: false }))).toBe('');
  expect(renderToString(createElement(Part, { open: true }))).toBe('soon');
});

test('what stands in for it is there until it comes, wanted or not', () => {
  const Part = onDemand<{ open: boolean }>(async () => Here, {
    wanted: ({ open }) => open,
    standIn: ({ open }) => (open ? 'asked' : 'ready'),
  });
  expect(renderToString(createElement(Part, { open: false }))).toBe('ready');
  expect(renderToString(createElement(Part, { open: true }))).toBe('asked');
});
