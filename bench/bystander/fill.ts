import { writeLog } from '#lib/trace/jsonl.ts';
import { generateTraces } from '../generated-traces.ts';
import { longLog } from '../long-log.ts';
import { sourceTexts } from '../source-texts.ts';

export interface Filled {
  /** 500 of realistic size, some of them large. */
  exported: string[];
  /** The largest session, with that many events. */
  largest: string;
  /** All sessions, at most 2,000: the most that one request of the library accepts. */
  all: string[];
}

const AT_ONCE = 100;
const logs = { small: 20_000, large: 100_000 };

export async function importBatch(base: string, traces: readonly object[]): Promise<string[]> {
  const response = await fetch(`${base}/api/traces/batch`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ traces }),
  });
  const { results = [] } = (await response.json()) as { results?: { id?: string }[] };
  return results.flatMap(({ id }) => id ?? []);
}

/** Traces of 10 to 15 kB, each with different digits, so that the server counts no text twice. */
export function realisticTraces(
  count: number,
  seed = 0,
): { text: string; kind: 'transcript'; name: string }[] {
  const sources = sourceTexts();
  return Array.from({ length: count }, (_, index) => ({
    text: (sources[index % sources.length] ?? '').replaceAll(/(?<![_.\d])\d(?![_.>\d])/g, (digit) =>
      String((Number(digit) + index + seed) % 10),
    ),
    kind: 'transcript' as const,
    name: `trajectory_${seed}_${index}.txt`,
  }));
}

/** @param rows sessions in all, small ones beside the 500 */
export async function fill(base: string, rows: number): Promise<Filled> {
  const largest = await importLog(base, logs.large);
  const exported = [largest];
  for (let index = 0; index < 9; index++) exported.push(await importLog(base, logs.small));
  const traces = realisticTraces(490);
  for (let at = 0; at < traces.length; at += AT_ONCE)
    exported.push(...(await importBatch(base, traces.slice(at, at + AT_ONCE))));
  const all = [...exported];
  const small = generateTraces(Math.ceil(Math.max(0, rows - all.length) / 2));
  for (let at = 0; at < small.length; at += AT_ONCE)
    all.push(...(await importBatch(base, small.slice(at, at + AT_ONCE))));
  return { exported, largest, all: all.slice(0, 2000) };
}

async function importLog(base: string, events: number): Promise<string> {
  const response = await fetch(`${base}/api/traces?name=log-${events}.jsonl`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: writeLog(longLog({ events, stages: 12, branches: 8 })),
  });
  const { id } = (await response.json()) as { id?: string };
  if (!id) throw new Error(`A log of ${events} events was not taken: ${response.status}`);
  return id;
}
