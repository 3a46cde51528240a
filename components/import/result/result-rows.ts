import type { Found, FoundTrace, Outcome } from '#components/import/import-types.ts';
import { isCurationRecord } from '#components/import/import-words.ts';
import type { SourcePlace } from '#lib/contract/imports.ts';

type Imported = Extract<Outcome, { kind: 'imported' }>;

/** One line of the result: two partners share one. */
export type ResultRow =
  | {
      readonly type: 'imported';
      readonly key: string;
      readonly question: string | null;
      /** SPRINT first. */
      readonly members: readonly { readonly trace: FoundTrace; readonly outcome: Imported }[];
      /** Address of the comparison, for two of different strategies. */
      readonly compare: string | null;
    }
  | {
      readonly type: 'failed';
      readonly key: string;
      readonly place: SourcePlace;
      readonly message: string;
      readonly remedy: string | null;
    };

export interface ImportResult {
  readonly rows: readonly ResultRow[];
  readonly imported: number;
  readonly pairs: number;
  readonly failed: number;
  /** Part of the last import, and never sent. */
  readonly unsent: number;
  /** Not part of the last import. */
  readonly left: number;
  /** Parts of the files that could not be read. */
  readonly problems: number;
}

/** Failures first: they are fewer and need action. */
export function resultOf(
  found: Found,
  asked: readonly number[],
  outcomes: ReadonlyMap<number, Outcome>,
): ImportResult {
  const failures: ResultRow[] = [];
  const groups = new Map<string, { trace: FoundTrace; outcome: Imported }[]>();
  let imported = 0;
  for (const trace of found.traces) {
    const outcome = outcomes.get(trace.id);
    if (outcome?.kind === 'failed') {
      failures.push({
        type: 'failed',
        key: `trace ${trace.id}`,
        place: trace.place,
        message: outcome.message,
        remedy: outcome.remedy,
      });
    } else if (outcome) {
      imported++;
      const key = outcome.pairId === null ? `trace ${trace.id}` : `pair ${outcome.pairId}`;
      const group = groups.get(key) ?? [];
      group.push({ trace, outcome });
      groups.set(key, group);
    }
  }
  const successes = [...groups].map(([key, members]): ResultRow => {
    const sorted = [...members].sort((a, b) => rank(a.trace) - rank(b.trace));
    return {
      type: 'imported',
      key,
      question: sorted.find(({ trace }) => trace.question !== null)?.trace.question ?? null,
      members: sorted,
      compare: compareOf(sorted),
    };
  });
  const problems = found.problems.filter(({ problem }) => !isCurationRecord(problem.place.path));
  const unread = problems.map(
    ({ id, problem: { place, message, remedy } }): ResultRow => ({
      type: 'failed',
      key: `problem ${id}`,
      place,
      message,
      remedy,
    }),
  );
  return {
    rows: [...failures, ...unread, ...successes],
    imported,
    pairs: successes.filter((row) => row.type === 'imported' && row.compare !== null).length,
    failed: failures.length,
    unsent: asked.filter((id) => !outcomes.has(id)).length,
    left: found.traces.length - asked.length,
    problems: problems.length,
  };
}

const rank = ({ strategy }: FoundTrace): number => (strategy === 'sprint' ? 0 : 1);

function compareOf(
  members: readonly { readonly trace: FoundTrace; readonly outcome: Imported }[],
): string | null {
  const sprint = members.find(({ trace }) => trace.strategy === 'sprint');
  const sequential = members.find(({ trace }) => trace.strategy === 'sequential');
  if (!sprint || !sequential) return null;
  return comparePath(sprint.outcome.sessionId, sequential.outcome.sessionId);
}

/** The address that shows two sessions side by side, SPRINT first. */
export function comparePath(sprintId: string, sequentialId: string): string {
  return `/compare?a=${encodeURIComponent(sprintId)}&b=${encodeURIComponent(sequentialId)}`;
}
