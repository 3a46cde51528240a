'use client';

import { foldQuestion, listExamples } from '#components/actions/compare/example-list.ts';
import { type SideSource, sideId } from '#components/actions/compare/side-source.ts';
import type { ApiError } from '#components/api/api-error.ts';
import { api } from '#components/api/client.ts';
import { queryKeys } from '#components/api/query-keys.ts';
import { useServerData } from '#components/api/server-data.ts';
import type { Strategy } from '#lib/trace/events.ts';

/** A session or example that can be the other side. */
export interface Candidate {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  readonly strategy: Strategy;
  readonly model: string;
  readonly tokens: number | null;
  readonly isExample: boolean;
  readonly sameQuestion: boolean;
}

interface Partners {
  readonly loading: boolean;
  readonly candidates: readonly Candidate[];
  /** The known side's question. */
  readonly self: string | null;
  readonly error: ApiError | null;
}

/** As many as can be looked through; the library has search and filters for more. */
const MOST_LISTED = 200;

/** Sessions and examples to compare with: the same question first, the other strategy first among those. */
export function usePartners(known: SideSource | null): Partners {
  const id = known ? sideId(known) : null;
  const { data, error } = useServerData({
    queryKey: queryKeys.candidates(id),
    queryFn: ({ signal }) => load(id, signal),
  });
  return {
    loading: data === undefined && error === null,
    candidates: data?.candidates ?? [],
    self: data?.self ?? null,
    error,
  };
}

async function load(id: string | null, signal: AbortSignal): Promise<Pick<Partners, 'candidates' | 'self'>> {
  const [examples, { sessions }] = await Promise.all([
    listExamples(),
    api.listSessions({ limit: MOST_LISTED }, signal),
  ]);
  const all: Omit<Candidate, 'sameQuestion'>[] = [
    ...sessions.map((session) => ({
      id: session.id,
      title: session.title ?? session.question,
      question: session.question,
      strategy: session.strategy,
      model: session.model,
      tokens: session.metrics?.sequentialTokens?.authors ?? null,
      isExample: false,
    })),
    ...examples.map((example) => ({
      id: `example:${example.slug}`,
      title: example.title,
      question: example.question,
      strategy: example.strategy,
      model: example.author,
      tokens: example.sequentialTokens,
      isExample: true,
    })),
  ];
  const listed = all.find((candidate) => candidate.id === id);
  const self = listed ?? (id && !id.startsWith('example:') ? await api.getSession(id, signal) : null);
  const question = self ? foldQuestion(self.question) : null;
  const rank = ({ sameQuestion, strategy }: Candidate) =>
    sameQuestion ? (strategy !== self?.strategy ? 0 : 1) : 2;
  const candidates = all
    .filter((candidate) => candidate.id !== id)
    .map((candidate) => ({ ...candidate, sameQuestion: foldQuestion(candidate.question) === question }))
    .sort((left, right) => rank(left) - rank(right));
  return { candidates, self: self?.question ?? null };
}
