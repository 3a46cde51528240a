import { runCurationJob } from '../../curation/job.ts';
import type { RunJob } from '../job-types.ts';

export const runCuration: RunJob<'curation'> = (job, { countTokens }) => runCurationJob(job, countTokens);
