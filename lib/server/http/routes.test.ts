import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
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
