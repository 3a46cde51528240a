import { describe, expect, it } from 'vitest';
import { contract } from '#lib/contract/routes.ts';
import { matchRoute, routeMethods } from './match-route.ts';
import { routes } from './routes.ts';

describe('the table of routes', () => {
  it('has a handler for each method of the contract', () => {
    const methodsOf = (table: object) =>
      Object.entries(table).map(([path, methods]) => [path, Object.keys(methods).toSorted()]);
    expect(methodsOf(routes).toSorted()).toEqual(methodsOf(contract).toSorted());
  });
});

describe('matchRoute', () => {
  it('prefers a literal part to a name, a name to the rest of the path', () => {
    expect(matchRoute('/api/sessions/bulk')).toMatchObject({ route: '/api/sessions/bulk', names: {} });
    expect(matchRoute('/api/sessions/a%20b')).toMatchObject({
      route: '/api/sessions/[id]',
      methods: ['GET', 'PATCH', 'DELETE'],
      names: { id: 'a%20b' },
    });
    expect(matchRoute('/api/sessions/x/y')).toMatchObject({
      route: '/api/[...path]',
      names: { path: 'sessions/x/y' },
    });
    expect(matchRoute('/api/health/')).toMatchObject({ route: '/api/health' });
    expect(matchRoute('/api')).toBeNull();
    expect(matchRoute('/sessions/x')).toBeNull();
  });

  it.each(Object.keys(routeMethods).filter((route) => !route.includes('[')))(
    '%s is that path alone',
    (route) => {
      expect(matchRoute(route)).toMatchObject({ route, methods: routeMethods[route] });
      for (const longer of [`${route}-x`, `${route}/x/y/z`])
        expect(matchRoute(longer)?.route, longer).not.toBe(route);
      for (const elsewhere of [`/x${route}`, route.replace('/api', '/apis'), route.slice('/api'.length)])
        expect(matchRoute(elsewhere), elsewhere).toBeNull();
    },
  );

  it('knows what the built-in reasoner answers', () => {
    expect(matchRoute('/api/builtin/v1/models')?.methods).toEqual(['GET']);
    expect(matchRoute('/api/builtin/v1/completions')?.methods).toEqual(['POST']);
    expect(matchRoute('/api/builtin/v1/chat/completions')?.methods).toEqual(['POST']);
  });
});
