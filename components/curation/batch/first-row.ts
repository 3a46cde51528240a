import { Unzip, UnzipInflate } from 'fflate';
import { reach } from '#components/api/send.ts';

export interface FirstRow {
  /** Path in the archive. */
  readonly file: string;
  /** As it is written, a line of JSON. */
  readonly line: string;
}

/** A row is a trajectory with its prompt: more than this is not shown anyway. */
const LONGEST = 200_000;

/**
 * The first row of an archive of training data. The archive is read no further than that: it may hold thousands.
 * @param signal ends it from outside
 * @throws ApiError with what the server says where it gives no archive
 */
export async function firstRowOf(path: string, signal: AbortSignal): Promise<FirstRow | null> {
  const stop = new AbortController();
  const { body } = await reach('GET', path, undefined, AbortSignal.any([signal, stop.signal]));
  if (!body) return null;
  let found: FirstRow | null = null;
  let reading: string | null = null;
  const unzip = new Unzip((entry) => {
    if (reading !== null || !/\.jsonl?$/.test(entry.name) || /info\.json$/.test(entry.name)) return;
    reading = entry.name;
    const decoder = new TextDecoder();
    let text = '';
    entry.ondata = (error, chunk, final) => {
      if (error) throw error;
      if (found) return;
      text += decoder.decode(chunk, { stream: !final });
      const end = text.indexOf('\n');
      if (end >= 0 || final || text.length > LONGEST)
        found = { file: entry.name, line: end >= 0 ? text.slice(0, end) : text.slice(0, LONGEST) };
    };
    entry.start();
  });
  unzip.register(UnzipInflate);
  const reader = body.getReader();
  try {
    while (!found) {
      const { done, value } = await reader.read();
      unzip.push(value ?? new Uint8Array(), done);
      if (done) break;
    }
  } finally {
    stop.abort();
  }
  return found;
}
