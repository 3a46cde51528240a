import type { JobKind, RunJob } from './job-types.ts';

/** The code of each kind, loaded by its first job: a thread that only exports holds no tokenizer. */
export const runners: { [K in JobKind]: () => Promise<RunJob<K>> } = {
  curation: async () => (await import('./jobs/curation.ts')).runCuration,
  'export-session': async () => (await import('./jobs/export-session.ts')).exportSession,
  'export-entry': async () => (await import('./jobs/export-session.ts')).exportEntry,
  'export-log': async () => (await import('./jobs/export-session.ts')).exportLog,
  'import-trace': async () => (await import('./jobs/import.ts')).importTrace,
  'import-upload': async () => (await import('./jobs/import.ts')).importBody,
  'inspect-data-set': async () => (await import('./jobs/inspect-data-set.ts')).inspect,
  judge: async () => (await import('./jobs/judge.ts')).judgePair,
  'read-data-set': async () => (await import('./jobs/read-data-set.ts')).readRows,
  'training-sample': async () => (await import('./jobs/training-sample.ts')).sampleOf,
  'renew-session': async () => (await import('./jobs/renew-session.ts')).renew,
};
