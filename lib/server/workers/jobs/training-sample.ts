import { trainingSampleOf } from '#lib/curation/training/training-sample.ts';
import { curationRecordOf } from '../../curation/stored-record.ts';
import type { RunJob } from '../job-types.ts';

export const sampleOf: RunJob<'training-sample'> = async (record) =>
  trainingSampleOf(curationRecordOf(record));
