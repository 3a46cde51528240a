import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { foldEvents } from '#lib/trace/fold.ts';
import { parseLog } from '#lib/trace/jsonl.ts';
import { diagnose } from './diagnose.ts';

const folder = new URL('../../public/traces/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));

it.each(files)('%s, an example of how it is done, leaks nothing', (file) => {
  const log = parseLog(readFileSync(new URL(file, folder), 'utf8'));
  if (!log.ok) throw log.error;
  const leaks = diagnose(foldEvents(log.events)).filter(
    ({ kind, code }) => kind === 'leak' || code === 'redundant-execution',
  );
  expect(leaks.map(({ code, explanation }) => `${code}: ${explanation}`)).toEqual([]);
});
