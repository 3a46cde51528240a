import { parentPort } from 'node:worker_threads';
import { createSyncQwenCounter } from '#lib/tokens/sync-qwen-counter.ts';
import { type CurationJob, runCurationJob } from './job.ts';
import { jobFailure } from './job-failure.ts';

/** The thread that takes traces apart: one job after the other, as plain data (worker-pool.ts). */
const countTokens = createSyncQwenCounter();

parentPort?.on('message', async (job: CurationJob) => {
  try {
    parentPort?.postMessage({ result: await runCurationJob(job, countTokens) });
  } catch (error) {
    parentPort?.postMessage({ failure: jobFailure(error) });
  }
});
