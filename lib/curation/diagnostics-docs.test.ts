import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { diagnosticsMarkdown } from './diagnostics.ts';

const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');

it('docs/curation.md lists every remark as it is (node bin/write-curation-docs.ts)', () => {
  expect(read('../../docs/curation.md')).toContain(diagnosticsMarkdown());
});
