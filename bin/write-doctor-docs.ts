import fs from 'node:fs';
import path from 'node:path';
import { checksMarkdown } from '#lib/doctor/checks.ts';

/** Renews the list of checks in docs/doctor.md; the text above the mark is hand-written. */
const file = path.resolve(import.meta.dirname, '../docs/doctor.md');
const MARK = '<!-- checks: written by bin/write-doctor-docs.ts -->';
const [head] = fs.readFileSync(file, 'utf8').split(MARK);
fs.writeFileSync(file, `${head}${MARK}\n\n${checksMarkdown()}\n`);
