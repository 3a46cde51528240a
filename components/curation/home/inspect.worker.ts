import { inspectDataSet } from '#lib/curation/data-set/data-set.ts';
import type { ByteSource } from '#lib/formats/files/byte-source.ts';
import type { InspectAnswer, InspectRequest } from './inspect-file.ts';

/** Inspects one data set and then ends: a hostile or large file cannot block the page. */
addEventListener('message', ({ data }: MessageEvent<InspectRequest>) => {
  inspectDataSet(sourceOf(data.file), { columns: data.columns }).then(
    (inspection) => answer({ inspection }),
    (error: unknown) => answer({ failure: error instanceof Error ? error.message : String(error) }),
  );
});

const answer = (message: InspectAnswer): void => postMessage(message);

/** Reads only the requested bytes: a Parquet file of gigabytes needs its end and a page of rows. */
const sourceOf = (file: File): ByteSource => ({
  name: file.name,
  size: file.size,
  read: async (start, end) => new Uint8Array(await file.slice(start, end).arrayBuffer()),
});
