import { expect, it } from 'vitest';
import { mountRoute, pathParams } from './mount-route.ts';

it('gives a handler the names of its path, whatever form they come in', () => {
  expect(pathParams(undefined)).toEqual({});
  expect(pathParams({ id: 'a b' })).toEqual({ id: 'a b' });
  expect(pathParams({ path: ['x', 'y'] })).toEqual({ path: 'x/y' });
});

it('mounts without opening anything: a build evaluates every route module', () => {
  expect(mountRoute('/api/health', 'GET')).toBeTypeOf('function');
  expect(Reflect.get(globalThis, Symbol.for('sprintscope.server'))).toBeUndefined();
});
