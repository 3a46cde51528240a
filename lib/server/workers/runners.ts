import type { JobKind, RunJob } from './job-types.ts';

/** The code of each kind, loaded by its first job: a thread that only exports loads no tokenizer. */
export const runners: { [K in JobKind]: () => Promise<RunJob<K>> } = {
  curation: async () => {
    const { runCurationJob } = await import('../curation/job.ts');
    return (job, { countTokens }) => runCurationJob(job, countTokens);
  },
  'export-session': async () => (await import('./jobs/export-session.ts')).exportSession,
  'export-entry': async () => (await import('./jobs/export-session.ts')).exportEntry,
  'export-log': async () => (await import('./jobs/export-session.ts')).exportLog,
  'import-trace': async () => (await import('./jobs/import.ts')).importTrace,
  'import-upload': async () => (await import('./jobs/import.ts')).importBody,
  'inspect-data-set': async () => (await import('./jobs/read-data-set.ts')).inspect,
  judge: async () => (await import('./jobs/judge.ts')).judgePair,
  'read-data-set': async () => (await import('./jobs/read-data-set.ts')).readRows,
  'training-sample': async () => {
    const [{ trainingSampleOf }, { curationRecordOf }] = await Promise.all([
      import('#lib/curation/training/training-sample.ts'),
      import('../curation/stored-record.ts'),
    ]);
    return async (record) => trainingSampleOf(curationRecordOf(record));
  },
  'renew-session': async () => {
    const { renewedPatch } = await import('../sessions/renew-stale.ts');
    return ({ id }, { store }) => renewedPatch(store, id);
  },
};
