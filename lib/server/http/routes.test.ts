import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contract } from '#lib/contract/routes.ts';
import { matchRoute } from './match-route.ts';
import { routes } from './routes.ts';

const root = resolve(import.meta.dirname, '../../..');

describe('the app', () => {
  it('serves the table of routes with one catch-all, run by Node for each request', () => {
    const files = readdirSync(join(root, 'app/api'), { recursive: true, encoding: 'utf8' })
      .map((name) => name.replaceAll('\\', '/'))
      .filter((name) => name.endsWith('/route.ts'));
    expect(files).toEqual(['[...path]/route.ts']);
    const source = readFileSync(join(root, 'app/api/[...path]/route.ts'), 'utf8');
    expect([...source.matchAll(/^export const ([A-Z]+) = answer;$/gm)].map(([, name]) => name)).toEqual([
      'GET',
      'POST',
      'PUT',
      'PATCH',
      'DELETE',
    ]);
    expect(source).toContain("export const runtime = 'nodejs'");
    expect(source).toContain("export const dynamic = 'force-dynamic'");
  });

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

  it('knows what the built-in reasoner answers', () => {
    expect(matchRoute('/api/builtin/v1/models')?.methods).toEqual(['GET']);
    expect(matchRoute('/api/builtin/v1/completions')?.methods).toEqual(['POST']);
    expect(matchRoute('/api/builtin/v1/chat/completions')?.methods).toEqual(['POST']);
  });
});
