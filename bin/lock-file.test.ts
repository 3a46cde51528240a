import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

interface Entry {
  optionalDependencies?: Record<string, string>;
  resolved?: string;
}
const lock = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, '../package-lock.json'), 'utf8'));
const packages = lock.packages as Record<string, Entry>;
const platform = /(?:darwin|win32|linux)-(?:x64|arm64)/;

describe('package-lock.json', () => {
  const withBinaries = Object.entries(packages).filter(([, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).some((name) => platform.test(name)),
  );

  it('knows packages with a binary per platform', () => {
    expect(withBinaries.length).toBeGreaterThan(5);
  });

  it.each(withBinaries)('%s: holds the binary of every platform, so that npm ci works there', (_, entry) => {
    const names = Object.keys(entry.optionalDependencies ?? {}).filter((name) => platform.test(name));
    const held = Object.keys(packages);
    expect(names.filter((name) => !held.some((key) => key.endsWith(`node_modules/${name}`)))).toEqual([]);
  });

  it('names no registry', () => {
    expect(Object.values(packages).filter(({ resolved }) => resolved?.startsWith('http'))).toEqual([]);
  });
});
