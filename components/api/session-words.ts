import type { Tone } from '#components/ui/pill.tsx';
import type { SessionStatus } from '#lib/contract/session.ts';

export const statusLooks: Record<SessionStatus, { label: string; tone: Tone }> = {
  running: { label: 'running', tone: 'exec' },
  done: { label: 'done', tone: 'ok' },
  failed: { label: 'failed', tone: 'warn' },
  truncated: { label: 'cut short', tone: 'crit' },
  cancelled: { label: 'cancelled', tone: 'neutral' },
  interrupted: { label: 'interrupted', tone: 'crit' },
};

const strategies: Record<string, string> = { sprint: 'SPRINT', sequential: 'Sequential' };

/** Addresses come from outside and may name anything: an unknown name is shown as it is. */
export const strategyName = (strategy: string): string => strategies[strategy] ?? strategy;
export const statusName = (status: string): string =>
  status in statusLooks ? statusLooks[status as SessionStatus].label : status;
