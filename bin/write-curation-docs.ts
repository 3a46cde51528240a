import fs from 'node:fs';
import path from 'node:path';
import { diagnosticsMarkdown } from '#lib/curation/diagnostics.ts';

/** Renews the list of remarks in docs/curation.md; the text around the marks is hand-written. */
const file = path.resolve(import.meta.dirname, '../docs/curation.md');
const BEGIN = '<!-- remarks: written by bin/write-curation-docs.ts -->';
const END = '<!-- end of remarks -->';
const page = fs.readFileSync(file, 'utf8');
const [head] = page.split(BEGIN);
const [, tail] = page.split(END);
fs.writeFileSync(file, `${head}${BEGIN}\n\n${diagnosticsMarkdown()}\n\n${END}${tail}`);
