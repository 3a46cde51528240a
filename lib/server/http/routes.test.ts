import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtinMethods, matchRoute, type RoutePath, routeMethods } from './route-methods.ts';
import { routes } from './routes.ts';

const root = resolve(import.meta.dirname, '../../..');
const files = readdirSync(join(root, 'app/api'), { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  // Speaks another protocol (OpenAI's), from another folder.
  .filter((name) => name.endsWith('/route.ts') && !name.startsWith('builtin/'));

describe('app/api mounts the table of routes', () => {
  it('every route and nothing else', () => {
    expect(files.map((name) => `/api/${name.replace(/\/route\.ts$/, '')}`).sort()).toEqual(
      Object.keys(routes).sort(),
    );
  });

  it.each(Object.entries(routes))(
    '%s: the same path and methods, run by Node for each request',
    (path, handlers) => {
      const source = readFileSync(join(root, 'app', path, 'route.ts'), 'utf8');
      const exports = [
        ...source.matchAll(/^export const ([A-Z]+) = mountRoute\('([^']+)', '([A-Z]+)'\);$/gm),
      ];
      expect(exports.map(([, name, mounted, method]) => [name, mounted, method])).toEqual(
        Object.keys(handlers).map((method) => [method, path, method]),
      );
      expect(source).toContain("export const runtime = 'nodejs'");
      expect(source).toContain("export const dynamic = 'force-dynamic'");
    },
  );

  it('docs/api.md describes every route', () => {
    const docs = readFileSync(join(root, 'docs/api.md'), 'utf8');
    for (const [path, handlers] of Object.entries(routes))
      if (!path.includes('[...'))
        for (const method of Object.keys(handlers))
          expect(docs).toContain(`${method} ${path.replace('[id]', ':id')}`);
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

  it('has the methods that each route has a handler for', () => {
    for (const [path, handlers] of Object.entries(routes))
      expect(routeMethods[path as RoutePath]).toEqual(Object.keys(handlers));
  });

  it('knows what the built-in reasoner answers', () => {
    for (const [path, methods] of Object.entries(builtinMethods)) {
      const source = readFileSync(join(root, 'app', path, 'route.ts'), 'utf8');
      expect([...source.matchAll(/^export const ([A-Z]+) = answer;$/gm)].map(([, name]) => name)).toEqual(
        methods,
      );
    }
  });
});
