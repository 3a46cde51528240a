import type * as z from 'zod/mini';
import { showToast } from '#components/ui/toast.tsx';
import { whenIdle } from '#components/ui/when-idle.ts';
import { ApiError } from './api-error.ts';

/** Fetches the schema of an answer. */
export type AnswerForm<S extends z.ZodMiniType = z.ZodMiniType> = () => Promise<S>;

/** One of those that most pages ask for, by its name. */
export const form =
  <N extends keyof typeof import('./answer-forms.ts')>(name: N) =>
  async () =>
    (await import('./answer-forms.ts'))[name];

let isTold = false;

/**
 * Looks whether an answer has the form that its type says. In a page only when it is at rest: schemas and what reads them
 * are 22 kB, and our own server answers in another form only where it is newer than the page, which a person is then told.
 * Where there is no page (tests), at once; throws ApiError then.
 */
export async function checkAnswer(form: AnswerForm, answer: unknown, call: string): Promise<void> {
  if (typeof window === 'undefined') {
    const problem = problemOf(await form(), answer, call);
    if (problem) throw problem;
    return;
  }
  if (isTold) return;
  whenIdle(async () => {
    // Without a server to fetch the schema from there is nothing to tell either.
    const schema = await form().catch(() => null);
    const problem = schema && problemOf(schema, answer, call);
    if (!problem || isTold) return;
    isTold = true;
    showToast({ tone: 'error', title: problem.title, detail: problem.detail ?? undefined });
  });
}

function problemOf(schema: z.ZodMiniType, answer: unknown, call: string): ApiError | null {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return null;
  const [issue] = parsed.error.issues;
  return new ApiError('unreadable', {
    title: 'The server answered in a form this page does not know',
    detail: `${call}: ${issue?.path.join('.')} ${issue?.message}. Reloading the page may help after an update.`,
    status: 200,
  });
}
