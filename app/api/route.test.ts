import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { routeMethods } from '#lib/server/http/match-route.ts';
import * as route from './[...path]/route.ts';

it('one catch-all, run by Node for each request, serves every method of the table of routes', () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('/route.ts'));
  expect(files).toEqual(['[...path]/route.ts']);
  const { runtime, dynamic, ...methods } = route;
  expect([runtime, dynamic]).toEqual(['nodejs', 'force-dynamic']);
  expect(Object.keys(methods).toSorted()).toEqual(
    [...new Set(Object.values(routeMethods).flat())].toSorted(),
  );
  expect(new Set(Object.values(methods)).size).toBe(1);
});
