import { type ExampleEntry, exampleEntrySchema } from '#components/home/example-index.ts';
import { extractAnswer } from '#lib/answers/extract-answer.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import type { TraceState } from '#lib/trace/state.ts';

/** What the log does not contain. */
export type About = Pick<
  ExampleEntry,
  'slug' | 'title' | 'description' | 'author' | 'authorKind' | 'subject'
> & { answer?: string | undefined };

/** The gallery's entry for a log; its numbers are those that the session page computes. */
export function indexEntry(about: About, events: readonly TraceEvent[]): ExampleEntry {
  const state = foldEvents(events);
  if (!state.session) throw new Error(`${about.slug}: the log has no session`);
  const metrics = sessionMetrics(state);
  // The index stores one reading, and the comparison with an example uses it for both.
  if (metrics.thinkingTokens > 0) throw new Error(`${about.slug}: an example that thinks has two readings`);
  const { slug, title, description, author, authorKind, subject } = about;
  return exampleEntrySchema.parse({
    slug,
    title,
    question: state.session.question,
    description,
    author,
    authorKind,
    subject,
    strategy: state.session.strategy,
    stages: metrics.stages,
    prompts: metrics.prompts,
    executions: metrics.executions,
    sequentialTokens: metrics.sequentialTokens.authors,
    totalTokens: metrics.totalTokens,
    answer: about.answer ?? statedAnswer(state),
    widths: state.stages.map((stage) => stage.plan.prompts.length),
  } satisfies ExampleEntry);
}

/** The answer in plain characters, for a place that renders no LaTeX. */
function statedAnswer(state: TraceState): string | null {
  const found = extractAnswer(state.answer?.text ?? state.thought?.text ?? '');
  if (!found) return null;
  return found.answer
    .replace(/\\text\{([^}]*)\}/g, '$1')
    .replaceAll('\\times', '×')
    .replaceAll('\\div', '÷')
    .replaceAll(' - ', ' − ');
}
