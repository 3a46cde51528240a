import { blankSession, type SessionRecord } from '#lib/contract/session.ts';
import type { RoleModel } from '#lib/orchestrator/run.ts';
import type { TokenCounter } from '#lib/tokens/counter.ts';
import type { Instructions, SessionSettings, Strategy } from '#lib/trace/events.ts';

/** What a session starts with. */
export interface NewSession {
  question: string;
  strategy: Strategy;
  planner: RoleModel;
  executor: RoleModel;
  settings: SessionSettings;
  instructions: Instructions;
  title?: string | null;
  tags?: string[];
  pairId?: string | null;
  expected?: string | null;
  /** The counter for every count in its log. */
  counter: TokenCounter;
}

/** The session's row before the first event. */
export function newRecord(session: NewSession, id: string, date: Date): SessionRecord {
  const { planner, executor } = session;
  return {
    ...blankSession(),
    id,
    title: session.title ?? null,
    question: session.question,
    strategy: session.strategy,
    status: 'running',
    mode: planner.mode,
    models: { planner: planner.info, executor: executor.info },
    tags: session.tags ?? [],
    pairId: session.pairId ?? null,
    origin: { kind: planner.info.ruleBased && executor.info.ruleBased ? 'built-in' : 'live' },
    createdAt: date.toISOString(),
    startedAt: date.toISOString(),
    expected: session.expected ?? null,
  };
}
