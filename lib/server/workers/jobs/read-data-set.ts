import { open, stat } from 'node:fs/promises';
import type { DataSetColumns, DataSetRow } from '#lib/contract/data-set.ts';
import type { ImportProblem } from '#lib/contract/imports.ts';
import { inspectDataSet, isDataSetProblem, readDataSet } from '#lib/curation/data-set/data-set.ts';
import { type ByteSource, bytesSource, handleSource } from '#lib/formats/files/byte-source.ts';
import type { DataSetItems, RunJob } from '../job-types.ts';

/** Items and characters that we send at once, which become one transaction: some milliseconds of the main thread. */
const MOST_ITEMS = 50;
const MOST_CHARACTERS = 500_000;

export const readRows: RunJob<'read-data-set'> = async ({ path, name, columns, skip }, { tell }) => {
  const { size } = await stat(path);
  const handle = await open(path, 'r');
  try {
    return await tellRows(handleSource(name, size, handle), { columns, skip }, tell);
  } finally {
    await handle.close();
  }
};

/** What a data set holds, as bytes of JSON that the thread gives away. */
export const inspect: RunJob<'inspect-data-set'> = async ({ name, bytes, isPart, columns }, { give }) => {
  const found = await inspectDataSet(bytesSource(name, bytes), { isPart, columns });
  return give(new TextEncoder().encode(JSON.stringify(found)));
};

/** Sends the items of a file in groups, as long as the answer is yes; returns whether it reached the end. */
export async function tellRows(
  source: ByteSource,
  { columns, skip }: { columns: Partial<DataSetColumns>; skip: number },
  tell: (items: DataSetItems) => Promise<boolean>,
): Promise<boolean> {
  let items: (DataSetRow | ImportProblem)[] = [];
  let characters = 0;
  let passed = 0;
  for await (const item of readDataSet(source, { columns })) {
    if (passed++ < skip) continue;
    items.push(item);
    characters += isDataSetProblem(item) ? 0 : item.trace.length;
    if (items.length < MOST_ITEMS && characters < MOST_CHARACTERS) continue;
    if (!(await tell(items))) return false;
    items = [];
    characters = 0;
  }
  return items.length === 0 || tell(items);
}
