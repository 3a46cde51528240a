import type { SessionStatus, SessionSummary } from '#components/api/schemas.ts';
import type { Tone } from '#components/ui/pill.tsx';

export const statusLooks: Record<SessionStatus, { label: string; tone: Tone }> = {
  running: { label: 'running', tone: 'exec' },
  done: { label: 'done', tone: 'ok' },
  failed: { label: 'failed', tone: 'warn' },
  truncated: { label: 'cut short', tone: 'crit' },
  cancelled: { label: 'cancelled', tone: 'neutral' },
  interrupted: { label: 'interrupted', tone: 'crit' },
};

export const strategyNames: Record<SessionSummary['strategy'], string> = {
  sprint: 'SPRINT',
  sequential: 'Sequential',
};

/** Sequential tokens (authors' definition) and total tokens, where the server knows them. */
export function tokenFacts(session: SessionSummary): { sequential: number; total: number } | null {
  const total = session.metrics?.totalTokens;
  const sequential = session.metrics?.sequentialTokens?.authors;
  return typeof total === 'number' && sequential !== undefined ? { sequential, total } : null;
}
