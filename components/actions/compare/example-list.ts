import * as z from 'zod/mini';
import { strategySchema } from '#lib/trace/events.ts';

const exampleSchema = z.looseObject({
  slug: z.string(),
  title: z.string(),
  question: z.string(),
  author: z.string(),
  strategy: strategySchema,
  sequentialTokens: z.number(),
});
export type ListedExample = z.infer<typeof exampleSchema>;

let loading: Promise<readonly ListedExample[]> | null = null;

/** The shipped examples; asked for once a page. Empty where the list cannot be had: everything works without. */
export function listExamples(): Promise<readonly ListedExample[]> {
  loading ??= fetchExamples().catch(() => {
    loading = null;
    return [];
  });
  return loading;
}

async function fetchExamples(): Promise<readonly ListedExample[]> {
  const response = await fetch('/traces/index.json');
  const parsed = z.array(exampleSchema).safeParse(await response.json());
  return parsed.success ? parsed.data : [];
}

/** White space apart, as the server pairs them. */
export const foldQuestion = (question: string): string => question.trim().replace(/\s+/g, ' ');

/** The example of the other strategy with the same question. */
export function partnerExample(examples: readonly ListedExample[], slug: string): ListedExample | null {
  const own = examples.find((example) => example.slug === slug);
  if (!own) return null;
  const question = foldQuestion(own.question);
  return (
    examples.find((other) => other.strategy !== own.strategy && foldQuestion(other.question) === question) ??
    null
  );
}
