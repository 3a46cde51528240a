import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ExampleEntry } from '#components/home/example-index.ts';
import { createInlineQwenCounter } from '#lib/tokens/inline-qwen-counter.ts';
import { createCounter } from '#lib/tokens/worker-counter.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import { parseLog, writeLog } from '#lib/trace/jsonl.ts';
import { logOfSource } from './traces/hand-written.ts';
import { indexEntry } from './traces/index-entry.ts';
import { record } from './traces/record.ts';
import { recordings } from './traces/recordings.ts';
import { parseSourceFile } from './traces/source-file.ts';

/**
 * Builds public/traces: one log per hand-written source, and the gallery's index.
 *
 *   npm run build:traces                from the sources; keeps the recordings
 *   npm run build:traces -- --record    records the built-in sessions again, in real time (some minutes)
 */
const folder = path.resolve(import.meta.dirname, '../public/traces');
const isRecording = process.argv.includes('--record');

const entries = [...(await buildHandWritten()), ...(await takeRecordings())];
await writeFile(path.join(folder, 'index.json'), `${JSON.stringify(entries, null, 2)}\n`);
console.log(`${entries.length} examples in public/traces/index.json`);

async function buildHandWritten(): Promise<ExampleEntry[]> {
  const counter = createInlineQwenCounter();
  const sourceFolder = path.join(folder, 'source');
  const names = (await readdir(sourceFolder)).filter((name) => name.endsWith('.txt'));
  const sources = await Promise.all(
    names.map(async (name) => parseSourceFile(name, await readFile(path.join(sourceFolder, name), 'utf8'))),
  );
  sources.sort((a, b) => a.about.order - b.about.order);
  const built: ExampleEntry[] = [];
  for (const source of sources) {
    const events = await logOfSource(source, counter);
    await store(source.about.slug, events);
    built.push(indexEntry({ ...source.about, authorKind: 'by-hand' }, events));
  }
  return built;
}

async function takeRecordings(): Promise<ExampleEntry[]> {
  const counter = createCounter('qwen3');
  const taken: ExampleEntry[] = [];
  for (const recording of recordings) {
    const events = isRecording ? await record(recording, counter) : await load(recording.slug);
    if (isRecording) await store(recording.slug, events);
    taken.push(indexEntry(recording, events));
  }
  await counter.close();
  return taken;
}

async function store(slug: string, events: readonly TraceEvent[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, `${slug}.jsonl`), writeLog(events));
  console.log(`${slug}: ${events.length} events`);
}

async function load(slug: string): Promise<readonly TraceEvent[]> {
  const parsed = parseLog(await readFile(path.join(folder, `${slug}.jsonl`), 'utf8'));
  if (!parsed.ok) throw new Error(`${slug}.jsonl: ${parsed.error.message}`);
  return parsed.events;
}
