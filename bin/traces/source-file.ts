import * as z from 'zod/mini';

const frontMatterSchema = z.object({
  slug: z.string().check(z.regex(/^[a-z0-9-]+$/)),
  title: z.string().check(z.minLength(1)),
  subject: z.string().check(z.minLength(1)),
  author: z.string().check(z.minLength(1)),
  description: z.string().check(z.minLength(1)),
  /** Day on which the author wrote it, YYYY-MM-DD: the session's start. */
  date: z.iso.date(),
  /** Position in the gallery. */
  order: z.coerce.number(),
  /** For a trace whose answer is a long text: what the gallery shows instead. */
  answer: z.optional(z.string()),
});
export type FrontMatter = z.infer<typeof frontMatterSchema>;

export interface SourceFile {
  readonly about: FrontMatter;
  readonly transcript: string;
}

/**
 * Reads a hand-written trace: lines `key: value` between two lines of `---`, then the tagged transcript.
 * @throws with the file's name, when the head is missing or incomplete.
 */
export function parseSourceFile(name: string, content: string): SourceFile {
  const match = /^---\n([\s\S]*?)\n---\n/.exec(content);
  if (!match?.[1]) throw new Error(`${name}: the file must start with its head, between two lines of ---`);
  const pairs = match[1].split('\n').map((line) => {
    const colon = line.indexOf(': ');
    if (colon < 0) throw new Error(`${name}: "${line}" is not "key: value"`);
    return [line.slice(0, colon), line.slice(colon + 2).trim()] as const;
  });
  const parsed = frontMatterSchema.safeParse(Object.fromEntries(pairs));
  if (!parsed.success) throw new Error(`${name}: ${z.prettifyError(parsed.error)}`);
  return { about: parsed.data, transcript: content.slice(match[0].length) };
}
