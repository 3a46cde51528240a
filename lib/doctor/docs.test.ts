import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { checksMarkdown } from './checks.ts';

it('docs/doctor.md lists every check as it is (node bin/write-doctor-docs.ts)', () => {
  const page = readFileSync(new URL('../../docs/doctor.md', import.meta.url), 'utf8');
  expect(page).toContain(checksMarkdown());
});
