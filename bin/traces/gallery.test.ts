import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { exampleEntrySchema } from '#components/home/example-index.ts';
import { sha256Hex } from '#lib/base/sha256.ts';
import { contextText } from '#lib/protocol/contexts/context.ts';
import { contextFor } from '#lib/protocol/contexts/contexts.ts';
import { writeTranscript } from '#lib/protocol/writer.ts';
import { createInlineQwenCounter } from '#lib/tokens/inline-qwen-counter.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { parseLog, writeLog } from '#lib/trace/jsonl.ts';
import { allPieces } from '#lib/trace/pieces.ts';
import { validateLog } from '#lib/trace/validate-log.ts';
import { logOfSource } from './hand-written.ts';
import { type About, indexEntry } from './index-entry.ts';
import { recordings } from './recordings.ts';
import { parseSourceFile } from './source-file.ts';

const folder = path.resolve(import.meta.dirname, '../../public/traces');
const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');
const entries = z.array(exampleEntrySchema).parse(JSON.parse(read('index.json')));
const sources = readdirSync(path.join(folder, 'source'))
  .filter((name) => name.endsWith('.txt'))
  .map((name) => parseSourceFile(name, read(`source/${name}`)));
/** One for all: it takes half a second to load. */
const counter = createInlineQwenCounter();

function logOf(slug: string): TraceEvent[] {
  const parsed = parseLog(read(`${slug}.jsonl`));
  if (!parsed.ok) throw parsed.error;
  return parsed.events;
}

/** Nobody used these instructions: their texts and layout are today's defaults, and may be older in the file. */
const withoutInstructions = (event: TraceEvent): TraceEvent =>
  event.type === 'session-start'
    ? { ...event, instructions: { planner: '', executor: '', sequential: '' }, contextLayout: undefined }
    : event;

describe('the gallery', () => {
  test('lists every source and every recording, and nothing else', () => {
    const slugs = [...sources.map(({ about }) => about.slug), ...recordings.map(({ slug }) => slug)];
    expect(entries.map(({ slug }) => slug).sort()).toEqual(slugs.sort());
  });

  test.each(sources.map((source) => [source.about.slug, source] as const))(
    '%s: the log is what its source gives (else: npm run build:traces)',
    async (slug, source) => {
      const events = await logOfSource(source, counter);
      expect(writeLog(logOf(slug).map(withoutInstructions))).toBe(writeLog(events.map(withoutInstructions)));
    },
  );

  test.each(sources.map((source) => [source.about.slug, source] as const))(
    '%s: the text is tidy, it reads back to the letter and nothing had to be assumed',
    (slug, { transcript }) => {
      const state = foldEvents(logOf(slug));
      expect(writeTranscript(state)).toBe(transcript);
      expect(state.diagnostics).toEqual([]);
    },
  );

  test.each(sources.map(({ about }) => [about.slug] as const))(
    '%s: three to six stages, uneven branches, one plan without prompts, a mistake that is found',
    (slug) => {
      const { stages, dependencies } = foldEvents(logOf(slug));
      expect(stages.length).toBeGreaterThanOrEqual(3);
      expect(stages.length).toBeLessThanOrEqual(6);
      expect(stages.some(({ plan }) => plan.prompts.length === 0)).toBe(true);
      const lengths = stages.flatMap(({ executions }) => executions.map(({ tokens }) => tokens?.text ?? 0));
      expect(Math.max(...lengths)).toBeGreaterThan(3 * Math.min(...lengths));
      expect(stages.some(({ plan }) => plan.text.includes('Observation about execution_'))).toBe(true);
      expect(stages.some(({ plan }) => plan.text.includes('-----'))).toBe(true);
      expect(dependencies.length).toBeGreaterThan(2);
    },
  );

  test.each(entries.map((entry) => [entry.slug, entry] as const))(
    '%s: the log is whole, and the index says what is in it',
    (slug, entry) => {
      const events = logOf(slug);
      expect(validateLog(events)).toEqual([]);
      expect(foldEvents(events).status).toBe('done');
      const source = sources.find(({ about }) => about.slug === slug);
      const about: About | undefined = source
        ? { ...source.about, authorKind: 'by-hand' }
        : recordings.find((recording) => recording.slug === slug);
      expect(about && indexEntry(about, events)).toEqual(entry);
    },
  );

  test.each(recordings.map(({ slug }) => [slug] as const))(
    '%s: what each call was sent can be rebuilt (else: npm run build:traces -- --record)',
    (slug) => {
      const state = foldEvents(logOf(slug));
      for (const { stream, contextSha256 } of allPieces(state))
        expect(sha256Hex(contextText(contextFor(state, stream))), stream).toBe(contextSha256);
    },
  );
});
