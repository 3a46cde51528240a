'use client';

import { ApiError } from '#components/api/api-error.ts';
import type { DataSetColumns, DataSetInspection } from '#lib/contract/data-set.ts';

/** Page to worker. */
export interface InspectRequest {
  readonly file: File;
  /** Chosen columns; left out: the worker recognises them. */
  readonly columns?: DataSetColumns;
}

/** Worker to page. */
export type InspectAnswer = { readonly inspection: DataSetInspection } | { readonly failure: string };

/**
 * Finds out what is in a data set, in this browser and before a byte is sent: the server would run the same code, but
 * would need the whole of a Parquet file, and again for each choice of columns.
 * @throws ApiError where the file cannot be read, and the signal's abort
 */
export function inspectFile(request: InspectRequest, signal: AbortSignal): Promise<DataSetInspection> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./inspect.worker.ts', import.meta.url), { type: 'module' });
    const end = (settle: () => void) => {
      worker.terminate();
      settle();
    };
    const fail = (detail: string) =>
      end(() =>
        reject(new ApiError('unreadable', { title: 'The file could not be looked into', detail, status: 0 })),
      );
    worker.onmessage = ({ data }: MessageEvent<InspectAnswer>) => {
      if ('failure' in data) fail(`${data.failure} Was it moved or changed since? Choose it again.`);
      else end(() => resolve(data.inspection));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      fail(event.message || 'The reader could not be loaded.');
    };
    signal.addEventListener('abort', () => end(() => reject(signal.reason)), { once: true });
    worker.postMessage(request);
  });
}
