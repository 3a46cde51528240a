import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('one KaTeX only: the style sheet we load is of the version that writes the markup', () => {
  const lock: { packages: Record<string, unknown> } = JSON.parse(
    readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'),
  );
  const copies = Object.keys(lock.packages).filter((path) => /(^|\/)node_modules\/katex$/.test(path));
  expect(copies).toEqual(['node_modules/katex']);
});
