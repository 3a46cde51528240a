import { inspectDataSet } from '#lib/curation/data-set.ts';
import { bytesSource } from '#lib/formats/files/byte-source.ts';
import type { RunJob } from '../job-types.ts';

export const inspect: RunJob<'inspect-data-set'> = async ({ name, bytes, isPart, columns }, { give }) => {
  const found = await inspectDataSet(bytesSource(name, bytes), { isPart, columns });
  return give(new TextEncoder().encode(JSON.stringify(found)));
};
