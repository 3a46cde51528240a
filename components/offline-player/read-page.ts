import * as z from 'zod/mini';
import type { EmbeddedSource } from '#components/playback/playback-types.ts';
import { judgedAnswerSchema } from '#lib/answers/judged-answer-schema.ts';
import { ABOUT_ID, LOG_ID } from '#lib/formats/export/html-page.ts';
import { annotationsIn } from '#lib/trace/annotation-lines.ts';
import { parseLog } from '#lib/trace/jsonl.ts';

// The page's policy forbids code made from text, so zod must not try to compile any.
z.config({ jitless: true });

const aboutSchema = z.object({
  name: z.string(),
  title: z.nullable(z.string()),
  description: z.nullable(z.string()),
  author: z.nullable(z.string()),
  /** Absent in pages of earlier versions; an unreadable value counts as absent. */
  judged: z.catch(z.optional(z.nullable(judgedAnswerSchema)), undefined),
});

export type ReadPage =
  | { readonly ok: true; readonly source: EmbeddedSource }
  | { readonly ok: false; readonly message: string };

/** The log inside a player page; for a file that somebody has edited, says what is wrong with it. */
export function readPage(page: Pick<Document, 'getElementById'>): ReadPage {
  const text = page.getElementById(LOG_ID)?.textContent ?? '';
  const log = parseLog(text);
  if (!log.ok) return { ok: false, message: log.error.message };
  const { name, ...about } = readAbout(page.getElementById(ABOUT_ID)?.textContent ?? '');
  return {
    ok: true,
    source: { kind: 'embedded', name, events: log.events, about, annotations: annotationsIn(text) },
  };
}

function readAbout(text: string): z.infer<typeof aboutSchema> {
  const nothing = { name: 'sprintscope', title: null, description: null, author: null };
  try {
    const parsed = aboutSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : nothing;
  } catch {
    return nothing;
  }
}
