import type { Store } from '#lib/storage/store.ts';
import { ServerError } from '../errors.ts';
import { foldStored } from '../sessions/recover.ts';

/** A stored sequential session as a trace that we can split into steps. */
export interface SessionText {
  text: string;
  question: string | null;
  expected: string | null;
  /** For people. */
  name: string;
}

/** Throws ServerError `session-not-found`, or `not-curatable` if the session is not an ended sequential one. */
export async function readSessionText(store: Store, id: string): Promise<SessionText> {
  const session = await store.session(id);
  if (!session)
    throw new ServerError('session-not-found', 'There is no such session. It may have been deleted.', { id });
  if (session.strategy !== 'sequential')
    throw new ServerError('not-curatable', 'This session reasons in rounds already.', {
      remedy: 'Choose a sequential session.',
    });
  if (session.status === 'running')
    throw new ServerError('curation-state', 'This session still runs.', {
      remedy: 'Wait until it has ended.',
    });
  const { thought, answer } = await foldStored(store, id);
  const parts = [thought?.thinking ?? '', thought?.text ?? '', answer?.text ?? ''].map((part) => part.trim());
  // If the reasoning came separately, it is the thinking; else the text is, and an answer may follow it.
  const [reasoning = '', written = '', said = ''] = parts;
  const thinking = reasoning || written;
  const after = reasoning ? [written, said].filter(Boolean).join('\n\n') : said;
  if (thinking === '')
    throw new ServerError('not-curatable', 'This session has no text that could be taken apart.');
  return {
    text: after === '' ? thinking : `<think>\n${thinking}\n</think>\n\n${after}`,
    question: session.question || null,
    expected: session.expected,
    name: session.sourceName ?? session.title ?? 'session',
  };
}
