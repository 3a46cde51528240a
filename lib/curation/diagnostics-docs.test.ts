import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { curationDiagnostics } from './diagnostics.ts';
import { diagnosticsMarkdown } from './diagnostics-markdown.ts';

const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');

it('docs/curation.md lists every remark as it is (node bin/write-curation-docs.ts)', () => {
  expect(read('../../docs/curation.md')).toContain(diagnosticsMarkdown());
});

it('every code of the catalogue is given somewhere', () => {
  const folder = import.meta.dirname;
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(
      (file) =>
        file.endsWith('.ts') && !/\.test\.ts$|(?:^|[/\\])(?:testing[/\\]|diagnostics\.ts$)/.test(file),
    )
    .map((file) => readFileSync(path.join(folder, file), 'utf8'))
    .join('\n');
  expect(Object.keys(curationDiagnostics).filter((code) => !sources.includes(`'${code}'`))).toEqual([]);
});
