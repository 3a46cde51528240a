import { send } from '#components/api/send.ts';
import type { Strategy } from '#lib/trace/events.ts';

/** As far as a partner is looked for among them; the list is a file of ours (bin/traces/index-entry.ts). */
export interface ListedExample {
  readonly slug: string;
  readonly title: string;
  readonly question: string;
  readonly author: string;
  readonly strategy: Strategy;
  readonly sequentialTokens: number;
}

let loading: Promise<readonly ListedExample[]> | null = null;

/** The shipped examples, requested once a page. Empty where the request fails: everything works without them. */
export function listExamples(): Promise<readonly ListedExample[]> {
  loading ??= fetchExamples().catch(() => {
    loading = null;
    return [];
  });
  return loading;
}

async function fetchExamples(): Promise<readonly ListedExample[]> {
  const content = await send('GET', '/traces/index.json');
  return Array.isArray(content) ? content : [];
}

/** Ignores differences in white space, as the server does when it pairs sessions. */
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
