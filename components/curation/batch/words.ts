import type { Tone } from '#components/ui/pill.tsx';
import type { BatchStatus } from '#lib/contract/curation-batch.ts';
import type { CurationRow, Verdict } from '#lib/contract/curation-record.ts';

/** The names that the pages of curation use. */

export const recordLooks: Record<CurationRow['status'], { label: string; tone: Tone }> = {
  waiting: { label: 'waiting', tone: 'neutral' },
  running: { label: 'being taken apart', tone: 'exec' },
  kept: { label: 'kept', tone: 'ok' },
  rejected: { label: 'rejected', tone: 'crit' },
  failed: { label: 'failed', tone: 'warn' },
};

export const batchLooks: Record<BatchStatus, { label: string; tone: Tone }> = {
  importing: { label: 'importing', tone: 'plan' },
  running: { label: 'running', tone: 'exec' },
  paused: { label: 'paused', tone: 'crit' },
  done: { label: 'done', tone: 'ok' },
  failed: { label: 'failed', tone: 'warn' },
};

const reasons: Record<string, string> = {
  'no-steps': 'no steps',
  'ratio-too-low': 'ratio too low',
  'too-many-stages': 'too many stages',
  'too-many-prompts': 'too many prompts in a stage',
  'too-many-tokens': 'too many tokens',
  'wrong-answer': 'wrong answer',
  'undecided-answer': 'undecided answer',
  'no-answer': 'no answer',
  leak: 'leak',
  'no-saving': 'no saving',
  'prompt-says-nothing': 'prompt says nothing',
};

/** A rejection's code in words; unknown codes are shown as they are, with spaces. */
export const reasonName = (code: string): string => reasons[code] ?? code.replaceAll('-', ' ');

export const verdictNames: Record<Verdict, string> = {
  accept: 'accepted',
  reject: 'rejected',
  fix: 'to fix',
};
