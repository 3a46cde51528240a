import type { FindingKind } from '#lib/contract/findings.ts';
import type { SequentialDefinition } from '#lib/trace/sequential-tokens.ts';

/** The names that this page uses. */

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

const origins: Record<string, string> = {
  live: 'live run',
  imported: 'imported',
  'by-hand': 'by hand',
  'built-in': 'built-in',
  curated: 'curated',
};

/** Name of a filter's value: addresses come from outside and may hold anything. */
export const originName = (origin: string): string => origins[origin] ?? origin;

/** `one-prompt` as words. */
export const codeName = (code: string): string => code.replaceAll('-', ' ');
