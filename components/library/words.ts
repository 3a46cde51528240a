import type { SessionStatus } from '#components/api/schemas.ts';
import type { Tone } from '#components/ui/pill.tsx';
import type { FindingKind } from '#lib/doctor/finding.ts';
import type { SequentialDefinition } from '#lib/trace/stage-tokens.ts';

/** What things are called on this page. */

export const statusLooks: Record<SessionStatus, { label: string; tone: Tone }> = {
  running: { label: 'running', tone: 'exec' },
  done: { label: 'done', tone: 'ok' },
  failed: { label: 'failed', tone: 'warn' },
  truncated: { label: 'cut short', tone: 'crit' },
  cancelled: { label: 'cancelled', tone: 'neutral' },
  interrupted: { label: 'interrupted', tone: 'crit' },
};

export const definitionNames: Record<SequentialDefinition, string> = {
  authors: 'authors’ definition',
  paper: 'paper’s definition',
  'with-tags': 'tags counted',
  barrier: 'waiting for the whole plan',
};

export const kindNames: Record<FindingKind, { one: string; many: string }> = {
  fault: { one: 'fault', many: 'faults' },
  leak: { one: 'leak', many: 'leaks' },
  note: { one: 'note', many: 'notes' },
};

const strategies: Record<string, string> = { sprint: 'SPRINT', sequential: 'Sequential' };
const origins: Record<string, string> = {
  live: 'live run',
  imported: 'imported',
  'by-hand': 'by hand',
  'built-in': 'built-in',
  curated: 'curated',
};

/** Names of what a filter may hold: addresses come from outside and may name anything. */
export const strategyName = (strategy: string): string => strategies[strategy] ?? strategy;
export const originName = (origin: string): string => origins[origin] ?? origin;
export const statusName = (status: string): string =>
  status in statusLooks ? statusLooks[status as SessionStatus].label : status;

/** `one-prompt` as words. */
export const codeName = (code: string): string => code.replaceAll('-', ' ');
