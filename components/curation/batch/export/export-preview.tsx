'use client';

import { Unzip, UnzipInflate } from 'fflate';
import type { ApiError } from '#components/api/api-error.ts';
import { ProblemNote } from '#components/api/problem-note.tsx';
import { queryKeys } from '#components/api/query-keys.ts';
import { reach } from '#components/api/send.ts';
import { useServerData } from '#components/api/server-data.ts';

/** What scrolls must be reached by keys. */
const scrolling = { role: 'region', 'aria-label': 'First row', tabIndex: 0 } as const;

/** Characters of a field that we show: enough to see its beginning, its end and what lies between. */
const SHOWN = 420;

export type Preview = FirstRow | ApiError | 'empty' | 'loading';

/** The first row of the archive at this path; null for none. */
export function usePreview(path: string | null): Preview | null {
  const { data, error } = useServerData({
    queryKey: queryKeys.exportPreview(path),
    queryFn: async ({ signal }) => (path === null ? 'empty' : ((await firstRowOf(path, signal)) ?? 'empty')),
    enabled: path !== null,
  });
  return path === null ? null : (error ?? data ?? 'loading');
}

/** The first row of the archive, with its fields separated; or why there would be no archive. */
export function ExportPreview({ preview: found }: { preview: Preview | null }) {
  if (found === null) return null;
  if (found === 'loading') return <div className="h-40 rounded-xl bg-line-soft/50" aria-hidden="true" />;
  if (found === 'empty') return <p className="text-mute text-ui">No record is chosen by this.</p>;
  if (found instanceof Error) return <ProblemNote error={found} />;
  return (
    <figure>
      <figcaption className="mb-1 text-mute text-xs">
        First row of <span className="font-mono">{found.file}</span>
      </figcaption>
      <div
        {...scrolling}
        className="max-h-44 overflow-y-auto rounded-xl border border-line bg-line-soft/40 px-3 py-2.5"
      >
        <pre className="whitespace-pre-wrap break-words font-mono text-[11.5px] leading-[1.55]">
          {fieldsOf(found.line).map(([name, value]) => (
            <span key={name}>
              <span className="font-semibold text-plan">{name}</span>
              {'\n'}
              {value}
              {'\n\n'}
            </span>
          ))}
        </pre>
      </div>
    </figure>
  );
}

/** The members of a row; long ones lose their middle. */
function fieldsOf(line: string): [string, string][] {
  try {
    const row: unknown = JSON.parse(line);
    if (typeof row !== 'object' || row === null) return [['row', short(line)]];
    return Object.entries(row).map(([name, value]) => [
      name,
      short(typeof value === 'string' ? value : JSON.stringify(value, null, 1)),
    ]);
  } catch {
    return [['row', short(line)]];
  }
}

const short = (text: string): string =>
  text.length <= SHOWN ? text : `${text.slice(0, SHOWN / 2)}\n[…]\n${text.slice(-SHOWN / 2)}`;

interface FirstRow {
  /** Path in the archive. */
  readonly file: string;
  /** One line of JSON, as the archive holds it. */
  readonly line: string;
}

/** A row is a trajectory with its prompt: more than this is not shown anyway. */
const LONGEST = 200_000;

/**
 * The first row of an archive of training data. Reads the archive no further than that: it may hold thousands.
 * @param signal ends it from outside
 * @throws ApiError with the server's message where it returns no archive
 */
async function firstRowOf(path: string, signal: AbortSignal): Promise<FirstRow | null> {
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
