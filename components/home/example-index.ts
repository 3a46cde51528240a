import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { strategySchema } from '#lib/trace/events.ts';

const count = z.int().check(z.gte(0));

/** One recorded session that ships with the product: `public/traces/<slug>.jsonl`. */
export const exampleEntrySchema = z.object({
  slug: z.string().check(z.regex(/^[a-z0-9-]+$/)),
  title: z.string(),
  question: z.string(),
  description: z.string(),
  /** Who or what wrote it, shown as is. */
  author: z.string(),
  authorKind: z.enum(['by-hand', 'built-in']),
  subject: z.string(),
  strategy: strategySchema,
  stages: count,
  prompts: count,
  executions: count,
  sequentialTokens: count,
  totalTokens: count,
  answer: z.nullable(z.string()),
  /** Prompts per stage, for the glyph; without it there is no glyph. */
  widths: z.optional(z.array(count)),
});
export type ExampleEntry = z.infer<typeof exampleEntrySchema>;

/** The entries that can be read; a broken one is left out rather than breaking the home page. */
export function parseExampleIndex(content: unknown): ExampleEntry[] {
  if (!Array.isArray(content)) return [];
  return content.flatMap((entry) => {
    const parsed = exampleEntrySchema.safeParse(entry);
    return parsed.success ? [parsed.data] : [];
  });
}

/** Reads `public/traces/index.json` under `root`; empty when there is none yet. */
export async function readExampleIndex(root: string): Promise<ExampleEntry[]> {
  try {
    return parseExampleIndex(JSON.parse(await readFile(join(root, 'public/traces/index.json'), 'utf8')));
  } catch {
    return [];
  }
}
